package io.discovery.core.balancer;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.ClientIP;
import io.discovery.model.ServiceSpec.SessionAffinity;
import io.discovery.model.ServiceSpec.SessionAffinityConfig;
import java.time.Duration;

/** What a Service says about session affinity. */
public final class Affinity {
  private static final int MAX_SECONDS = 86_400;

  private Affinity() {}

  /** Returns the time-out of a Service with {@code ClientIP}; null without affinity. */
  public static @Nullable Duration timeout(@Nullable ServiceSpec spec) {
    if (spec == null || !SessionAffinity.CLIENT_IP.equals(spec.sessionAffinity())) {
      return null;
    }
    SessionAffinityConfig config = spec.sessionAffinityConfig();
    ClientIP clientIp = config == null ? null : config.clientIP();
    Integer seconds = clientIp == null ? null : clientIp.timeoutSeconds();
    return seconds == null || seconds < 1 || seconds > MAX_SECONDS
        ? Duration.ofSeconds(ClientIP.DEFAULT_SECONDS)
        : Duration.ofSeconds(seconds);
  }
}
