package io.discovery.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A virtual address that is taken (networking/v1 IPAddress).
 *
 * @param metadata standard metadata; the name is the address in canonical form
 * @param spec who holds it
 */
public record IPAddress(ObjectMeta metadata, Spec spec) implements KubernetesObject {
  /** Label that says who looks after the object. */
  public static final String MANAGED_BY_LABEL = "ipaddress.kubernetes.io/managed-by";

  /** Value of {@link #MANAGED_BY_LABEL} where the address is a Service's. */
  public static final String ALLOCATOR = "ipallocator.k8s.io";

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public IPAddress {
    Objects.requireNonNull(metadata, "metadata");
    spec = spec == null ? new Spec(null) : spec;
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.IP_ADDRESS;
  }

  @Override
  public IPAddress withMetadata(ObjectMeta metadata) {
    return new IPAddress(metadata, spec);
  }

  /**
   * Who holds an address.
   *
   * @param parentRef the holder
   */
  public record Spec(@Nullable ParentReference parentRef) {}

  /**
   * The holder of an address.
   *
   * @param group API group
   * @param resource plural, such as {@code services}
   * @param namespace namespace
   * @param name name
   */
  public record ParentReference(
      @Nullable String group,
      @Nullable String resource,
      @Nullable String namespace,
      @Nullable String name) {}
}
