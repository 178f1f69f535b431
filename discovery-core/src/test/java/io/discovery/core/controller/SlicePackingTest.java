package io.discovery.core.controller;

import static io.discovery.core.TestObjects.node;
import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** How endpoints are dealt out to slices over a sequence of changes. */
class SlicePackingTest {
  private final Map<String, Pod> pods = new TreeMap<>();
  private final Map<String, EndpointSlice> slices = new LinkedHashMap<>();
  private Service service = service("cart");
  private int named;
  private int added;

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      String name = "p%04d".formatted(added++);
      pods.put(name, pod(name, "10.244." + added / 250 + "." + added % 250));
    }
  }

  private void removeFrom(String slice, int count) {
    Objects.requireNonNull(slices.get(slice)).endpoints().stream()
        .limit(count)
        .forEach(endpoint -> pods.remove(podOf(endpoint)));
  }

  private static String podOf(EndpointSlice.Endpoint endpoint) {
    return String.valueOf(Objects.requireNonNull(endpoint.targetRef()).name());
  }

  private void target(int port) {
    Service.Port target = Service.Port.of("http", 80, IntOrString.of(port));
    service = service.withSpec(service.spec().toBuilder().ports(List.of(target)).build());
  }

  /** Reconciles, and returns what was written: {@code +s1=5} created, {@code s1=4}, {@code -s1}. */
  private List<String> reconcile(int max) {
    SlicePlan plan =
        new SliceReconciler(
                service, name -> node(name, "a"), new SliceSettings(max, false), new AutoHints())
            .plan(new ArrayList<>(pods.values()), new ArrayList<>(slices.values()));
    List<String> written = new ArrayList<>();
    for (EndpointSlice slice : plan.creates()) {
      String name = "s" + ++named;
      slices.put(
          name, slice.withMetadata(slice.metadata().toBuilder().name(name).uid(name).build()));
      written.add("+" + name + "=" + slice.endpoints().size());
    }
    for (EndpointSlice slice : plan.updates()) {
      String name = slice.metadata().name();
      assertThat(slices.put(name, slice)).isNotNull().isNotEqualTo(slice);
      written.add(name + "=" + slice.endpoints().size());
    }
    for (EndpointSlice slice : plan.deletes()) {
      slices.remove(slice.metadata().name());
      written.add("-" + slice.metadata().name());
    }
    return written;
  }

  @Test
  void manyPodsFillSlicesToTheBrim() {
    add(250);
    assertThat(reconcile(100)).containsExactly("+s1=100", "+s2=100", "+s3=50");
  }

  @Test
  void shrunkSlicesAreNotMerged() {
    add(15);
    assertThat(reconcile(5)).containsExactly("+s1=5", "+s2=5", "+s3=5");
    for (String slice : List.of("s1", "s2", "s3")) {
      removeFrom(slice, 4);
    }
    assertThat(reconcile(5)).containsExactly("s1=1", "s2=1", "s3=1");
  }

  @Test
  void slicesThatAreWrittenAnywayTakeTheNewOnesFullestFirst() {
    add(15);
    reconcile(5);
    removeFrom("s1", 3);
    removeFrom("s2", 2);
    add(3);
    assertThat(reconcile(5)).containsExactlyInAnyOrder("s1=3", "s2=5");
  }

  @Test
  void theRestGoesToOneSliceThatTakesItAll() {
    add(5);
    reconcile(5);
    add(3);
    assertThat(reconcile(5)).containsExactly("+s2=3");
    add(3);
    assertThat(reconcile(5)).as("three do not fit into s2").containsExactly("+s3=3");
    removeFrom("s3", 1);
    reconcile(5);
    add(2);
    assertThat(reconcile(5)).as("both fit, s2 is fuller then").containsExactly("s2=5");
  }

  @Test
  void exactlyOneSliceOfNewOnesMakesANewSlice() {
    add(5);
    reconcile(10);
    add(10);
    assertThat(reconcile(10)).containsExactly("+s2=10");
    add(5);
    assertThat(reconcile(10)).containsExactly("s1=10");
  }

  @Test
  void aSliceWithoutEndpointsIsDeletedUnlessItIsTheLast() {
    add(10);
    reconcile(5);
    removeFrom("s1", 5);
    assertThat(reconcile(5)).containsExactly("-s1");
    removeFrom("s2", 5);
    assertThat(reconcile(5)).containsExactly("s2=0");
    add(1);
    assertThat(reconcile(5)).as("the empty one is used again").containsExactly("s2=1");
  }

  @Test
  void aSliceThatWouldGoTakesOverWhatWouldBeCreated() {
    add(12);
    reconcile(5);
    target(9090);
    assertThat(reconcile(5)).containsExactly("s1=2", "s2=5", "s3=5");
    assertThat(slices.values())
        .allSatisfy(slice -> assertThat(slice.ports().get(0).port()).isEqualTo(9090));
  }

  @Test
  void aSliceThatAUserDeletedIsDealtOutAgain() {
    add(12);
    reconcile(5);
    slices.remove("s3");
    assertThat(reconcile(5)).containsExactly("+s4=2");
  }

  @Property(tries = 200)
  void everyPodIsInExactlyOneSliceAndAFixpointIsReached(
      @ForAll @Size(max = 8) List<@IntRange(min = -9, max = 9) Integer> steps,
      @ForAll @IntRange(min = 1, max = 6) int max) {
    pods.clear(); // one instance runs all tries
    slices.clear();
    for (int step : steps) {
      if (step >= 0) {
        add(step);
      } else {
        new ArrayList<>(pods.keySet())
            .stream().filter(name -> name.hashCode() % 2 == 0).limit(-step).forEach(pods::remove);
      }
      reconcile(max);
      assertThat(slices.values())
          .flatExtracting(EndpointSlice::endpoints)
          .extracting(SlicePackingTest::podOf)
          .containsExactlyInAnyOrderElementsOf(pods.keySet());
      assertThat(slices.values())
          .extracting(slice -> slice.endpoints().size())
          .allMatch(size -> size <= max);
      assertThat(reconcile(max)).isEmpty();
    }
  }
}
