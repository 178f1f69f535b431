package io.discovery.core.controller;

import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static io.discovery.core.TestObjects.withReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ControllerEvent;
import io.discovery.core.TestObjects;
import io.discovery.core.VirtualLoop;
import io.discovery.core.store.Store;
import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Endpoint;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where endpoints should be used: trafficDistribution and topology mode Auto. */
class HintsTest {
  private static final String MODE = "service.kubernetes.io/topology-mode";
  private static final String OLDER_MODE = "service.kubernetes.io/topology-aware-hints";

  private final VirtualLoop loop = new VirtualLoop();
  private final Store store = new Store(loop, Randomness.seeded(1));
  private final List<ControllerEvent> events = new ArrayList<>();
  private int pods;

  HintsTest() {
    new Controllers(store, loop, new SliceSettings(5, false), events::add);
  }

  private void zone(String name, String cpu) {
    store.create(node(name, cpu));
  }

  private static Node node(String zone, String cpu) {
    return TestObjects.node("node-" + zone, zone)
        .withStatus(
            new Node.Status(
                Map.of(),
                Map.of("cpu", cpu),
                List.of(Condition.of("Ready", Condition.Status.TRUE)),
                List.of()));
  }

  private void pods(String zone, int count) {
    for (int i = 0; i < count; i++) {
      pods++;
      Pod pod = pod("cart-" + pods, "10.0." + pods / 250 + "." + pods % 250);
      store.create(pod.withSpec(pod.spec().toBuilder().nodeName("node-" + zone).build()));
    }
  }

  private static Service cart(String annotation, String value, @Nullable String distribution) {
    Service cart = service("cart");
    return cart.withMetadata(
            cart.metadata().toBuilder().annotations(Map.of(annotation, value)).build())
        .withSpec(cart.spec().toBuilder().trafficDistribution(distribution).build());
  }

  private void cart(String mode) {
    store.create(cart(MODE, mode, null));
  }

  private void change(KubernetesObject object) {
    store.update(
        object.withMetadata(object.metadata().toBuilder().uid(null).generation(null).build()));
  }

  private List<EndpointSlice> slices() {
    store.tell();
    loop.runUntilIdle();
    return store.slicesOf(new NamespacedName("shop", "cart"));
  }

  private List<Endpoint> endpoints() {
    return slices().stream().flatMap(slice -> slice.endpoints().stream()).toList();
  }

  /** Returns how many endpoints of a zone are for which zone. */
  private Map<String, Integer> moves() {
    Map<String, Integer> moves = new TreeMap<>();
    for (Endpoint endpoint : endpoints()) {
      if (endpoint.hints() != null) {
        String to = endpoint.hints().forZones().get(0).name();
        moves.merge(endpoint.zone() + to, 1, Integer::sum);
      }
    }
    return moves;
  }

  private List<String> told() {
    List<String> told = events.stream().map(ControllerEvent::message).distinct().toList();
    events.clear();
    return told;
  }

  @ParameterizedTest
  @CsvSource({
    "PreferClose,[a],[]",
    "PreferSameZone,[a],[]",
    "PreferSameNode,[a],[node-a]",
    ",,",
    "Elsewhere,,"
  })
  void aReadyEndpointIsForItsOwnZoneAndNode(
      @Nullable String distribution, @Nullable String zones, String nodes) {
    zone("a", "1");
    pods("a", 1);
    store.create(withReady(pod("cart-9", "10.0.9.9"), Condition.Status.FALSE));
    store.create(cart("note", "", distribution));
    List<Endpoint> endpoints = endpoints();
    assertThat(endpoints).hasSize(2);
    EndpointSlice.Hints hints = endpoints.get(0).hints();
    if (zones == null) {
      assertThat(hints).isNull();
    } else {
      assertThat(hints).isNotNull();
      assertThat(hints.forZones().stream().map(EndpointSlice.ForZone::name).toList())
          .hasToString(zones);
      assertThat(hints.forNodes().stream().map(EndpointSlice.ForNode::name).toList())
          .hasToString(nodes);
    }
    assertThat(endpoints.get(1).hints()).as("not ready").isNull();
  }

  @Test
  void hintsThatAUserTakesOffComeBack() {
    zone("a", "1");
    pods("a", 1);
    store.create(cart("note", "", "PreferClose"));
    EndpointSlice slice = slices().get(0);
    Endpoint bare = slice.endpoints().get(0).toBuilder().hints(null).build();
    change(slice.withEndpoints(List.of(bare)));
    assertThat(slices().get(0).endpoints()).isEqualTo(slice.endpoints());
  }

  @ParameterizedTest
  @CsvSource({"Auto,3", "auto,3", "AUTO,0", "'',0", "Disabled,0"})
  void autoIsAutoAlone(String mode, int hinted) {
    List.of("a", "b", "c").forEach(zone -> zone(zone, "4"));
    List.of("a", "b", "c").forEach(zone -> pods(zone, 1));
    cart(mode);
    assertThat(moves().values()).hasSize(hinted);
  }

  @Test
  void theOlderAnnotationWins() {
    Service both = cart(MODE, "Auto", null);
    Map<String, String> annotations = Map.of(MODE, "Auto", OLDER_MODE, "Disabled");
    assertThat(AutoHints.askedBy(both)).isTrue();
    assertThat(
            AutoHints.askedBy(
                both.withMetadata(both.metadata().toBuilder().annotations(annotations).build())))
        .isFalse();
  }

  @Test
  void zonesGiveWhatTheyHaveTooMuchOf() {
    zone("a", "35");
    zone("b", "35");
    zone("c", "30000m");
    pods("a", 8);
    pods("b", 1);
    pods("c", 1);
    cart("Auto");
    assertThat(moves()).isEqualTo(Map.of("aa", 4, "ab", 2, "ac", 2, "bb", 1, "cc", 1));
    assertThat(events.get(0).type()).isEqualTo("Normal");
    assertThat(told()).containsExactly("Topology Aware Hints has been enabled, addressType: IPv4");
  }

  @ParameterizedTest
  @CsvSource({"5,Unable to allocate minimum", "2,Insufficient number of endpoints (2 endpoints"})
  void whatCannotBeGivenIsTold(int count, String why) {
    List.of("a", "b", "c").forEach(zone -> zone(zone, "4"));
    pods("a", count);
    cart("Auto");
    assertThat(moves()).isEmpty();
    assertThat(told()).singleElement().asString().startsWith(why).contains("3 zones");
    pods("b", 6 - count);
    assertThat(moves().values().stream().mapToInt(n -> n).sum()).isEqualTo(6);
    store.delete(ResourceKind.POD, new NamespacedName("shop", "cart-1"), 0L);
    assertThat(moves()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"8,0", "9,9", "11,0", "12,12", "13,13"})
  void noEndpointIsOverloadedByMoreThanAFifth(int count, int hinted) {
    List.of("a", "b", "c").forEach(zone -> zone(zone, "4"));
    for (int i = 0; i < count; i++) {
      pods(List.of("a", "b", "c").get(i % 3), 1);
    }
    cart("Auto");
    assertThat(moves().values().stream().mapToInt(n -> n).sum()).isEqualTo(hinted);
  }

  @Test
  void nodesSayTheirZoneAndTheirCpuOrSpoilIt() {
    zone("a", "4");
    zone("b", "4");
    pods("a", 1);
    pods("b", 1);
    cart("Auto");
    assertThat(moves()).hasSize(2);
    change(node("b", "junk"));
    change(cart(MODE, "auto", null));
    assertThat(moves()).as("CPU alone is not followed").hasSize(2);
    zone("c", "4");
    assertThat(moves()).isEmpty();
    assertThat(told())
        .contains(
            "Insufficient Node information: allocatable CPU or zone not specified on one or more"
                + " nodes, addressType: IPv4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3x", "3ki", "3i", "3Kii", ""})
  void aQuantityWithAnUnknownSuffixIsNone(String cpu) {
    zone("a", "4");
    zone("b", cpu);
    pods("a", 1);
    pods("b", 1);
    cart("Auto");
    assertThat(moves()).isEmpty();
    assertThat(told().get(0)).startsWith("Insufficient Node information");
  }

  @Test
  void anEndpointWithoutZoneTakesTheHintsOfAll() {
    zone("a", "4");
    zone("b", "4");
    store.create(TestObjects.node("node-x", ""));
    pods("a", 1);
    pods("b", 1);
    pods("x", 2);
    cart("Auto");
    assertThat(moves()).isEmpty();
    assertThat(told())
        .containsExactly("One or more endpoints do not have a zone specified, addressType: IPv4");
  }

  @Test
  void switchingOffIsToldOnce() {
    zone("a", "4");
    zone("b", "4");
    pods("a", 1);
    pods("b", 1);
    cart("Auto");
    assertThat(moves()).hasSize(2);
    told();
    change(service("cart"));
    assertThat(moves()).isEmpty();
    assertThat(told()).containsExactly("Topology Aware Hints has been disabled, addressType: IPv4");
    change(cart("note", "", null));
    assertThat(moves()).isEmpty();
    assertThat(told()).isEmpty();
  }

  /** Whatever happens, all ready endpoints have one zone, or none has any and it is told why. */
  @Property(tries = 300)
  void everyReadyEndpointHasOneZoneOrNoneHas(
      @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 9) Integer> cpus,
      @ForAll @Size(min = 1, max = 25) List<@IntRange(max = 3) Integer> zones,
      @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 25) Integer> flips) {
    HintsTest test = new HintsTest();
    for (int i = 0; i < cpus.size(); i++) {
      test.zone("z" + i, cpus.get(i) + "");
    }
    zones.forEach(zone -> test.pods("z" + zone % cpus.size(), 1));
    test.cart("Auto");
    test.check(cpus.size());
    for (int flip : flips) {
      KubernetesObject found =
          test.store.get(ResourceKind.POD, new NamespacedName("shop", "cart-" + flip));
      if (found instanceof Pod pod) {
        test.store.updateStatus(
            withReady(pod, pod.ready() ? Condition.Status.FALSE : Condition.Status.TRUE), false);
        test.check(cpus.size());
      }
    }
  }

  private void check(int zones) {
    List<Endpoint> ready =
        endpoints().stream().filter(endpoint -> endpoint.conditions().isReady()).toList();
    Map<Boolean, List<Endpoint>> hinted =
        ready.stream().collect(Collectors.partitioningBy(endpoint -> endpoint.hints() != null));
    if (Objects.requireNonNull(hinted.get(true)).isEmpty()) {
      assertThat(events.get(events.size() - 1).type()).isEqualTo(ControllerEvent.WARNING);
    } else {
      assertThat(hinted.get(false)).isEmpty();
      assertThat(ready).allMatch(e -> Objects.requireNonNull(e.hints()).forZones().size() == 1);
      assertThat(ready.size()).isGreaterThanOrEqualTo(zones);
    }
  }
}
