package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.snapshot.Endpoint;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomTest {
  /** For 9 degrees of freedom a fair picker stays below 27.88 in 999 of 1000 seeds. */
  @Test
  void eachEndpointGetsItsShare() {
    Endpoint[] endpoints = Port.endpoints(10);
    Port port = Port.with(BuiltIn.RANDOM).has(endpoints);
    int[] counts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      counts[List.of(endpoints).indexOf(port.next())]++;
    }
    double chiSquare =
        Arrays.stream(counts).mapToDouble(n -> (n - 10_000.0) * (n - 10_000.0) / 10_000.0).sum();
    assertThat(chiSquare).isBetween(0.5, 27.88);
  }

  @Test
  void sameSeedSamePicks() {
    Port one = Port.with(BuiltIn.RANDOM).has(Port.endpoints(50));
    Port other = Port.with(BuiltIn.RANDOM).has(Port.endpoints(50));
    for (int i = 0; i < 100; i++) {
      assertThat(one.next()).isEqualTo(other.next());
    }
  }

  @Test
  void unchangedPortKeepsItsPicker() {
    Port port = Port.with(BuiltIn.RANDOM).has(Port.endpoints(3));
    PortPicker before = port.picker;
    assertThat(port.has(before.endpoints()).picker).isSameAs(before);
    assertThat(port.has(Port.endpoints(3)).picker).isNotSameAs(before);
    assertThat(port.picker.endpoints()).isEqualTo(before.endpoints());
    assertThat(port.picker.hasEndpoint()).isTrue();
    assertThat(port.picker.problem()).isNull();
  }

  @Test
  void detailsOfAnEndpointAreThoseOfTheLastSet() {
    Port port = Port.with(BuiltIn.RANDOM).has(Port.endpoint(1, "a"));
    port.has(Port.endpoint(1, "b"));
    assertThat(port.next().zone()).isEqualTo("b");
  }
}
