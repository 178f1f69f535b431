package io.discovery;

import io.discovery.balancer.PickRequest;
import java.time.Duration;
import java.util.Objects;

/**
 * How a call is made: immutable.
 *
 * @param repeatable whether a call may be made again although an earlier attempt may have had an
 *     effect; otherwise only if it was certainly not sent (refused, no route)
 * @param maxAttempts most attempts, at least 1; default 4
 * @param deadline time for all attempts and the waiting between; default 30 s
 * @param request what to pick by
 */
public record CallOptions(
    boolean repeatable, int maxAttempts, Duration deadline, PickRequest request) {
  /** Not idempotent, 4 attempts within 30 s. */
  public static final CallOptions DEFAULT =
      new CallOptions(false, 4, Duration.ofSeconds(30), PickRequest.ANY);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public CallOptions {
    Objects.requireNonNull(request, "request");
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts: " + maxAttempts + " (expected: >= 1)");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: " + deadline + " (expected: > 0)");
    }
  }

  /** Returns the defaults for a call that may be made again after any failure. */
  public static CallOptions idempotent() {
    return new CallOptions(true, DEFAULT.maxAttempts, DEFAULT.deadline, DEFAULT.request);
  }

  /** Returns a copy with another bound on attempts; 1 means to never try again. */
  public CallOptions withMaxAttempts(int maxAttempts) {
    return new CallOptions(repeatable, maxAttempts, deadline, request);
  }

  /** Returns a copy with another deadline. */
  public CallOptions withDeadline(Duration deadline) {
    return new CallOptions(repeatable, maxAttempts, deadline, request);
  }

  /** Returns a copy that picks by another request. */
  public CallOptions withRequest(PickRequest request) {
    return new CallOptions(repeatable, maxAttempts, deadline, request);
  }
}
