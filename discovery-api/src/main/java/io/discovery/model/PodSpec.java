package io.discovery.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod runs, and where (core/v1 PodSpec).
 *
 * @param containers what runs
 * @param initContainers what runs before; with {@code restartPolicy: Always} beside
 * @param nodeName node that the Pod was bound to
 * @param hostname host name of the Pod
 * @param subdomain headless Service under which the host name resolves
 * @param hostNetwork whether the Pod shares the node's network
 * @param readinessGates further conditions that readiness needs
 * @param terminationGracePeriodSeconds seconds between the request to end and the kill; default 30
 * @param restartPolicy {@code Always}, {@code OnFailure} or {@code Never}
 */
public record PodSpec(
    List<Container> containers,
    List<Container> initContainers,
    @Nullable String nodeName,
    @Nullable String hostname,
    @Nullable String subdomain,
    @Nullable Boolean hostNetwork,
    List<ReadinessGate> readinessGates,
    @Nullable Long terminationGracePeriodSeconds,
    @Nullable String restartPolicy) {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public PodSpec {
    containers = Copies.list(containers);
    initContainers = Copies.list(initContainers);
    readinessGates = Copies.list(readinessGates);
  }

  /** A spec in which nothing is set. */
  public static final PodSpec NONE = builder().build();

  /**
   * A container of a Pod.
   *
   * @param name name of the container
   * @param image what it runs
   * @param ports ports that it opens
   * @param restartPolicy of an init container: {@code Always} makes it a side-car
   * @param env environment
   * @param readinessProbe how it is found out whether the container is ready
   */
  public record Container(
      String name,
      @Nullable String image,
      List<ContainerPort> ports,
      @Nullable String restartPolicy,
      List<EnvVar> env,
      @Nullable Probe readinessProbe) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Container {
      name = name == null ? "" : name;
      ports = Copies.list(ports);
      env = Copies.list(env);
    }

    /** Makes a container without a probe. */
    public Container(
        String name,
        @Nullable String image,
        List<ContainerPort> ports,
        @Nullable String restartPolicy,
        List<EnvVar> env) {
      this(name, image, ports, restartPolicy, env, null);
    }
  }

  /**
   * How something is found out about a container; who asks is not modelled.
   *
   * @param periodSeconds seconds between two questions
   */
  public record Probe(@Nullable Integer periodSeconds) {}

  /**
   * An environment variable of a container.
   *
   * @param name name
   * @param value value; null if it comes from elsewhere
   */
  public record EnvVar(String name, @Nullable String value) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public EnvVar {
      name = name == null ? "" : name;
    }
  }

  /**
   * A port that a container opens.
   *
   * @param name name that a {@code targetPort} may use
   * @param containerPort port number
   * @param protocol transport protocol; default TCP
   * @param hostPort port on the node
   * @param hostIP address on the node
   */
  public record ContainerPort(
      @Nullable String name,
      int containerPort,
      @Nullable Protocol protocol,
      @Nullable Integer hostPort,
      @Nullable String hostIP) {

    /** Returns a named TCP port. */
    public static ContainerPort of(@Nullable String name, int containerPort) {
      return new ContainerPort(name, containerPort, Protocol.TCP, null, null);
    }
  }

  /**
   * A condition that readiness needs.
   *
   * @param conditionType type of the condition
   */
  public record ReadinessGate(String conditionType) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public ReadinessGate {
      Objects.requireNonNull(conditionType, "conditionType");
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

  /** A builder of {@link PodSpec}; not thread-safe. */
  public static final class Builder {
    private List<Container> containers = List.of();
    private List<Container> initContainers = List.of();
    private @Nullable String nodeName;
    private @Nullable String hostname;
    private @Nullable String subdomain;
    private @Nullable Boolean hostNetwork;
    private List<ReadinessGate> readinessGates = List.of();
    private @Nullable Long terminationGracePeriodSeconds;
    private @Nullable String restartPolicy;

    private Builder() {}

    private Builder(PodSpec from) {
      containers = from.containers();
      initContainers = from.initContainers();
      nodeName = from.nodeName();
      hostname = from.hostname();
      subdomain = from.subdomain();
      hostNetwork = from.hostNetwork();
      readinessGates = from.readinessGates();
      terminationGracePeriodSeconds = from.terminationGracePeriodSeconds();
      restartPolicy = from.restartPolicy();
    }

    /** Sets {@code containers}: what runs. */
    public Builder containers(List<Container> containers) {
      this.containers = containers;
      return this;
    }

    /** Sets {@code initContainers}: what runs before; with {@code restartPolicy: Always} beside. */
    public Builder initContainers(List<Container> initContainers) {
      this.initContainers = initContainers;
      return this;
    }

    /** Sets {@code nodeName}: node that the Pod was bound to. */
    public Builder nodeName(@Nullable String nodeName) {
      this.nodeName = nodeName;
      return this;
    }

    /** Sets {@code hostname}: host name of the Pod. */
    public Builder hostname(@Nullable String hostname) {
      this.hostname = hostname;
      return this;
    }

    /** Sets {@code subdomain}: headless Service under which the host name resolves. */
    public Builder subdomain(@Nullable String subdomain) {
      this.subdomain = subdomain;
      return this;
    }

    /** Sets {@code hostNetwork}: whether the Pod shares the node's network. */
    public Builder hostNetwork(@Nullable Boolean hostNetwork) {
      this.hostNetwork = hostNetwork;
      return this;
    }

    /** Sets {@code readinessGates}: further conditions that readiness needs. */
    public Builder readinessGates(List<ReadinessGate> readinessGates) {
      this.readinessGates = readinessGates;
      return this;
    }

    /**
     * Sets {@code terminationGracePeriodSeconds}: seconds between the request to end and the kill;
     * default 30.
     */
    public Builder terminationGracePeriodSeconds(@Nullable Long terminationGracePeriodSeconds) {
      this.terminationGracePeriodSeconds = terminationGracePeriodSeconds;
      return this;
    }

    /** Sets {@code restartPolicy}: {@code Always}, {@code OnFailure} or {@code Never}. */
    public Builder restartPolicy(@Nullable String restartPolicy) {
      this.restartPolicy = restartPolicy;
      return this;
    }

    /** Returns the record. */
    public PodSpec build() {
      return new PodSpec(
          containers,
          initContainers,
          nodeName,
          hostname,
          subdomain,
          hostNetwork,
          readinessGates,
          terminationGracePeriodSeconds,
          restartPolicy);
    }
  }
}
