package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.Explanation;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.NoEndpointException.Reason;
import io.discovery.balancer.PickRequest;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Rule;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private final Endpoint[] endpoints = Port.endpoints(3);
  private final Port port = Port.with(BuiltIn.RANDOM).has(endpoints);

  @Test
  void saysRuleZoneAndShare() {
    port.has(
        Port.setOf(
            Port.known(endpoints[0], Rule.READY),
            Port.known(Endpoint.of("10.244.0.1", 9090), Rule.NOT_READY),
            Port.known(endpoints[1], Rule.READY),
            Port.known(endpoints[2], Rule.TERMINATING)));
    assertThat(details(PickRequest.ANY))
        .containsExactly("zone a  50 %", "", "zone a  50 %", "zone a");
    assertThat(port.picker.explain(PickRequest.ANY).get(3).known().rule())
        .isEqualTo(Rule.TERMINATING);
  }

  @Test
  void saysWhoIsAvoided() {
    assertThat(details(PickRequest.ANY.avoid(endpoints[1])))
        .containsExactly("zone a  50 %", "zone a  avoided", "zone a  50 %");
  }

  @Test
  void saysWhoIsPutAsideAndForHowLong() {
    port.picker
        .pick(PickRequest.ANY.avoid(List.of(endpoints[0], endpoints[1])))
        .failed(new ConnectException("refused"));
    port.time.advance(Duration.ofSeconds(2));
    String aside = "zone a  put aside  for another 3 s: ConnectException  1 failed in a row";
    assertThat(details(PickRequest.ANY)).containsExactly("zone a  50 %", "zone a  50 %", aside);
  }

  @Test
  void saysWhatIsInFlightAndWhatFailed() {
    port.has(endpoints[0]);
    port.picker.pick(PickRequest.ANY).failed(new IOException("reset"));
    port.picker.pick(PickRequest.ANY);
    port.picker.pick(PickRequest.ANY);
    assertThat(details(PickRequest.ANY))
        .containsExactly("zone a  100 %  2 in flight  1 failed in a row");
  }

  @Test
  void saysWhereAClientStaysAndDoesNotChangeIt() {
    port.sticky(60);
    PickRequest alice = PickRequest.affinity("alice");
    assertThat(details(alice)).containsOnly("zone a  33 %");
    int at = List.of(endpoints).indexOf(port.next(alice));
    port.time.advance(Duration.ofSeconds(50));
    assertThat(details(alice).get(at)).isEqualTo("zone a  affinity");
    assertThat(details(alice)).filteredOn("zone a"::equals).hasSize(2);
    assertThat(details(alice.avoid(endpoints[at])).get(at)).isEqualTo("zone a  avoided");
    assertThat(details(alice.avoid(endpoints[at]))).filteredOn("zone a  50 %"::equals).hasSize(2);
    port.time.advance(Duration.ofSeconds(11));
    assertThat(details(alice)).containsOnly("zone a  33 %");
  }

  @Test
  void smallSharesAreNotZero() {
    assertThat(port.has(Port.endpoints(100)).picker.explain(PickRequest.ANY).get(0).detail())
        .isEqualTo("zone a  1 %");
    assertThat(port.has(Port.endpoints(201)).picker.explain(PickRequest.ANY).get(0).detail())
        .isEqualTo("zone a  < 1 %");
  }

  @Test
  void nobodyKnownIsNoEndpoint() {
    port.has();
    verdict(
        Reason.NO_ENDPOINT,
        "shop/cart:http: no endpoint (no selector, and no EndpointSlice has one)");
  }

  @Test
  void nobodyReadyIsSaidWithCounts() {
    port.has(
        Port.setOf(
            Port.known(Port.endpoint(1), Rule.NOT_READY),
            Port.known(Port.endpoint(2), Rule.TERMINATING),
            Port.known(Port.endpoint(3), Rule.NOT_READY),
            Port.known(Port.endpoint(4), Rule.NOT_READY),
            Port.known(Port.endpoint(5), Rule.TERMINATING)));
    verdict(
        Reason.NONE_READY,
        "shop/cart:http: no ready endpoint (5 known: 3 not ready, 2 terminating)");
  }

  @Test
  void readyElsewhereIsNoneHere() {
    port.has(
        Port.setOf(
            Port.known(Port.endpoint(1), Rule.OTHER_NODE),
            Port.known(Port.endpoint(2), Rule.NOT_READY)));
    verdict(
        Reason.NONE_HERE,
        "shop/cart:http: no endpoint here (2 known: 1 not ready, 1 on another node)");
  }

  @Test
  void terminatingElsewhereButServingIsNoneHere() {
    Endpoint endpoint = Port.endpoint(1);
    port.has(Port.setOf(new EndpointSet.Known(endpoint, false, true, true, Rule.OTHER_NODE)));
    verdict(Reason.NONE_HERE, "shop/cart:http: no endpoint here (1 known: 1 on another node)");
    port.has(Port.setOf(new EndpointSet.Known(endpoint, false, true, false, Rule.OTHER_NODE)));
    assertThatThrownBy(port::next)
        .isInstanceOfSatisfying(
            NoEndpointException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NONE_READY));
  }

  @Test
  void whatIsNotThereIsSaidAtEachPick() {
    EndpointSet none = EndpointSet.empty(Port.NAME);
    port.picker = PortPicker.none(Reason.NO_SUCH_SERVICE, "shop/cart: no such Service", none);
    verdict(Reason.NO_SUCH_SERVICE, "shop/cart: no such Service");
    assertThatThrownBy(() -> port.next(PickRequest.ANY.avoid(endpoints[0])))
        .isInstanceOf(NoEndpointException.class);
    assertThat(port.picker.endpoints()).isSameAs(none);
  }

  private void verdict(Reason reason, String message) {
    assertThat(port.picker.hasEndpoint()).isFalse();
    assertThat(port.picker.problem()).isEqualTo(message);
    assertThat(port.picker.explain(PickRequest.ANY)).hasSameSizeAs(port.picker.endpoints().known());
    assertThatThrownBy(port::next)
        .hasMessage(message)
        .isInstanceOfSatisfying(
            NoEndpointException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThatThrownBy(() -> port.picker.pick(PickRequest.ANY)).hasMessage(message);
  }

  private List<String> details(PickRequest request) {
    return port.picker.explain(request).stream().map(Explanation.Row::detail).toList();
  }
}
