package io.discovery.proxy;

import io.discovery.model.AddressType;
import io.discovery.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How healthy a proxy is, each family by itself (pkg/proxy/healthcheck); thread-safe. */
final class Health {
  private final Time time;
  private final long timeout;
  private final Map<AddressType, State> families = new LinkedHashMap<>();

  /** What waits to be applied for twice the period makes unhealthy. */
  Health(Time time, Duration syncPeriod) {
    this.time = time;
    timeout = syncPeriod.multipliedBy(2).toNanos();
    applied(AddressType.IPV4);
    applied(AddressType.IPV6);
  }

  /** Notes that something is to be applied. */
  synchronized void pending(AddressType family) {
    State state = families.get(family);
    if (state != null && state.since == null) {
      families.put(family, new State(state.applied, time.nanoTime()));
    }
  }

  /** Notes that all has been applied. */
  synchronized void applied(AddressType family) {
    families.put(family, new State(time.instant(), null));
  }

  synchronized boolean isHealthy() {
    boolean healthy = true;
    for (State state : families.values()) {
      healthy &= isHealthy(state);
    }
    return healthy;
  }

  private boolean isHealthy(State state) {
    return state.since == null || time.nanoTime() - state.since < timeout;
  }

  /**
   * Returns the answer to a question about the proxy as a whole.
   *
   * @param eligible whether load balancers may send to the node; null if that is not asked
   */
  synchronized Answer answer(@Nullable Boolean eligible) {
    boolean healthy = isHealthy();
    boolean good = healthy && !Boolean.FALSE.equals(eligible);
    Instant now = time.instant();
    Instant last = Instant.EPOCH;
    StringBuilder status = new StringBuilder();
    for (Map.Entry<AddressType, State> family : families.entrySet()) {
      State state = family.getValue();
      last = state.applied.isAfter(last) ? state.applied : last;
      status.append(status.isEmpty() ? "" : ",").append('"').append(family.getKey().value());
      status.append("\":{\"lastUpdated\":\"").append(state.applied);
      status.append("\",\"healthy\":").append(isHealthy(state)).append('}');
    }
    String node = eligible == null ? "" : "\"nodeEligible\":" + eligible + ",";
    String body =
        "{\"lastUpdated\":\"" + (good ? now : last) + "\",\"currentTime\":\"" + now + "\"," + node;
    return Answer.json(good, body + "\"healthy\":" + healthy + ",\"status\":{" + status + "}}");
  }

  /**
   * A family.
   *
   * @param applied when all was applied last
   * @param since since when something is pending
   */
  private record State(Instant applied, @Nullable Long since) {}
}
