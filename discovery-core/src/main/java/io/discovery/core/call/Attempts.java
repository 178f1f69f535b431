package io.discovery.core.call;

import io.discovery.CallOptions;
import io.discovery.balancer.PickRequest;
import io.discovery.core.balancer.ConnectFailure;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The state of one call: what to pick by, whether to try again, how long to wait before.
 *
 * <p>Decides and never acts; for one thread at a time.
 */
final class Attempts {
  private static final long FIRST_BACK_OFF = Duration.ofMillis(10).toNanos();
  private static final long LONGEST_BACK_OFF = Duration.ofSeconds(1).toNanos();

  /** A deadline beyond is as good as none, and can be reckoned with. */
  private static final Duration LONGEST_DEADLINE = Duration.ofDays(36_500);

  private final CallOptions options;
  private final RetryBudget budget;
  private final Time time;
  private final Randomness randomness;
  private final long start;
  private final long allowed;
  private final Failures failures = new Failures();
  private final List<Endpoint> tried = new ArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();
  private int rounds;

  /** Begins a call now. */
  Attempts(CallOptions options, RetryBudget budget, Time time, Randomness randomness) {
    this.options = options;
    this.budget = budget;
    this.time = time;
    this.randomness = randomness;
    this.start = time.nanoTime();
    boolean endless = options.deadline().compareTo(LONGEST_DEADLINE) > 0;
    this.allowed = (endless ? LONGEST_DEADLINE : options.deadline()).toNanos();
    budget.deposit();
  }

  /** Returns what to pick by: avoids what was tried, and waits no longer than the call may. */
  PickRequest request() {
    PickRequest request = options.request();
    if (!tried.isEmpty()) {
      request = request.avoid(tried);
    }
    Duration left = left();
    return request.waitAtMost().compareTo(left) > 0 ? request.waitAtMost(left) : request;
  }

  /** Returns whether the call has been at an endpoint since it waited last: so all were tried. */
  boolean wasAt(Endpoint endpoint) {
    return tried.contains(endpoint);
  }

  /** An attempt begins. */
  void begin(Endpoint endpoint) {
    begun.incrementAndGet();
    tried.add(endpoint);
  }

  /** An attempt failed; returns whether to make another one. */
  boolean again(Throwable failure) {
    failures.add(failure);
    return failure instanceof IOException
        && (options.repeatable() || ConnectFailure.isIn(failure))
        && begun.get() < options.maxAttempts()
        && !left().isZero()
        && budget.withdraw();
  }

  /** Begins a new round over all endpoints; returns how long to wait before. */
  Duration backOff() {
    tried.clear();
    long longest = Math.min(FIRST_BACK_OFF << Math.min(rounds++, 10), LONGEST_BACK_OFF);
    int half = (int) (longest / 2);
    return Duration.ofNanos(half + randomness.nextInt(half + 1));
  }

  /** Returns how much time is left, zero or more. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, allowed - (time.nanoTime() - start)));
  }

  /** Returns that the deadline is over; may be called by any thread. */
  TimeoutException timeout() {
    return failures.withEarlier(
        new TimeoutException(
            "call: not done within " + options.deadline() + " (" + begun + " attempts)"));
  }

  /** Returns what the attempts threw. */
  Failures failures() {
    return failures;
  }

  /** Returns what the caller sees if no further attempt can begin, for this reason. */
  Throwable outcome(Throwable reason) {
    if (failures.isEmpty()) {
      return reason;
    }
    Throwable last = failures.last();
    if (last != reason) {
      last.addSuppressed(reason);
    }
    return last;
  }
}
