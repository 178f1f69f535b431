package io.discovery.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stable name and address for a changing set of Pods (core/v1 Service).
 *
 * @param metadata standard metadata
 * @param spec what the Service should be
 * @param status what a load balancer made of it
 */
public record Service(ObjectMeta metadata, ServiceSpec spec, Status status)
    implements KubernetesObject {
  /** Label of the endpoints of a headless Service. */
  public static final String HEADLESS_LABEL = "service.kubernetes.io/headless";

  /** Annotation that asks for endpoints by zone: {@code Auto}. */
  public static final String TOPOLOGY_MODE = "service.kubernetes.io/topology-mode";

  /** The older name of {@link #TOPOLOGY_MODE}. */
  public static final String TOPOLOGY_HINTS = "service.kubernetes.io/topology-aware-hints";

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public Service {
    Objects.requireNonNull(metadata, "metadata");
    spec = spec == null ? ServiceSpec.NONE : spec;
    status = status == null ? Status.NONE : status;
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.SERVICE;
  }

  @Override
  public Service withMetadata(ObjectMeta metadata) {
    return new Service(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public Service withSpec(ServiceSpec spec) {
    return new Service(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public Service withStatus(Status status) {
    return new Service(metadata, spec, status);
  }

  /**
   * A port that the Service offers.
   *
   * @param name name of the port; required if there is more than one
   * @param protocol transport protocol; default TCP
   * @param appProtocol application protocol, a hint for clients
   * @param port port number that clients use, 1..65535
   * @param targetPort port of the Pods, by number or by name; default {@code port}
   * @param nodePort port on every node
   */
  public record Port(
      @Nullable String name,
      @Nullable Protocol protocol,
      @Nullable String appProtocol,
      int port,
      @Nullable IntOrString targetPort,
      @Nullable Integer nodePort) {

    /** Returns an unnamed TCP port with the same port on the Pods. */
    public static Port of(int port) {
      return builder().port(port).build();
    }

    /** Returns a named TCP port with the same port on the Pods. */
    public static Port of(String name, int port) {
      return builder().name(name).port(port).build();
    }

    /** Returns a named TCP port. */
    public static Port of(String name, int port, IntOrString targetPort) {
      return builder().name(name).port(port).targetPort(targetPort).build();
    }

    /** Returns a builder in which nothing is set. */
    public static Builder builder() {
      return new Builder();
    }

    /** Returns a builder that starts with these values. */
    public Builder toBuilder() {
      return new Builder(this);
    }

    /** A builder of {@link Port}; not thread-safe. */
    public static final class Builder {
      private @Nullable String name;
      private @Nullable Protocol protocol;
      private @Nullable String appProtocol;
      private int port;
      private @Nullable IntOrString targetPort;
      private @Nullable Integer nodePort;

      private Builder() {}

      private Builder(Port from) {
        name = from.name();
        protocol = from.protocol();
        appProtocol = from.appProtocol();
        port = from.port();
        targetPort = from.targetPort();
        nodePort = from.nodePort();
      }

      /** Sets {@code name}: name of the port; required if there is more than one. */
      public Builder name(@Nullable String name) {
        this.name = name;
        return this;
      }

      /** Sets {@code protocol}: transport protocol; default TCP. */
      public Builder protocol(@Nullable Protocol protocol) {
        this.protocol = protocol;
        return this;
      }

      /** Sets {@code appProtocol}: application protocol, a hint for clients. */
      public Builder appProtocol(@Nullable String appProtocol) {
        this.appProtocol = appProtocol;
        return this;
      }

      /** Sets {@code port}: port number that clients use, 1..65535. */
      public Builder port(int port) {
        this.port = port;
        return this;
      }

      /** Sets {@code targetPort}: port of the Pods, by number or by name; default {@code port}. */
      public Builder targetPort(@Nullable IntOrString targetPort) {
        this.targetPort = targetPort;
        return this;
      }

      /** Sets {@code nodePort}: port on every node. */
      public Builder nodePort(@Nullable Integer nodePort) {
        this.nodePort = nodePort;
        return this;
      }

      /** Returns the record. */
      public Port build() {
        return new Port(name, protocol, appProtocol, port, targetPort, nodePort);
      }
    }
  }

  /**
   * What the Service is.
   *
   * @param loadBalancer where a load balancer listens
   * @param conditions current state
   */
  public record Status(@Nullable LoadBalancerStatus loadBalancer, List<Condition> conditions) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Status {
      conditions = Copies.list(conditions);
    }

    /** A status in which nothing is set. */
    public static final Status NONE = new Status(null, List.of());
  }

  /**
   * Where a load balancer listens.
   *
   * @param ingress its addresses
   */
  public record LoadBalancerStatus(List<Ingress> ingress) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public LoadBalancerStatus {
      ingress = Copies.list(ingress);
    }
  }

  /**
   * One address of a load balancer.
   *
   * @param ip address
   * @param hostname name
   * @param ipMode {@code VIP} or {@code Proxy}
   * @param ports state by port
   */
  public record Ingress(
      @Nullable String ip,
      @Nullable String hostname,
      @Nullable String ipMode,
      List<PortStatus> ports) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Ingress {
      ports = Copies.list(ports);
    }
  }

  /**
   * State of one port of a load balancer.
   *
   * @param port port number
   * @param protocol transport protocol
   * @param error why it fails
   */
  public record PortStatus(
      @Nullable Integer port, @Nullable Protocol protocol, @Nullable String error) {}
}
