package io.discovery.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of a Service in one object (core/v1 Endpoints, deprecated in Kubernetes).
 *
 * @param metadata standard metadata; the name is that of the Service
 * @param subsets addresses by port list
 */
public record Endpoints(ObjectMeta metadata, List<Subset> subsets) implements KubernetesObject {
  /** Annotation that says when a Pod or the Service changed last. */
  public static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public Endpoints {
    Objects.requireNonNull(metadata, "metadata");
    subsets = Copies.list(subsets);
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.ENDPOINTS;
  }

  @Override
  public Endpoints withMetadata(ObjectMeta metadata) {
    return new Endpoints(metadata, subsets);
  }

  /** Returns a copy with another subsets. */
  public Endpoints withSubsets(List<Subset> subsets) {
    return new Endpoints(metadata, subsets);
  }

  /**
   * Returns the canonical form of subsets: one for each set of addresses, which are in order and
   * stand once for each target; not ready goes before ready.
   */
  public static List<Subset> repacked(List<Subset> subsets) {
    return Repacking.of(subsets);
  }

  /**
   * Addresses that share their ports.
   *
   * @param addresses addresses that are ready
   * @param notReadyAddresses addresses that are not
   * @param ports ports of all of them
   */
  public record Subset(List<Address> addresses, List<Address> notReadyAddresses, List<Port> ports) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Subset {
      addresses = Copies.list(addresses);
      notReadyAddresses = Copies.list(notReadyAddresses);
      ports = Copies.list(ports);
    }
  }

  /**
   * One address.
   *
   * @param ip the address as text
   * @param hostname host name for DNS
   * @param nodeName node that it runs on
   * @param targetRef the Pod behind it
   */
  public record Address(
      String ip,
      @Nullable String hostname,
      @Nullable String nodeName,
      @Nullable ObjectReference targetRef) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Address {
      ip = ip == null ? "" : ip;
    }
  }

  /**
   * A port of a subset.
   *
   * @param name name of the Service port
   * @param port port number
   * @param protocol transport protocol; default TCP
   * @param appProtocol application protocol
   */
  public record Port(
      @Nullable String name, int port, @Nullable Protocol protocol, @Nullable String appProtocol) {}
}
