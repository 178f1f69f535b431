package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Policy;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet.Rule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DetourTest {
  private final Endpoint[] endpoints = Port.endpoints(4);
  private final Port port = Port.with(BuiltIn.RANDOM).has(endpoints);

  @Test
  void endpointsToAvoidAreLeftOut() {
    PickRequest request = PickRequest.ANY.avoid(List.of(endpoints[0], endpoints[2]));
    assertThat(picks(request)).containsExactly(endpoints[1], endpoints[3]);
  }

  @Test
  void ifAllAreToBeAvoidedAllAreUsed() {
    PickRequest request = PickRequest.ANY.avoid(List.of(endpoints));
    assertThat(picks(request)).containsExactly(endpoints);
  }

  @Test
  void picksWithPermitAvoidToo() {
    PickRequest request = PickRequest.ANY.avoid(List.of(endpoints[0], endpoints[1], endpoints[2]));
    assertThat(port.picker.pick(request).endpoint()).isEqualTo(endpoints[3]);
  }

  @Test
  void avoidingAStrangerChangesNothing() {
    assertThat(picks(PickRequest.ANY.avoid(Port.endpoint(99)))).containsExactly(endpoints);
  }

  @Test
  void userPolicyDecidesAmongTheOthers() {
    Policy first = Policy.stateless(all -> request -> all.get(0));
    Port other = Port.with(first).has(endpoints);
    assertThat(other.next(PickRequest.ANY.avoid(endpoints[0]))).isEqualTo(endpoints[1]);
    assertThat(other.next()).isEqualTo(endpoints[0]);
  }

  @Test
  void roundRobinAroundADeadEndpointIsEven() {
    Port other = Port.with(BuiltIn.ROUND_ROBIN).has(endpoints);
    PickRequest request = PickRequest.ANY.avoid(endpoints[1]);
    List<Endpoint> picked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      picked.add(other.next(request));
    }
    assertThat(picked.subList(0, 3))
        .containsExactlyInAnyOrder(endpoints[0], endpoints[2], endpoints[3])
        .isEqualTo(picked.subList(3, 6));
  }

  @Test
  void refusedConnectionPutsAnEndpointAsideForAWhile() {
    refuse(endpoints[1]);
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints[0], endpoints[2], endpoints[3]);
    port.time.advance(Quarantine.DURATION.minusNanos(1));
    assertThat(picks(PickRequest.ANY)).doesNotContain(endpoints[1]);
    port.time.advance(Duration.ofNanos(1));
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints);
  }

  @Test
  void eachEndpointHasItsOwnTimeAside() {
    refuse(endpoints[0]);
    port.time.advance(Duration.ofSeconds(3));
    refuse(endpoints[1]);
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints[2], endpoints[3]);
    port.time.advance(Duration.ofSeconds(2));
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints[0], endpoints[2], endpoints[3]);
    port.time.advance(Duration.ofSeconds(3));
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints);
  }

  @Test
  void anotherRefusalBeginsTheTimeAnew() {
    refuse(endpoints[0]);
    port.time.advance(Duration.ofSeconds(3));
    refuse(endpoints[0]);
    port.time.advance(Duration.ofSeconds(3));
    assertThat(picks(PickRequest.ANY)).doesNotContain(endpoints[0]);
  }

  @Test
  void otherFailuresPutNobodyAside() {
    port.picker.pick(PickRequest.ANY.avoid(butFor(endpoints[1]))).failed(new IOException("reset"));
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints);
  }

  @Test
  void ifAllArePutAsideAllAreUsedUntilOneSucceeds() {
    for (Endpoint endpoint : endpoints) {
      refuse(endpoint);
    }
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints);
    port.picker.pick(PickRequest.ANY.avoid(butFor(endpoints[2]))).succeeded();
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints[2]);
  }

  @Test
  void whatTheRequestAvoidsComesBeforeWhatIsPutAside() {
    refuse(endpoints[0]);
    refuse(endpoints[1]);
    PickRequest request = PickRequest.ANY.avoid(List.of(endpoints[2], endpoints[3]));
    assertThat(picks(request)).containsExactly(endpoints[0], endpoints[1]);
  }

  @Test
  void endpointThatWasNotUsableInBetweenIsNotAsideAnyMore() {
    refuse(endpoints[0]);
    port.has(
        Port.setOf(Port.known(endpoints[0], Rule.NOT_READY), Port.known(endpoints[1], Rule.READY)));
    port.has(endpoints);
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints);
  }

  @Test
  void endpointStaysAsideWhenOthersComeAndGo() {
    refuse(endpoints[0]);
    port.has(Port.endpoints(6));
    assertThat(picks(PickRequest.ANY)).hasSize(5).doesNotContain(endpoints[0]);
  }

  @Test
  void refusalOfAnEndpointThatIsGoneIsForgotten() {
    var pick = port.picker.pick(PickRequest.ANY.avoid(butFor(endpoints[0])));
    port.has(endpoints[1]);
    pick.failed(refused());
    port.has(endpoints);
    assertThat(picks(PickRequest.ANY)).containsExactly(endpoints);
  }

  @Test
  void quarantineThatIsOverLeavesTheDirectWayOpen() {
    Quarantine quarantine = new Quarantine();
    assertThat(quarantine.isEmpty()).isTrue();
    quarantine.add(endpoints[0], refused(), 0);
    quarantine.add(endpoints[1], refused(), 1);
    assertThat(quarantine.isEmpty()).isFalse();
    long end = Quarantine.DURATION.toNanos();
    assertThat(quarantine.at(end - 1)).isSameAs(quarantine.at(0)).hasSize(2);
    assertThat(quarantine.at(end)).hasSize(1);
    assertThat(quarantine.at(end + 1)).isEmpty();
    assertThat(quarantine.isEmpty()).isTrue();
    quarantine.add(endpoints[0], refused(), 0);
    quarantine.release(endpoints[0]);
    assertThat(quarantine.isEmpty()).isTrue();
  }

  @Test
  void connectFailuresAreRecognised() {
    assertThat(ConnectFailure.isIn(refused())).isTrue();
    assertThat(ConnectFailure.isIn(new IOException(new RuntimeException(refused())))).isTrue();
    assertThat(ConnectFailure.isIn(new NoRouteToHostException("no"))).isTrue();
    assertThat(ConnectFailure.isIn(new IOException(new UnresolvedAddressException()))).isTrue();
    assertThat(ConnectFailure.isIn(new HttpConnectTimeoutException())).isTrue();
    assertThat(ConnectFailure.isIn(new SocketTimeoutException("Connect timed out"))).isTrue();
    assertThat(ConnectFailure.isIn(new SocketTimeoutException("Read timed out"))).isFalse();
    assertThat(ConnectFailure.isIn(new SocketTimeoutException())).isFalse();
    assertThat(ConnectFailure.isIn(new IOException("Connect timed out"))).isFalse();
    assertThat(ConnectFailure.isIn(new IOException("reset"))).isFalse();
  }

  @Test
  void causesThatGoInACircleAreFollowedForAWhile() {
    IOException one = new IOException("one");
    IOException two = new IOException("two", one);
    one.initCause(two);
    assertThat(ConnectFailure.isIn(one)).isFalse();
  }

  private static ConnectException refused() {
    return new ConnectException("Connection refused");
  }

  private void refuse(Endpoint endpoint) {
    port.picker.pick(PickRequest.ANY.avoid(butFor(endpoint))).failed(refused());
  }

  /** So that a pick has no choice, whoever is put aside. */
  private List<Endpoint> butFor(Endpoint endpoint) {
    List<Endpoint> others = new ArrayList<>(List.of(endpoints));
    others.remove(endpoint);
    return others;
  }

  private Set<Endpoint> picks(PickRequest request) {
    Set<Endpoint> picked = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      picked.add(port.next(request));
    }
    return picked;
  }

  private static final class HttpConnectTimeoutException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
