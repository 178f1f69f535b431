package io.discovery.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a Service's endpoints, of one address type (discovery/v1 EndpointSlice).
 *
 * @param metadata standard metadata; the label {@value #SERVICE_NAME_LABEL} names the Service
 * @param addressType what the addresses are
 * @param endpoints the endpoints, at most 1,000
 * @param ports ports that all of them share
 */
public record EndpointSlice(
    ObjectMeta metadata, AddressType addressType, List<Endpoint> endpoints, List<Port> ports)
    implements KubernetesObject {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public EndpointSlice {
    Objects.requireNonNull(metadata, "metadata");
    Objects.requireNonNull(addressType, "addressType");
    endpoints = Copies.list(endpoints);
    ports = Copies.list(ports);
  }

  /** The label that names the Service of a slice. */
  public static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";

  /** The label that names the controller of a slice. */
  public static final String MANAGED_BY_LABEL = "endpointslice.kubernetes.io/managed-by";

  @Override
  public ResourceKind kind() {
    return ResourceKind.ENDPOINT_SLICE;
  }

  @Override
  public EndpointSlice withMetadata(ObjectMeta metadata) {
    return new EndpointSlice(metadata, addressType, endpoints, ports);
  }

  /** Returns a copy with another addressType. */
  public EndpointSlice withAddressType(AddressType addressType) {
    return new EndpointSlice(metadata, addressType, endpoints, ports);
  }

  /** Returns a copy with another endpoints. */
  public EndpointSlice withEndpoints(List<Endpoint> endpoints) {
    return new EndpointSlice(metadata, addressType, endpoints, ports);
  }

  /** Returns a copy with another ports. */
  public EndpointSlice withPorts(List<Port> ports) {
    return new EndpointSlice(metadata, addressType, endpoints, ports);
  }

  /** Returns the Service that the slice belongs to, if its label says one. */
  public @Nullable NamespacedName service() {
    String name = metadata.labels().get(SERVICE_NAME_LABEL);
    return name == null ? null : new NamespacedName(metadata.namespace(), name);
  }

  /**
   * A port of a slice.
   *
   * @param name name of the Service port; empty for the unnamed one
   * @param protocol transport protocol; default TCP
   * @param port port number; null means all ports, which no proxy uses
   * @param appProtocol application protocol
   */
  public record Port(
      @Nullable String name,
      @Nullable Protocol protocol,
      @Nullable Integer port,
      @Nullable String appProtocol) {}

  /**
   * One backend of a Service.
   *
   * @param addresses 1..100 addresses that stand for the same backend; consumers use the first
   * @param conditions whether it may be used
   * @param hostname host name for DNS
   * @param targetRef the Pod behind it
   * @param deprecatedTopology labels of older versions
   * @param nodeName node that it runs on
   * @param zone zone that it runs in
   * @param hints where it should be used
   */
  public record Endpoint(
      List<String> addresses,
      Conditions conditions,
      @Nullable String hostname,
      @Nullable ObjectReference targetRef,
      Map<String, String> deprecatedTopology,
      @Nullable String nodeName,
      @Nullable String zone,
      @Nullable Hints hints) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Endpoint {
      addresses = Copies.list(addresses);
      conditions = conditions == null ? Conditions.UNSET : conditions;
      deprecatedTopology = Copies.sorted(deprecatedTopology);
    }

    /** Returns a builder in which nothing is set. */
    public static Builder builder() {
      return new Builder();
    }

    /** Returns a builder that starts with these values. */
    public Builder toBuilder() {
      return new Builder(this);
    }

    /** A builder of {@link Endpoint}; not thread-safe. */
    public static final class Builder {
      private List<String> addresses = List.of();
      private Conditions conditions = Conditions.UNSET;
      private @Nullable String hostname;
      private @Nullable ObjectReference targetRef;
      private Map<String, String> deprecatedTopology = Map.of();
      private @Nullable String nodeName;
      private @Nullable String zone;
      private @Nullable Hints hints;

      private Builder() {}

      private Builder(Endpoint from) {
        addresses = from.addresses();
        conditions = from.conditions();
        hostname = from.hostname();
        targetRef = from.targetRef();
        deprecatedTopology = from.deprecatedTopology();
        nodeName = from.nodeName();
        zone = from.zone();
        hints = from.hints();
      }

      /**
       * Sets {@code addresses}: 1..100 addresses that stand for the same backend; consumers use the
       * first.
       */
      public Builder addresses(List<String> addresses) {
        this.addresses = addresses;
        return this;
      }

      /** Sets {@code conditions}: whether it may be used. */
      public Builder conditions(Conditions conditions) {
        this.conditions = conditions;
        return this;
      }

      /** Sets {@code hostname}: host name for DNS. */
      public Builder hostname(@Nullable String hostname) {
        this.hostname = hostname;
        return this;
      }

      /** Sets {@code targetRef}: the Pod behind it. */
      public Builder targetRef(@Nullable ObjectReference targetRef) {
        this.targetRef = targetRef;
        return this;
      }

      /** Sets {@code deprecatedTopology}: labels of older versions. */
      public Builder deprecatedTopology(Map<String, String> deprecatedTopology) {
        this.deprecatedTopology = deprecatedTopology;
        return this;
      }

      /** Sets {@code nodeName}: node that it runs on. */
      public Builder nodeName(@Nullable String nodeName) {
        this.nodeName = nodeName;
        return this;
      }

      /** Sets {@code zone}: zone that it runs in. */
      public Builder zone(@Nullable String zone) {
        this.zone = zone;
        return this;
      }

      /** Sets {@code hints}: where it should be used. */
      public Builder hints(@Nullable Hints hints) {
        this.hints = hints;
        return this;
      }

      /** Returns the record. */
      public Endpoint build() {
        return new Endpoint(
            addresses, conditions, hostname, targetRef, deprecatedTopology, nodeName, zone, hints);
      }
    }
  }

  /**
   * Whether an endpoint may be used; null means unknown.
   *
   * @param ready takes new connections; unknown counts as true
   * @param serving passes its readiness probe, terminating or not; unknown counts as true
   * @param terminating is shutting down; unknown counts as false
   */
  public record Conditions(
      @Nullable Boolean ready, @Nullable Boolean serving, @Nullable Boolean terminating) {

    /** Conditions of which nothing is known. */
    public static final Conditions UNSET = new Conditions(null, null, null);

    /** Returns {@code ready}, true if unknown. */
    public boolean isReady() {
      return !Boolean.FALSE.equals(ready);
    }

    /** Returns {@code serving}, true if unknown. */
    public boolean isServing() {
      return !Boolean.FALSE.equals(serving);
    }

    /** Returns {@code terminating}, false if unknown. */
    public boolean isTerminating() {
      return Boolean.TRUE.equals(terminating);
    }
  }

  /**
   * Where an endpoint should be used.
   *
   * @param forZones zones, at most 8
   * @param forNodes nodes, at most 8
   */
  public record Hints(List<ForZone> forZones, List<ForNode> forNodes) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Hints {
      forZones = Copies.list(forZones);
      forNodes = Copies.list(forNodes);
    }
  }

  /**
   * A zone that should use an endpoint.
   *
   * @param name name of the zone
   */
  public record ForZone(String name) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public ForZone {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * A node that should use an endpoint.
   *
   * @param name name of the node
   */
  public record ForNode(String name) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public ForNode {
      Objects.requireNonNull(name, "name");
    }
  }
}
