package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.DiscoveryObserver;
import io.discovery.address.Ip;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Policy;
import io.discovery.core.VirtualLoop;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.SessionAffinity;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import io.discovery.time.Randomness;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AffinityTest {
  private static final int CLIENTS = 40;

  private final Endpoint[] endpoints = Port.endpoints(5);
  private final Port port = Port.with(BuiltIn.RANDOM).has(endpoints).sticky(60);

  @Test
  void clientStaysWithItsEndpoint() {
    List<Endpoint> first = connectAll();
    assertThat(new TreeSet<>(first)).hasSizeGreaterThan(1);
    assertThat(connectAll()).isEqualTo(first);
    assertThat(connectAll()).isEqualTo(first);
  }

  @Test
  void affinityEndsWithItsTimeout() {
    List<Endpoint> first = connectAll();
    port.time.advance(Duration.ofSeconds(61));
    assertThat(connectAll()).isNotEqualTo(first);
  }

  @Test
  void eachPickBeginsTheTimeAnewForItsClientAlone() {
    List<Endpoint> first = connectAll();
    for (int i = 0; i < 5; i++) {
      port.time.advance(Duration.ofSeconds(59));
      assertThat(port.next(client(0))).isEqualTo(first.get(0));
    }
    assertThat(connectAll().subList(1, CLIENTS)).isNotEqualTo(first.subList(1, CLIENTS));
  }

  @Test
  void picksWithPermitBeginTheTimeAnewToo() {
    Endpoint first = port.next(client(0));
    for (int i = 0; i < 20; i++) {
      port.time.advance(Duration.ofSeconds(40));
      assertThat(port.picker.pick(client(0)).endpoint()).isEqualTo(first);
    }
  }

  @Test
  void withoutATimeoutItIsThreeHours() {
    ObjectMeta metadata = ObjectMeta.builder().namespace("shop").name("cart").build();
    ServiceSpec spec = ServiceSpec.builder().sessionAffinity(SessionAffinity.CLIENT_IP).build();
    port.service = new Service(metadata, spec, Service.Status.NONE);
    port.has(endpoints);
    List<Endpoint> first = connectAll();
    port.time.advance(Duration.ofSeconds(10_799));
    assertThat(connectAll()).isEqualTo(first);
    port.time.advance(Duration.ofSeconds(10_801));
    assertThat(connectAll()).isNotEqualTo(first);
  }

  @Test
  void valuesOutOfRangeCountAsTheDefault() {
    Duration standard = Duration.ofHours(3);
    assertThat(Affinity.timeout(Port.service(86_400).spec())).isEqualTo(Duration.ofDays(1));
    assertThat(Affinity.timeout(Port.service(86_401).spec())).isEqualTo(standard);
    assertThat(Affinity.timeout(Port.service(1).spec())).isEqualTo(Duration.ofSeconds(1));
    assertThat(Affinity.timeout(Port.service(0).spec())).isNull();
  }

  @Test
  void newTimeoutHoldsForTheClientsThatThereAre() {
    List<Endpoint> first = connectAll();
    port.sticky(2);
    assertThat(connectAll()).isEqualTo(first);
    port.time.advance(Duration.ofMillis(3_500));
    assertThat(connectAll()).isNotEqualTo(first);
  }

  @Test
  void clientStaysWhenOthersComeAndGo() {
    List<Endpoint> first = connectAll();
    port.has(Port.endpoint(1), Port.endpoint(2), Port.endpoint(4), Port.endpoint(9));
    List<Endpoint> second = connectAll();
    for (int i = 0; i < CLIENTS; i++) {
      int was = List.of(endpoints).indexOf(first.get(i));
      if (was == 2 || was == 4) {
        assertThat(second.get(i)).isNotEqualTo(first.get(i));
      } else {
        assertThat(second.get(i)).isEqualTo(first.get(i));
      }
    }
    assertThat(connectAll()).isEqualTo(second);
  }

  @Test
  void endpointThatWasNotUsableForAWhileHasLostItsClients() {
    List<Endpoint> first = connectAll();
    port.has(
        Port.setOf(
            Port.known(endpoints[0], Rule.NOT_READY),
            Port.known(endpoints[1], Rule.READY),
            Port.known(endpoints[2], Rule.TERMINATING)));
    port.has(endpoints);
    List<Endpoint> second = connectAll();
    assertThat(second).isNotEqualTo(first);
    for (int i = 0; i < CLIENTS; i++) {
      if (first.get(i).equals(endpoints[1])) {
        assertThat(second.get(i)).isEqualTo(endpoints[1]);
      }
    }
  }

  @Test
  void clientStaysWithAPodWhoseAddressChanges() {
    Endpoint first = port.next(client(0));
    Endpoint moved =
        Endpoint.builder(Ip.parse("10.1.1.1"), 8080).pod(first.pod(), first.podUid()).build();
    port.has(moved, endpoints[0].equals(first) ? endpoints[1] : endpoints[0]);
    assertThat(port.next(client(0)).address()).isEqualTo(moved.address());
  }

  @Test
  void clientStaysWithAPodThatMovesBehindTheOthers() {
    Endpoint first = port.next(client(0));
    Endpoint moved =
        Endpoint.builder(Ip.parse("192.0.2.1"), 8080).pod(first.pod(), first.podUid()).build();
    List<Endpoint> others = new ArrayList<>(List.of(endpoints));
    others.remove(first);
    others.add(moved);
    port.has(others.toArray(new Endpoint[0]));
    assertThat(port.next(client(0)).address()).isEqualTo(moved.address());
  }

  @Test
  void everybodyStaysWhenAllTerminate() {
    List<Endpoint> first = connectAll();
    var known = new ArrayList<Known>();
    for (Endpoint endpoint : endpoints) {
      known.add(Port.known(endpoint, Rule.FALLBACK));
    }
    port.has(new EndpointSet(Port.NAME, known));
    assertThat(connectAll()).isEqualTo(first);
  }

  @Test
  void noEndpointForAWhileOrAnotherServiceOrNoAffinityForgetsAll() {
    List<Endpoint> first = connectAll();
    port.has().has(endpoints);
    List<Endpoint> second = connectAll();
    assertThat(second).isNotEqualTo(first);
    port.sticky(0).sticky(60);
    List<Endpoint> third = connectAll();
    assertThat(third).isNotEqualTo(second);
    port.service = Port.service(60, "uid-2");
    port.has(endpoints);
    assertThat(connectAll()).isNotEqualTo(third);
  }

  @Test
  void withoutAffinityAClientMoves() {
    port.sticky(0);
    assertThat(connectAll()).isNotEqualTo(connectAll());
  }

  @Test
  void clientIsItsAddressElseItsKeyElseThisProcess() {
    Ip address = Ip.parse("10.0.0.1");
    PickRequest keyed = PickRequest.affinity("alice");
    assertThat(AffinityTable.client(keyed.withClient(address))).isEqualTo(address);
    assertThat(AffinityTable.client(keyed)).isEqualTo("alice");
    assertThat(AffinityTable.client(PickRequest.ANY))
        .isSameAs(AffinityTable.client(PickRequest.ANY.waitAtMost(Duration.ofSeconds(1))));
    Endpoint mine = port.next();
    for (int i = 0; i < 20; i++) {
      assertThat(port.next()).isEqualTo(mine);
    }
  }

  @Test
  void avoidingAnEndpointDoesNotLoseIt() {
    Endpoint first = port.next(client(0));
    for (int i = 0; i < 20; i++) {
      assertThat(port.next(client(0).avoid(first))).isNotEqualTo(first);
    }
    assertThat(port.next(client(0))).isEqualTo(first);
    assertThat(port.next(client(0).avoid(List.of(endpoints)))).isEqualTo(first);
  }

  @Test
  void avoidingAnotherEndpointChangesNothing() {
    Endpoint first = port.next(client(0));
    Endpoint other = first.equals(endpoints[0]) ? endpoints[1] : endpoints[0];
    assertThat(port.next(client(0).avoid(other))).isEqualTo(first);
  }

  @Test
  void clientMovesForGoodWhenItsEndpointRefuses() {
    Endpoint first = port.next(client(0));
    port.picker.pick(client(0)).failed(new ConnectException("refused"));
    Endpoint second = port.next(client(0));
    assertThat(second).isNotEqualTo(first);
    port.time.advance(Quarantine.DURATION.multipliedBy(2));
    assertThat(port.next(client(0))).isEqualTo(second);
  }

  @Test
  void holdsForPoliciesOfUsersToo() {
    Policy policy = Policy.stateless(all -> request -> all.atHash(request.affinityHash()));
    Port other = Port.with(policy).has(endpoints).sticky(60);
    Endpoint first = other.next(client(0).withAffinity("a"));
    for (int i = 0; i < 20; i++) {
      assertThat(other.next(client(0).withAffinity("key " + i))).isEqualTo(first);
    }
  }

  @Test
  void thePickThatComesSecondTakesTheSeatOfTheFirst() {
    AffinityTable table = new AffinityTable(Duration.ofSeconds(1), port.time);
    LiveCandidate one = candidate(1);
    LiveCandidate two = candidate(2);
    assertThat(table.settle("alice", null, one)).isSameAs(one);
    assertThat(table.settle("alice", null, two)).isSameAs(one);
    assertThat(table.settle("alice", one.seat(), two)).isSameAs(two);
    two.seat().candidate = null;
    assertThat(table.settle("alice", null, one)).isSameAs(one);
    assertThat(table.peek("alice")).isSameAs(one.seat());
  }

  @Test
  void lookingDoesNotBeginTheTimeAnew() {
    AffinityTable table = new AffinityTable(Duration.ofSeconds(10), port.time);
    table.settle("alice", null, candidate(1));
    port.time.advance(Duration.ofSeconds(9));
    assertThat(table.peek("alice")).isNotNull();
    port.time.advance(Duration.ofSeconds(2));
    assertThat(table.peek("alice")).isNull();
    assertThat(table.get("alice")).isNull();
  }

  @Test
  void tableIsBounded() {
    AffinityTable table = new AffinityTable(Duration.ofHours(1), port.time);
    LiveCandidate candidate = candidate(1);
    int kept = 0;
    for (int i = 0; i < 2 * AffinityTable.MAX_CLIENTS; i++) {
      table.settle(i, null, candidate);
    }
    for (int i = 0; i < 2 * AffinityTable.MAX_CLIENTS; i++) {
      kept += table.peek(i) == null ? 0 : 1;
    }
    assertThat(kept).isLessThanOrEqualTo(AffinityTable.MAX_CLIENTS);
  }

  private static LiveCandidate candidate(int number) {
    PickContext context =
        new PickContext(new VirtualLoop(), Randomness.seeded(1), DiscoveryObserver.NONE);
    Roster roster =
        Roster.empty(new Permits(new Quarantine(), context)).next(Port.set(Port.endpoint(number)));
    return roster.candidates().get(0);
  }

  private List<Endpoint> connectAll() {
    List<Endpoint> all = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      all.add(port.next(client(i)));
    }
    return all;
  }

  private static PickRequest client(int number) {
    return PickRequest.client("192.168.0." + (number + 1));
  }
}
