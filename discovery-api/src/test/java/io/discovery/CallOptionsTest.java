package io.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.balancer.PickRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallOptionsTest {

  @Test
  void defaultsNeverRepeatWhatMayHaveHadAnEffect() {
    assertThat(CallOptions.DEFAULT)
        .isEqualTo(new CallOptions(false, 4, Duration.ofSeconds(30), PickRequest.ANY));
    assertThat(CallOptions.idempotent())
        .isEqualTo(new CallOptions(true, 4, Duration.ofSeconds(30), PickRequest.ANY));
  }

  @Test
  void copiesChangeOneThing() {
    PickRequest request = PickRequest.affinity("a");
    CallOptions options =
        CallOptions.idempotent()
            .withMaxAttempts(1)
            .withDeadline(Duration.ofNanos(1))
            .withRequest(request);
    assertThat(options).isEqualTo(new CallOptions(true, 1, Duration.ofNanos(1), request));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesFewerThanOneAttempt(int attempts) {
    assertThatThrownBy(() -> CallOptions.DEFAULT.withMaxAttempts(attempts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxAttempts: " + attempts + " (expected: >= 1)");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void refusesADeadlineThatIsOver(long nanos) {
    assertThatThrownBy(() -> CallOptions.DEFAULT.withDeadline(Duration.ofNanos(nanos)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("deadline: PT\\S+ \\(expected: > 0\\)");
  }
}
