package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.DiscoveryObserver;
import io.discovery.address.Ip;
import io.discovery.balancer.Candidates;
import io.discovery.core.VirtualLoop;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RosterTest {
  private final Roster nobody =
      Roster.empty(
          new Permits(
              new Quarantine(),
              new PickContext(new VirtualLoop(), Randomness.seeded(1), DiscoveryObserver.NONE)));

  /** Pods become usable and unusable, come, go and move to other addresses. */
  @Property(tries = 200)
  void figuresLastAsLongAsAnEndpointIsKnownAndSeatsAsLongAsItIsUsable(@ForAll long seed) {
    Randomness chance = Randomness.seeded(seed);
    TreeMap<Integer, Known> byAddress = new TreeMap<>();
    Map<Endpoint, LiveCandidate> sitting = new HashMap<>();
    Map<Endpoint, EndpointStats> figures = new HashMap<>();
    Roster roster = nobody;
    for (int step = 0; step < 50; step++) {
      change(byAddress, chance);
      List<Known> known = List.copyOf(byAddress.values());
      roster = roster.next(new EndpointSet(Port.NAME, known));
      List<LiveCandidate> candidates = roster.candidates();
      assertThat(candidates)
          .extracting(LiveCandidate::endpoint)
          .usingElementComparator((a, b) -> a == b ? 0 : 1)
          .containsExactlyElementsOf(
              known.stream().filter(Known::usable).map(Known::endpoint).toList());
      Map<Endpoint, LiveCandidate> now = new HashMap<>();
      for (LiveCandidate candidate : candidates) {
        LiveCandidate before = sitting.remove(candidate.endpoint());
        EndpointStats stats = figures.get(candidate.endpoint());
        assertThat(candidate.seat().candidate).isSameAs(candidate);
        assertThat(before == null || before.seat() == candidate.seat()).isTrue();
        assertThat(stats == null || stats == candidate.stats()).isTrue();
        now.put(candidate.endpoint(), candidate);
        figures.put(candidate.endpoint(), candidate.stats());
      }
      sitting.values().forEach(gone -> assertThat(gone.seat().candidate).isNull());
      figures.keySet().retainAll(known.stream().map(Known::endpoint).toList());
      sitting = now;
    }
  }

  private static void change(TreeMap<Integer, Known> byAddress, Randomness chance) {
    for (int i = chance.nextInt(4); i >= 0; i--) {
      int address = chance.nextInt(30);
      int pod = chance.nextInt(30);
      Rule rule = chance.nextInt(4) == 0 ? Rule.NOT_READY : Rule.READY;
      byAddress.values().removeIf(known -> ("pod-" + pod).equals(known.endpoint().pod()));
      byAddress.remove(address);
      if (chance.nextInt(4) > 0) {
        byAddress.put(address, known(address, pod, rule));
      }
    }
  }

  @Test
  void onePodAtTwoAddressesLeavesNoSeatBehind() {
    Roster roster = nobody.next(set(known(1, 7, Rule.READY), known(2, 7, Rule.READY)));
    List<LiveCandidate> before = new ArrayList<>(roster.candidates());
    assertThat(before).hasSize(2);
    roster = roster.next(set(known(3, 8, Rule.READY)));
    assertThat(before).allMatch(candidate -> candidate.seat().candidate == null);
    assertThat(roster.candidates()).hasSize(1);
  }

  @Test
  void candidateIsFoundWhereverItWentAndNowhereElse() {
    Roster roster = nobody.next(set(known(1, 1, Rule.READY), known(5, 5, Rule.READY)));
    LiveCandidate five = roster.candidates().get(1);
    List<Known> more = new ArrayList<>();
    for (int i = 1; i < 5; i++) {
      more.add(known(i, i, Rule.READY));
    }
    more.add(new Known(five.endpoint(), true, true, false, Rule.READY));
    List<LiveCandidate> all = roster.next(set(more.toArray(new Known[0]))).candidates();
    assertThat(all.get(4)).isSameAs(five);
    assertThat(five.isOneOf(Candidates.of(all))).isTrue();
    assertThat(five.isOneOf(Candidates.of(all.subList(0, 4)))).isFalse();
    assertThat(five.isOneOf(Candidates.of(all.subList(3, 5)))).isTrue();
  }

  private static EndpointSet set(Known... known) {
    return new EndpointSet(Port.NAME, List.of(known));
  }

  private static Known known(int address, int pod, Rule rule) {
    Endpoint endpoint =
        Endpoint.builder(Ip.parse("10.0.0." + address), 8080)
            .pod("pod-" + pod, "uid-" + pod)
            .build();
    return new Known(endpoint, rule.admits(), rule.admits(), false, rule);
  }
}
