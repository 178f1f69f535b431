package io.discovery.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a Pod is doing (core/v1 PodStatus).
 *
 * @param phase stage of its life
 * @param conditions {@code Ready} among them
 * @param podIP first address
 * @param podIPs addresses, one a family
 * @param hostIP address of its node
 * @param startTime when its node took it on
 * @param reason one word for its state
 * @param message a sentence for its state
 * @param containerStatuses how its containers are doing
 */
public record PodStatus(
    @Nullable Phase phase,
    List<Condition> conditions,
    @Nullable String podIP,
    List<PodIP> podIPs,
    @Nullable String hostIP,
    @Nullable Instant startTime,
    @Nullable String reason,
    @Nullable String message,
    List<ContainerStatus> containerStatuses) {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public PodStatus {
    conditions = Copies.list(conditions);
    podIPs = Copies.list(podIPs);
    containerStatuses = Copies.list(containerStatuses);
  }

  /** A status in which nothing is set. */
  public static final PodStatus NONE = builder().build();

  /**
   * An address of a Pod.
   *
   * @param ip the address as text
   */
  public record PodIP(String ip) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public PodIP {
      Objects.requireNonNull(ip, "ip");
    }
  }

  /**
   * How a container is doing.
   *
   * @param name name of the container
   * @param ready whether it passes its readiness probe
   * @param started whether it passed its start-up probe
   * @param restartCount how often it was started again
   * @param image what it runs
   * @param state what it does now
   * @param lastState what it did before
   */
  public record ContainerStatus(
      String name,
      boolean ready,
      @Nullable Boolean started,
      int restartCount,
      @Nullable String image,
      @Nullable ContainerState state,
      @Nullable ContainerState lastState) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public ContainerStatus {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * What a container does: one of three.
   *
   * @param waiting it waits
   * @param running it runs
   * @param terminated it ended
   */
  public record ContainerState(
      @Nullable Waiting waiting, @Nullable Running running, @Nullable Terminated terminated) {}

  /**
   * A container that waits.
   *
   * @param reason such as {@code CrashLoopBackOff}
   * @param message a sentence
   */
  public record Waiting(@Nullable String reason, @Nullable String message) {}

  /**
   * A container that runs.
   *
   * @param startedAt since when
   */
  public record Running(@Nullable Instant startedAt) {}

  /**
   * A container that ended.
   *
   * @param exitCode exit status
   * @param reason such as {@code Error} or {@code OOMKilled}
   * @param startedAt when it began
   * @param finishedAt when it ended
   */
  public record Terminated(
      int exitCode,
      @Nullable String reason,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt) {}

  /**
   * The stage of a Pod's life.
   *
   * @param value the text as Kubernetes writes it
   */
  public record Phase(String value) {
    /** Accepted, not running yet. */
    public static final Phase PENDING = new Phase("Pending");

    /** On its node. */
    public static final Phase RUNNING = new Phase("Running");

    /** Ended well. */
    public static final Phase SUCCEEDED = new Phase("Succeeded");

    /** Ended badly. */
    public static final Phase FAILED = new Phase("Failed");

    /** Its node is silent. */
    public static final Phase UNKNOWN = new Phase("Unknown");

    /** Checks for null; any text is allowed. */
    public Phase {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Phase that && value.equals(that.value);
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

  /** Returns a builder in which nothing is set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts with these values. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** A builder of {@link PodStatus}; not thread-safe. */
  public static final class Builder {
    private @Nullable Phase phase;
    private List<Condition> conditions = List.of();
    private @Nullable String podIP;
    private List<PodIP> podIPs = List.of();
    private @Nullable String hostIP;
    private @Nullable Instant startTime;
    private @Nullable String reason;
    private @Nullable String message;
    private List<ContainerStatus> containerStatuses = List.of();

    private Builder() {}

    private Builder(PodStatus from) {
      phase = from.phase();
      conditions = from.conditions();
      podIP = from.podIP();
      podIPs = from.podIPs();
      hostIP = from.hostIP();
      startTime = from.startTime();
      reason = from.reason();
      message = from.message();
      containerStatuses = from.containerStatuses();
    }

    /** Sets {@code phase}: stage of its life. */
    public Builder phase(@Nullable Phase phase) {
      this.phase = phase;
      return this;
    }

    /** Sets {@code conditions}: {@code Ready} among them. */
    public Builder conditions(List<Condition> conditions) {
      this.conditions = conditions;
      return this;
    }

    /** Sets {@code podIP}: first address. */
    public Builder podIP(@Nullable String podIP) {
      this.podIP = podIP;
      return this;
    }

    /** Sets {@code podIPs}: addresses, one a family. */
    public Builder podIPs(List<PodIP> podIPs) {
      this.podIPs = podIPs;
      return this;
    }

    /** Sets {@code hostIP}: address of its node. */
    public Builder hostIP(@Nullable String hostIP) {
      this.hostIP = hostIP;
      return this;
    }

    /** Sets {@code startTime}: when its node took it on. */
    public Builder startTime(@Nullable Instant startTime) {
      this.startTime = startTime;
      return this;
    }

    /** Sets {@code reason}: one word for its state. */
    public Builder reason(@Nullable String reason) {
      this.reason = reason;
      return this;
    }

    /** Sets {@code message}: a sentence for its state. */
    public Builder message(@Nullable String message) {
      this.message = message;
      return this;
    }

    /** Sets {@code containerStatuses}: how its containers are doing. */
    public Builder containerStatuses(List<ContainerStatus> containerStatuses) {
      this.containerStatuses = containerStatuses;
      return this;
    }

    /** Returns the record. */
    public PodStatus build() {
      return new PodStatus(
          phase, conditions, podIP, podIPs, hostIP, startTime, reason, message, containerStatuses);
    }
  }
}
