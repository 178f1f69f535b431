package io.discovery.core.balancer;

import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * The endpoints of a Service port that refused a connection a moment ago: picks avoid them for a
 * short while, as long as there are others.
 *
 * <p>Ended by time, by a pick that succeeds, or when the endpoint stops being usable; thread-safe.
 */
final class Quarantine {
  /** Long enough that a dead endpoint costs a client next to nothing until its Pod is gone. */
  static final Duration DURATION = Duration.ofSeconds(5);

  private static final List<Aside> NONE = List.of();

  private final AtomicReference<List<Aside>> aside = new AtomicReference<>(NONE);

  /** Returns whether there is none. */
  boolean isEmpty() {
    return aside.get() == NONE;
  }

  /** Returns who is put aside at a moment; the same instance until that changes. */
  List<Aside> at(long now) {
    List<Aside> all = Objects.requireNonNull(aside.get());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).until() - now <= 0) {
        return keep(other -> other.until() - now > 0);
      }
    }
    return all;
  }

  /** Puts an endpoint aside from a moment on. */
  void add(Endpoint endpoint, Throwable cause, long now) {
    Aside added = new Aside(endpoint, now + DURATION.toNanos(), cause.getClass().getSimpleName());
    aside.updateAndGet(
        before -> {
          List<Aside> after = new ArrayList<>(without(before, other -> other.is(endpoint)));
          after.add(added);
          return List.copyOf(after);
        });
  }

  /** Takes an endpoint back. */
  void release(Endpoint endpoint) {
    if (!isEmpty()) {
      keep(other -> !other.is(endpoint));
    }
  }

  /** Takes all back that do not meet a condition; returns the others. */
  List<Aside> keep(Predicate<Aside> condition) {
    return aside.updateAndGet(before -> without(before, condition.negate()));
  }

  private static List<Aside> without(List<Aside> all, Predicate<Aside> condition) {
    List<Aside> left = new ArrayList<>();
    for (Aside one : all) {
      if (!condition.test(one)) {
        left.add(one);
      }
    }
    if (left.isEmpty()) {
      return NONE;
    }
    return left.size() == all.size() ? all : List.copyOf(left);
  }

  /** Returns the entry of an endpoint, or null. */
  static @Nullable Aside find(List<Aside> all, Endpoint endpoint) {
    for (Aside one : all) {
      if (one.is(endpoint)) {
        return one;
      }
    }
    return null;
  }

  /** One endpoint, until when, and the kind of failure. */
  record Aside(Endpoint endpoint, long until, String cause) {
    boolean is(Endpoint other) {
      return endpoint.equals(other);
    }
  }
}
