package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline(Duration.ofSeconds(60));

  @Test
  void callsFallIntoTheSlotOfTheirTime() {
    timeline.record("shop/cart", "v1", Duration.ofMillis(500).toNanos());
    timeline.record("shop/cart", "v1", Duration.ofMillis(59_900).toNanos());
    long[] calls = timeline.calls(new Timeline.Row("shop/cart", "v1"));
    assertThat(calls[0]).isEqualTo(1);
    assertThat(calls[59]).isEqualTo(1);
    assertThat(Arrays.stream(calls).sum()).isEqualTo(2);
  }

  @Test
  void whatComesTooLateOrTooEarlyFallsIntoTheOuterSlots() {
    assertThat(timeline.slot(-1)).isZero();
    assertThat(timeline.slot(Duration.ofHours(1).toNanos())).isEqualTo(Timeline.SLOTS - 1);
  }

  @Test
  void versionsComeByTheirFirstCall() {
    timeline.record("shop/cart", "a-new", Duration.ofSeconds(30).toNanos());
    timeline.record("shop/cart", "z-old", 0);
    timeline.record("shop/web", "v1", 0);
    assertThat(timeline.versions("shop/cart"))
        .extracting(Timeline.Row::version)
        .containsExactly("z-old", "a-new");
  }

  @Test
  void failedCallsAreNoVersion() {
    timeline.record("shop/cart", "v1", 0);
    timeline.record("shop/cart", Timeline.FAILED, 0);
    assertThat(timeline.versions("shop/cart"))
        .extracting(Timeline.Row::version)
        .containsExactly("v1");
    assertThat(timeline.failed()[0]).isEqualTo(1);
    assertThat(timeline.all()[0]).isEqualTo(2);
  }

  @Test
  void allCallsAreTheSumOfTheRows() {
    timeline.record("shop/cart", "v1", 0);
    timeline.record("shop/web", "v1", 0);
    assertThat(timeline.all()[0]).isEqualTo(2);
  }

  @Test
  void barsShowTheSmallestNumberAndNothingForZero() {
    assertThat(Bars.of(true).of(new long[] {0, 1, 500, 1000}, 1000)).isEqualTo(" ▁▄█");
    assertThat(Bars.of(false).of(new long[] {0, 1, 500, 1000}, 1000)).isEqualTo(" .=@");
    assertThat(Bars.of(true).of(new long[] {0, 0}, 0)).isEqualTo("  ");
  }
}
