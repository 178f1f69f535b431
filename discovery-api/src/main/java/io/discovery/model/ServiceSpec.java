package io.discovery.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Service should be (core/v1 ServiceSpec).
 *
 * @param type how the Service is reached; default {@code ClusterIP}
 * @param selector labels that its Pods carry; empty for a Service without selector
 * @param ports ports that it offers
 * @param clusterIP first virtual address, {@code None} for a headless Service
 * @param clusterIPs virtual addresses, one a family
 * @param ipFamilies families in order of preference
 * @param ipFamilyPolicy how many families are wanted
 * @param externalIPs further addresses that nodes accept traffic for
 * @param externalName name that a Service of type {@code ExternalName} stands for
 * @param sessionAffinity whether a client stays with its endpoint; default {@code None}
 * @param sessionAffinityConfig settings of the affinity
 * @param externalTrafficPolicy endpoints for traffic from outside
 * @param internalTrafficPolicy endpoints for traffic from inside; default {@code Cluster}
 * @param trafficDistribution preference such as {@code PreferSameZone}
 * @param publishNotReadyAddresses whether Pods that are not ready count as ready
 * @param loadBalancerIP address asked of the load balancer (deprecated in Kubernetes)
 * @param loadBalancerSourceRanges ranges that may use the load balancer
 * @param allocateLoadBalancerNodePorts whether a load balancer gets node ports; default true
 * @param loadBalancerClass which load balancer is meant
 * @param healthCheckNodePort port on which nodes tell whether they have endpoints
 */
public record ServiceSpec(
    @Nullable Type type,
    Map<String, String> selector,
    List<Service.Port> ports,
    @Nullable String clusterIP,
    List<String> clusterIPs,
    List<IpFamily> ipFamilies,
    @Nullable IpFamilyPolicy ipFamilyPolicy,
    List<String> externalIPs,
    @Nullable String externalName,
    @Nullable SessionAffinity sessionAffinity,
    @Nullable SessionAffinityConfig sessionAffinityConfig,
    @Nullable TrafficPolicy externalTrafficPolicy,
    @Nullable TrafficPolicy internalTrafficPolicy,
    @Nullable String trafficDistribution,
    @Nullable Boolean publishNotReadyAddresses,
    @Nullable String loadBalancerIP,
    List<String> loadBalancerSourceRanges,
    @Nullable Boolean allocateLoadBalancerNodePorts,
    @Nullable String loadBalancerClass,
    @Nullable Integer healthCheckNodePort) {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public ServiceSpec {
    selector = Copies.sorted(selector);
    ports = Copies.list(ports);
    clusterIPs = Copies.list(clusterIPs);
    ipFamilies = Copies.list(ipFamilies);
    externalIPs = Copies.list(externalIPs);
    loadBalancerSourceRanges = Copies.list(loadBalancerSourceRanges);
  }

  /** A spec in which nothing is set. */
  public static final ServiceSpec NONE = builder().build();

  /** The {@code clusterIP} of a headless Service. */
  public static final String HEADLESS = "None";

  /** A {@code trafficDistribution}: endpoints in the zone of the client first. */
  public static final String PREFER_SAME_ZONE = "PreferSameZone";

  /** A {@code trafficDistribution}: endpoints on the node of the client first, then its zone. */
  public static final String PREFER_SAME_NODE = "PreferSameNode";

  /** The older name of {@link #PREFER_SAME_ZONE}. */
  public static final String PREFER_CLOSE = "PreferClose";

  /** Returns whether {@code clusterIP} is {@code None}. */
  public boolean headless() {
    return HEADLESS.equals(clusterIP);
  }

  /** Returns whether the Service stands for a name outside. */
  public boolean external() {
    return Type.EXTERNAL_NAME.equals(type);
  }

  /**
   * Settings of a session affinity.
   *
   * @param clientIP settings of {@code ClientIP}
   */
  public record SessionAffinityConfig(@Nullable ClientIP clientIP) {}

  /**
   * Settings of the affinity {@code ClientIP}.
   *
   * @param timeoutSeconds seconds after a client's last connection, 1..86400; default {@value
   *     #DEFAULT_SECONDS}
   */
  public record ClientIP(@Nullable Integer timeoutSeconds) {
    /** The time-out of a Service that names none: 3 h. */
    public static final int DEFAULT_SECONDS = 10_800;
  }

  /**
   * How a Service is reached.
   *
   * @param value the text as Kubernetes writes it
   */
  public record Type(String value) {
    /** By a virtual address. */
    public static final Type CLUSTER_IP = new Type("ClusterIP");

    /** By a port on every node, too. */
    public static final Type NODE_PORT = new Type("NodePort");

    /** By a load balancer, too. */
    public static final Type LOAD_BALANCER = new Type("LoadBalancer");

    /** By a name outside. */
    public static final Type EXTERNAL_NAME = new Type("ExternalName");

    /** Checks for null; any text is allowed. */
    public Type {
      Objects.requireNonNull(value, "value");
    }

    /** Returns the text. */
    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * Whether a client stays with its endpoint.
   *
   * @param value the text as Kubernetes writes it
   */
  public record SessionAffinity(String value) {
    /** It does not. */
    public static final SessionAffinity NONE = new SessionAffinity("None");

    /** By its address. */
    public static final SessionAffinity CLIENT_IP = new SessionAffinity("ClientIP");

    /** Checks for null; any text is allowed. */
    public SessionAffinity {
      Objects.requireNonNull(value, "value");
    }

    /** Returns the text. */
    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * How many IP families a Service wants.
   *
   * @param value the text as Kubernetes writes it
   */
  public record IpFamilyPolicy(String value) {
    /** One. */
    public static final IpFamilyPolicy SINGLE_STACK = new IpFamilyPolicy("SingleStack");

    /** Two where the cluster has two. */
    public static final IpFamilyPolicy PREFER_DUAL_STACK = new IpFamilyPolicy("PreferDualStack");

    /** Two. */
    public static final IpFamilyPolicy REQUIRE_DUAL_STACK = new IpFamilyPolicy("RequireDualStack");

    /** Checks for null; any text is allowed. */
    public IpFamilyPolicy {
      Objects.requireNonNull(value, "value");
    }

    /** Returns the text. */
    @Override
    public String toString() {
      return value;
    }
  }

  /**
   * Which endpoints a node may use.
   *
   * @param value the text as Kubernetes writes it
   */
  public record TrafficPolicy(String value) {
    /** All. */
    public static final TrafficPolicy CLUSTER = new TrafficPolicy("Cluster");

    /** Those on the node itself. */
    public static final TrafficPolicy LOCAL = new TrafficPolicy("Local");

    /** Checks for null; any text is allowed. */
    public TrafficPolicy {
      Objects.requireNonNull(value, "value");
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

  /** A builder of {@link ServiceSpec}; not thread-safe. */
  public static final class Builder {
    private @Nullable Type type;
    private Map<String, String> selector = Map.of();
    private List<Service.Port> ports = List.of();
    private @Nullable String clusterIP;
    private List<String> clusterIPs = List.of();
    private List<IpFamily> ipFamilies = List.of();
    private @Nullable IpFamilyPolicy ipFamilyPolicy;
    private List<String> externalIPs = List.of();
    private @Nullable String externalName;
    private @Nullable SessionAffinity sessionAffinity;
    private @Nullable SessionAffinityConfig sessionAffinityConfig;
    private @Nullable TrafficPolicy externalTrafficPolicy;
    private @Nullable TrafficPolicy internalTrafficPolicy;
    private @Nullable String trafficDistribution;
    private @Nullable Boolean publishNotReadyAddresses;
    private @Nullable String loadBalancerIP;
    private List<String> loadBalancerSourceRanges = List.of();
    private @Nullable Boolean allocateLoadBalancerNodePorts;
    private @Nullable String loadBalancerClass;
    private @Nullable Integer healthCheckNodePort;

    private Builder() {}

    private Builder(ServiceSpec from) {
      type = from.type();
      selector = from.selector();
      ports = from.ports();
      clusterIP = from.clusterIP();
      clusterIPs = from.clusterIPs();
      ipFamilies = from.ipFamilies();
      ipFamilyPolicy = from.ipFamilyPolicy();
      externalIPs = from.externalIPs();
      externalName = from.externalName();
      sessionAffinity = from.sessionAffinity();
      sessionAffinityConfig = from.sessionAffinityConfig();
      externalTrafficPolicy = from.externalTrafficPolicy();
      internalTrafficPolicy = from.internalTrafficPolicy();
      trafficDistribution = from.trafficDistribution();
      publishNotReadyAddresses = from.publishNotReadyAddresses();
      loadBalancerIP = from.loadBalancerIP();
      loadBalancerSourceRanges = from.loadBalancerSourceRanges();
      allocateLoadBalancerNodePorts = from.allocateLoadBalancerNodePorts();
      loadBalancerClass = from.loadBalancerClass();
      healthCheckNodePort = from.healthCheckNodePort();
    }

    /** Sets {@code type}: how the Service is reached; default {@code ClusterIP}. */
    public Builder type(@Nullable Type type) {
      this.type = type;
      return this;
    }

    /** Sets {@code selector}: labels that its Pods carry; empty for a Service without selector. */
    public Builder selector(Map<String, String> selector) {
      this.selector = selector;
      return this;
    }

    /** Sets {@code ports}: ports that it offers. */
    public Builder ports(List<Service.Port> ports) {
      this.ports = ports;
      return this;
    }

    /** Sets {@code clusterIP}: first virtual address, {@code None} for a headless Service. */
    public Builder clusterIP(@Nullable String clusterIP) {
      this.clusterIP = clusterIP;
      return this;
    }

    /** Sets {@code clusterIPs}: virtual addresses, one a family. */
    public Builder clusterIPs(List<String> clusterIPs) {
      this.clusterIPs = clusterIPs;
      return this;
    }

    /** Sets {@code ipFamilies}: families in order of preference. */
    public Builder ipFamilies(List<IpFamily> ipFamilies) {
      this.ipFamilies = ipFamilies;
      return this;
    }

    /** Sets {@code ipFamilyPolicy}: how many families are wanted. */
    public Builder ipFamilyPolicy(@Nullable IpFamilyPolicy ipFamilyPolicy) {
      this.ipFamilyPolicy = ipFamilyPolicy;
      return this;
    }

    /** Sets {@code externalIPs}: further addresses that nodes accept traffic for. */
    public Builder externalIPs(List<String> externalIPs) {
      this.externalIPs = externalIPs;
      return this;
    }

    /** Sets {@code externalName}: name that a Service of type {@code ExternalName} stands for. */
    public Builder externalName(@Nullable String externalName) {
      this.externalName = externalName;
      return this;
    }

    /**
     * Sets {@code sessionAffinity}: whether a client stays with its endpoint; default {@code None}.
     */
    public Builder sessionAffinity(@Nullable SessionAffinity sessionAffinity) {
      this.sessionAffinity = sessionAffinity;
      return this;
    }

    /** Sets {@code sessionAffinityConfig}: settings of the affinity. */
    public Builder sessionAffinityConfig(@Nullable SessionAffinityConfig sessionAffinityConfig) {
      this.sessionAffinityConfig = sessionAffinityConfig;
      return this;
    }

    /** Sets {@code externalTrafficPolicy}: endpoints for traffic from outside. */
    public Builder externalTrafficPolicy(@Nullable TrafficPolicy externalTrafficPolicy) {
      this.externalTrafficPolicy = externalTrafficPolicy;
      return this;
    }

    /**
     * Sets {@code internalTrafficPolicy}: endpoints for traffic from inside; default {@code
     * Cluster}.
     */
    public Builder internalTrafficPolicy(@Nullable TrafficPolicy internalTrafficPolicy) {
      this.internalTrafficPolicy = internalTrafficPolicy;
      return this;
    }

    /** Sets {@code trafficDistribution}: preference such as {@code PreferSameZone}. */
    public Builder trafficDistribution(@Nullable String trafficDistribution) {
      this.trafficDistribution = trafficDistribution;
      return this;
    }

    /** Sets {@code publishNotReadyAddresses}: whether Pods that are not ready count as ready. */
    public Builder publishNotReadyAddresses(@Nullable Boolean publishNotReadyAddresses) {
      this.publishNotReadyAddresses = publishNotReadyAddresses;
      return this;
    }

    /**
     * Sets {@code loadBalancerIP}: address asked of the load balancer (deprecated in Kubernetes).
     */
    public Builder loadBalancerIP(@Nullable String loadBalancerIP) {
      this.loadBalancerIP = loadBalancerIP;
      return this;
    }

    /** Sets {@code loadBalancerSourceRanges}: ranges that may use the load balancer. */
    public Builder loadBalancerSourceRanges(List<String> loadBalancerSourceRanges) {
      this.loadBalancerSourceRanges = loadBalancerSourceRanges;
      return this;
    }

    /**
     * Sets {@code allocateLoadBalancerNodePorts}: whether a load balancer gets node ports; default
     * true.
     */
    public Builder allocateLoadBalancerNodePorts(@Nullable Boolean allocateLoadBalancerNodePorts) {
      this.allocateLoadBalancerNodePorts = allocateLoadBalancerNodePorts;
      return this;
    }

    /** Sets {@code loadBalancerClass}: which load balancer is meant. */
    public Builder loadBalancerClass(@Nullable String loadBalancerClass) {
      this.loadBalancerClass = loadBalancerClass;
      return this;
    }

    /** Sets {@code healthCheckNodePort}: port on which nodes tell whether they have endpoints. */
    public Builder healthCheckNodePort(@Nullable Integer healthCheckNodePort) {
      this.healthCheckNodePort = healthCheckNodePort;
      return this;
    }

    /** Returns the record. */
    public ServiceSpec build() {
      return new ServiceSpec(
          type,
          selector,
          ports,
          clusterIP,
          clusterIPs,
          ipFamilies,
          ipFamilyPolicy,
          externalIPs,
          externalName,
          sessionAffinity,
          sessionAffinityConfig,
          externalTrafficPolicy,
          internalTrafficPolicy,
          trafficDistribution,
          publishNotReadyAddresses,
          loadBalancerIP,
          loadBalancerSourceRanges,
          allocateLoadBalancerNodePorts,
          loadBalancerClass,
          healthCheckNodePort);
    }
  }
}
