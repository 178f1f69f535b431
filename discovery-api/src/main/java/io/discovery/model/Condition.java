package io.discovery.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One observed aspect of an object (meta/v1 Condition and its older relatives).
 *
 * @param type aspect, such as {@code Ready}
 * @param status whether it holds
 * @param reason one word for why
 * @param message a sentence for why
 * @param lastTransitionTime when the status changed last
 * @param observedGeneration generation that was looked at
 */
public record Condition(
    String type,
    Status status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Instant lastTransitionTime,
    @Nullable Long observedGeneration) {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public Condition {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(status, "status");
  }

  /** Returns a condition without reason, message and time. */
  public static Condition of(String type, Status status) {
    return new Condition(type, status, null, null, null, null);
  }

  /** Returns whether the status is {@code True}. */
  public boolean isTrue() {
    return status.equals(Status.TRUE);
  }

  /**
   * Whether a condition holds.
   *
   * @param value the text as Kubernetes writes it
   */
  public record Status(String value) {
    /** It holds. */
    public static final Status TRUE = new Status("True");

    /** It does not hold. */
    public static final Status FALSE = new Status("False");

    /** Nobody knows. */
    public static final Status UNKNOWN = new Status("Unknown");

    /** Checks for null; any text is allowed. */
    public Status {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Status that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    /** Returns the text. */
    @Override
    public String toString() {
      return value;
    }
  }
}
