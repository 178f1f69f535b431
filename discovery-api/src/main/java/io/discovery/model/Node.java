package io.discovery.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A machine that runs Pods (core/v1 Node), as far as discovery needs it.
 *
 * @param metadata standard metadata; the zone is the label {@value #ZONE_LABEL}
 * @param spec taints and Pod ranges
 * @param status conditions, addresses and resources
 */
public record Node(ObjectMeta metadata, Spec spec, Status status) implements KubernetesObject {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public Node {
    Objects.requireNonNull(metadata, "metadata");
    spec = spec == null ? Spec.NONE : spec;
    status = status == null ? Status.NONE : status;
  }

  /** The label that names a node's zone. */
  public static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  @Override
  public ResourceKind kind() {
    return ResourceKind.NODE;
  }

  @Override
  public Node withMetadata(ObjectMeta metadata) {
    return new Node(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public Node withSpec(Spec spec) {
    return new Node(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public Node withStatus(Status status) {
    return new Node(metadata, spec, status);
  }

  /** Returns the zone of the node, if its label says one. */
  public @Nullable String zone() {
    return metadata.labels().get(ZONE_LABEL);
  }

  /**
   * What the node should be.
   *
   * @param unschedulable whether new Pods are kept away
   * @param podCIDR first range of Pod addresses
   * @param podCIDRs ranges of Pod addresses, one a family
   * @param taints what keeps Pods away or drives them off
   * @param providerID name of the node at its provider
   */
  public record Spec(
      @Nullable Boolean unschedulable,
      @Nullable String podCIDR,
      List<String> podCIDRs,
      List<Taint> taints,
      @Nullable String providerID) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Spec {
      podCIDRs = Copies.list(podCIDRs);
      taints = Copies.list(taints);
    }

    /** A spec in which nothing is set. */
    public static final Spec NONE = new Spec(null, null, List.of(), List.of(), null);
  }

  /**
   * What the node is.
   *
   * @param capacity resources in all
   * @param allocatable resources that Pods may use, such as {@code cpu}
   * @param conditions {@code Ready} among them
   * @param addresses where the node is reached
   */
  public record Status(
      Map<String, String> capacity,
      Map<String, String> allocatable,
      List<Condition> conditions,
      List<Address> addresses) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Status {
      capacity = Copies.sorted(capacity);
      allocatable = Copies.sorted(allocatable);
      conditions = Copies.list(conditions);
      addresses = Copies.list(addresses);
    }

    /** A status in which nothing is set. */
    public static final Status NONE = new Status(Map.of(), Map.of(), List.of(), List.of());
  }

  /**
   * A mark that Pods must tolerate.
   *
   * @param key label key
   * @param value label value
   * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}
   * @param timeAdded when a {@code NoExecute} taint was added
   */
  public record Taint(
      String key, @Nullable String value, String effect, @Nullable Instant timeAdded) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Taint {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(effect, "effect");
    }
  }

  /**
   * An address of a node.
   *
   * @param type {@code InternalIP}, {@code ExternalIP}, {@code Hostname} …
   * @param address the address as text
   */
  public record Address(String type, String address) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Address {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(address, "address");
    }
  }
}
