package io.discovery.proxy;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections of one loop, which looks at them from time to time; confined to it. */
@SuppressWarnings("FutureReturnValueIgnored") // tasks of ours do not fail
final class Connections {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final int LOOKS = 8;

  final EventLoop loop;
  private final Limits limits;
  private final Duration period;
  private final Set<Connection> open = new LinkedHashSet<>();

  /** Those that are left without an answer, the oldest first. */
  private final Set<Connection> silent = new LinkedHashSet<>();

  /** What was looked up since the last look began. */
  private final Map<Claims, Set<Target>> known = new LinkedHashMap<>();

  Connections(EventLoop loop, Limits limits) {
    this.loop = loop;
    this.limits = limits;
    period = period(limits);
  }

  private static Duration period(Limits limits) {
    Duration shortest = LONGEST;
    for (Duration each : List.of(limits.idle(), limits.drain(), limits.silence())) {
      Duration look = each.dividedBy(LOOKS);
      shortest = look.compareTo(shortest) < 0 ? look : shortest;
    }
    return shortest.compareTo(SHORTEST) < 0 ? SHORTEST : shortest;
  }

  /** Begins to look. */
  void start() {
    long nanos = period.toNanos();
    loop.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    known.clear();
    for (Connection connection : List.copyOf(open)) {
      connection.look(period, limits);
    }
    for (Connection connection : List.copyOf(silent)) {
      connection.lookSilently(period, limits);
    }
  }

  /** Returns whether the slices of a Service still name an endpoint, if only as terminating. */
  boolean isKnown(@Nullable Claims service, Frontend frontend, Target target) {
    return service != null
        && known
            .computeIfAbsent(service, unused -> service.targets(frontend.family()))
            .contains(target);
  }

  void add(Connection connection) {
    open.add(connection);
  }

  /** Leaves a client without an answer; where there are too many such, the oldest is reset. */
  void silence(Connection connection) {
    open.remove(connection);
    silent.add(connection);
    if (silent.size() > limits.silent()) {
      silent.iterator().next().reset();
    }
  }

  void remove(Connection connection) {
    open.remove(connection);
    silent.remove(connection);
  }

  /** Resets all. */
  void close() {
    List.copyOf(open).forEach(Connection::reset);
    List.copyOf(silent).forEach(Connection::reset);
  }
}
