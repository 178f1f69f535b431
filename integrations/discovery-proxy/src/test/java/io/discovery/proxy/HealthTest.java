package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.AddressType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final String START = "\"2026-01-01T00:00:00Z\"";

  private final Clock clock = new Clock();
  private final Health health = new Health(clock, Duration.ofSeconds(2));

  private int code() {
    return health.answer(null).code();
  }

  @Test
  void isHealthyHoweverLongNothingIsToBeDone() {
    clock.pass(Duration.ofDays(300));
    Answer answer = health.answer(true);
    assertThat(answer.code()).isEqualTo(200);
    String now = "\"2026-10-28T00:00:00Z\"";
    assertThat(answer.body())
        .isEqualTo(
            ("{`lastUpdated`:NOW,`currentTime`:NOW,`nodeEligible`:true,`healthy`:true,"
                    + "`status`:{`IPv4`:{`lastUpdated`:START,`healthy`:true},"
                    + "`IPv6`:{`lastUpdated`:START,`healthy`:true}}}")
                .replace('`', '"')
                .replace("NOW", now)
                .replace("START", START));
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("X-Content-Type-Options", "nosniff");
  }

  @Test
  void theOldestThatIsPendingCounts() {
    health.pending(AddressType.IPV6);
    clock.pass(Duration.ofSeconds(3));
    health.pending(AddressType.IPV6);
    clock.pass(Duration.ofMillis(999));
    assertThat(code()).isEqualTo(200);
    clock.pass(Duration.ofMillis(1));
    assertThat(code()).isEqualTo(503);
    assertThat(health.answer(null).body())
        .startsWith("{\"lastUpdated\":" + START)
        .doesNotContain("nodeEligible")
        .contains("\"IPv4\":{\"lastUpdated\":" + START + ",\"healthy\":true}")
        .contains("\"IPv6\":{\"lastUpdated\":" + START + ",\"healthy\":false}");
    health.applied(AddressType.IPV4);
    assertThat(code()).isEqualTo(503);
    health.applied(AddressType.IPV6);
    assertThat(code()).isEqualTo(200);
  }

  @Test
  void aNodeThatIsNotEligibleIsHealthyAllTheSame() {
    clock.pass(Duration.ofSeconds(1));
    Answer answer = health.answer(false);
    assertThat(answer.code()).isEqualTo(503);
    assertThat(answer.body())
        .startsWith("{\"lastUpdated\":" + START)
        .contains("\"nodeEligible\":false,\"healthy\":true");
  }

  @Test
  void knowsNoOtherFamily() {
    health.pending(AddressType.FQDN);
    clock.pass(Duration.ofDays(1));
    assertThat(code()).isEqualTo(200);
  }
}
