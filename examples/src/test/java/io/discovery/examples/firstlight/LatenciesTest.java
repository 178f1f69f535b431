package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies latencies = new Latencies();

  @Test
  void withoutCallsAllFiguresAreZero() {
    assertThat(latencies.millisAt(0.5)).isZero();
    assertThat(latencies.maxMillis()).isZero();
    assertThat(latencies.count()).isZero();
  }

  @Test
  void percentilesAreWithinThreePercentAboveTheTruth() {
    for (int micros = 1; micros <= 100_000; micros++) {
      latencies.record(micros * 1_000L);
    }
    assertThat(latencies.millisAt(0.5))
        .isCloseTo(50, withinPercentage(3))
        .isGreaterThanOrEqualTo(50);
    assertThat(latencies.millisAt(0.99))
        .isCloseTo(99, withinPercentage(3))
        .isGreaterThanOrEqualTo(99);
    assertThat(latencies.maxMillis()).isEqualTo(100);
    assertThat(latencies.count()).isEqualTo(100_000);
  }

  @Test
  void everyPowerOfTwoAndItsNeighboursFindTheirBucket() {
    for (int bit = 0; bit < 63; bit++) {
      for (long nanos = Math.max(0, (1L << bit) - 1); nanos <= (1L << bit) + 1; nanos++) {
        Latencies one = new Latencies();
        one.record(nanos);
        assertThat(one.millisAt(0.5)).isEqualTo(one.maxMillis());
      }
    }
    latencies.record(Long.MAX_VALUE);
    assertThat(latencies.count()).isEqualTo(1);
  }

  @Test
  void oneSlowCallAmongAThousandIsTheLastPermille() {
    for (int i = 0; i < 999; i++) {
      latencies.record(1_000_000);
    }
    latencies.record(5_000_000_000L);
    assertThat(latencies.millisAt(0.999)).isCloseTo(1, withinPercentage(4));
    assertThat(latencies.millisAt(1)).isEqualTo(5_000);
  }
}
