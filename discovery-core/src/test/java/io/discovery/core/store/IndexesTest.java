package io.discovery.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.TestObjects;
import io.discovery.core.VirtualLoop;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class IndexesTest {
  private final VirtualLoop time = new VirtualLoop();
  private Store store = new Store(time, Randomness.seeded(1));

  /** One step: an object of this kind and name gets these labels, or goes if it has them. */
  record Step(boolean pod, int number, Map<String, String> labels) {}

  @Property(tries = 300)
  void lookupsFindWhatAScanFinds(
      @ForAll("steps") @Size(max = 60) List<Step> steps,
      @ForAll("labels") Map<String, String> asked,
      @ForAll("selectors") String selector) {
    store = new Store(time, Randomness.seeded(1)); // one instance runs all tries
    steps.forEach(this::run);

    assertThat(store.pods("shop", asked)).isEqualTo(scanPods(Selector.ofLabels(asked)));
    assertThat(store.pods("shop", Selector.parse(selector)))
        .isEqualTo(scanPods(Selector.parse(selector)));
    assertThat(store.servicesOf("shop", asked)).isEqualTo(scanServices(asked));
    assertThat(store.podsOn("node-a")).isEqualTo(scanPods(Selector.EVERYTHING));
    assertThat(store.pods("pay", asked)).isEmpty();
    assertThat(store.servicesOf("pay", asked)).isEmpty();
  }

  private void run(Step step) {
    KubernetesObject object =
        step.pod()
            ? TestObjects.pod("pod-" + step.number(), step.labels(), "10.244.0.1")
            : TestObjects.service("service-" + step.number(), step.labels(), null);
    KubernetesObject old = store.get(object.kind(), object.namespacedName());
    if (old == null) {
      store.create(object);
    } else if (labels(old).equals(step.labels())) {
      store.delete(object.kind(), object.namespacedName(), 0L);
    } else {
      store.update(object.withMetadata(object.metadata().toBuilder().uid(null).build()));
    }
  }

  private static Map<String, String> labels(KubernetesObject object) {
    return object instanceof Service service
        ? service.spec().selector()
        : object.metadata().labels();
  }

  private List<Pod> scanPods(Selector selector) {
    return store.list(ResourceKind.POD).stream()
        .map(Pod.class::cast)
        .filter(pod -> selector.matches(pod.metadata().labels()))
        .toList();
  }

  private List<Service> scanServices(Map<String, String> labels) {
    return store.list(ResourceKind.SERVICE).stream()
        .map(Service.class::cast)
        .filter(service -> !service.spec().selector().isEmpty())
        .filter(service -> Selector.ofLabels(service.spec().selector()).matches(labels))
        .toList();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return net.jqwik.api.Combinators.combine(
            Arbitraries.of(true, false), Arbitraries.integers().between(0, 7), labels())
        .as(Step::new)
        .list();
  }

  @Provide
  Arbitrary<Map<String, String>> labels() {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d", "e"), Arbitraries.of("", "1", "2"))
        .ofMaxSize(5)
        .map(TreeMap::new);
  }

  @Provide
  Arbitrary<String> selectors() {
    return Arbitraries.of(
        "",
        "a=1",
        "a=1,a=2",
        "a==1,b!=2",
        "a in (1),c notin (1,2)",
        "a in (1,2),b=1",
        "a in (1,2)",
        "!a",
        "a,b",
        "a=");
  }
}
