package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PoliciesTest {
  @Test
  void haveTheNamesOfTheirMethods() {
    assertThat(Policies.byName("kubernetes")).isSameAs(Policies.kubernetes());
    assertThat(Policies.byName("random")).isSameAs(Policies.random()).hasToString("random");
    assertThat(Policies.byName("roundRobin"))
        .isSameAs(Policies.roundRobin())
        .hasToString("roundRobin");
  }

  @Test
  void unknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Policies.byName("p2c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("policy: \"p2c\" (expected: kubernetes, random or roundRobin)");
  }
}
