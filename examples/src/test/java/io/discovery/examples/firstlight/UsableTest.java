package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import io.discovery.snapshot.ServicePortName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule a second time, from the conditions alone; what the library says of it is ignored. */
class UsableTest {
  private static final Endpoint A = Endpoint.of("10.244.0.1", 80);
  private static final Endpoint B = Endpoint.of("10.244.0.2", 80);

  @Test
  void readyIsUsable() {
    assertThat(Usable.in(set(known(A, true, true, false)), A, false)).isTrue();
  }

  @Test
  void notReadyIsNot() {
    EndpointSet set = set(known(A, false, false, false), known(B, true, true, false));
    assertThat(Usable.in(set, A, false)).isFalse();
  }

  @Test
  void terminatingIsNotWhileAnotherIsReady() {
    EndpointSet set = set(known(A, false, true, true), known(B, true, true, false));
    assertThat(Usable.in(set, A, false)).isFalse();
    assertThat(Usable.in(set(known(A, true, true, true), known(B, true, true, false)), A, false))
        .isFalse();
  }

  @Test
  void terminatingIsTheLastResort() {
    assertThat(Usable.in(set(known(A, false, true, true)), A, false)).isTrue();
    assertThat(Usable.in(set(known(A, false, false, true)), A, false)).isFalse();
  }

  @Test
  void whoPublishesNotReadyAddressesMeansTerminatingOnesToo() {
    EndpointSet set = set(known(A, true, true, true), known(B, true, true, false));
    assertThat(Usable.in(set, A, true)).isTrue();
  }

  @Test
  void unknownIsNotUsable() {
    assertThat(Usable.in(set(known(B, true, true, false)), A, false)).isFalse();
  }

  @Test
  void aPickIsWrongOnlyIfNoReadingMakesItRight() {
    Target target = ReportSample.target("shop/cart");
    EndpointSet usable = set(known(A, true, true, false));
    EndpointSet not = set(known(A, false, false, false), known(B, true, true, false));
    assertThat(Usable.wronglyPicked(target, A, not, not)).isTrue();
    assertThat(Usable.wronglyPicked(target, A, usable, not)).isFalse();
    assertThat(Usable.wronglyPicked(target, A, not, usable)).isFalse();
    assertThat(Usable.wronglyPicked(target, A, usable, usable)).isFalse();
  }

  private static Known known(Endpoint endpoint, boolean ready, boolean serving, boolean ending) {
    return new Known(endpoint, ready, serving, ending, Rule.READY);
  }

  private static EndpointSet set(Known... known) {
    return new EndpointSet(ServicePortName.parse("shop/cart"), List.of(known));
  }
}
