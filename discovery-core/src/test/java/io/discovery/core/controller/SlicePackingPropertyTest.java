package io.discovery.core.controller;

import static io.discovery.core.TestObjects.node;
import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static io.discovery.core.TestObjects.withReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Over any sequence of changes: every Pod stands in one slice, and no write is for nothing. */
class SlicePackingPropertyTest {
  private final Map<String, Pod> pods = new TreeMap<>();
  private final Map<String, EndpointSlice> slices = new TreeMap<>();
  private final Service service = withUid(service("cart"));
  private int made;

  private static Service withUid(Service service) {
    return service.withMetadata(service.metadata().toBuilder().uid("uid-service").build());
  }

  @Property(tries = 300)
  void everyPodStandsInOneSliceAndNoWriteIsForNothing(
      @ForAll @IntRange(min = 1, max = 7) int max,
      @ForAll @Size(max = 12) List<@IntRange(max = 29) Integer> changes) {
    SlicePackingPropertyTest run = new SlicePackingPropertyTest();
    for (int change : changes) {
      run.change(change / 3, change % 3);
      run.write(run.plan(max));
      run.check(max);
    }
  }

  private void change(int count, int verb) {
    for (int i = 0; i < count; i++) {
      if (verb == 0) {
        made++;
        pods.put("p" + made, pod("p" + made, "10.0." + made / 250 + "." + made % 250));
      } else if (!pods.isEmpty()) {
        String name = new ArrayList<>(pods.keySet()).get(i * 7 % pods.size());
        if (verb == 1) {
          pods.remove(name);
        } else {
          pods.computeIfPresent(
              name,
              (key, pod) ->
                  withReady(pod, pod.ready() ? Condition.Status.FALSE : Condition.Status.TRUE));
        }
      }
    }
  }

  private SlicePlan plan(int max) {
    return new SliceReconciler(
            service, name -> node(name, "a"), new SliceSettings(max, false), new AutoHints())
        .plan(new ArrayList<>(pods.values()), new ArrayList<>(slices.values()));
  }

  private void write(SlicePlan plan) {
    for (EndpointSlice slice : plan.creates()) {
      made++;
      slices.put(
          "s" + made, slice.withMetadata(slice.metadata().toBuilder().name("s" + made).build()));
    }
    for (EndpointSlice slice : plan.updates()) {
      assertThat(slices.put(slice.metadata().name(), slice)).isNotNull().isNotEqualTo(slice);
    }
    plan.deletes().forEach(slice -> assertThat(slices.remove(slice.metadata().name())).isNotNull());
  }

  private void check(int max) {
    List<String> found = new ArrayList<>();
    for (EndpointSlice slice : slices.values()) {
      assertThat(slice.endpoints()).hasSizeLessThanOrEqualTo(max);
      for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
        Pod pod = pods.get(endpoint.targetRef().name());
        assertThat(pod).isNotNull();
        assertThat(endpoint.conditions().isReady()).isEqualTo(pod.ready());
        found.add(pod.metadata().name());
      }
    }
    assertThat(found).doesNotHaveDuplicates();
    assertThat(new HashSet<>(found)).isEqualTo(pods.keySet());
    assertThat(slices).isNotEmpty();
    assertThat(plan(max)).as("once more").isEqualTo(SlicePlan.NOTHING);
  }
}
