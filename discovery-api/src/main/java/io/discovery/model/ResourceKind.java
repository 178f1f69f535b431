package io.discovery.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kind of Kubernetes object and where its API is.
 *
 * @param group API group, empty for the core group
 * @param version version of the group
 * @param name the kind, such as {@code Service}
 * @param plural the resource, such as {@code services}
 * @param namespaced whether its objects live in a namespace
 */
public record ResourceKind(
    String group, String version, String name, String plural, boolean namespaced)
    implements Comparable<ResourceKind> {
  /** Namespaces. */
  public static final ResourceKind NAMESPACE = core("Namespace", "namespaces", false);

  /** Nodes. */
  public static final ResourceKind NODE = core("Node", "nodes", false);

  /** Pods. */
  public static final ResourceKind POD = core("Pod", "pods", true);

  /** Services. */
  public static final ResourceKind SERVICE = core("Service", "services", true);

  /** Endpoints, the older form of slices. */
  public static final ResourceKind ENDPOINTS = core("Endpoints", "endpoints", true);

  /** Slices of endpoints. */
  public static final ResourceKind ENDPOINT_SLICE =
      new ResourceKind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);

  /** Ranges of virtual addresses. */
  public static final ResourceKind SERVICE_CIDR =
      new ResourceKind("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs", false);

  /** Virtual addresses that are taken. */
  public static final ResourceKind IP_ADDRESS =
      new ResourceKind("networking.k8s.io", "v1", "IPAddress", "ipaddresses", false);

  /** Checks for null. */
  public ResourceKind {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(plural, "plural");
  }

  private static ResourceKind core(String name, String plural, boolean namespaced) {
    return new ResourceKind("", "v1", name, plural, namespaced);
  }

  /** Returns the {@code apiVersion} of its objects: group and version. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Returns the resource as error texts name it, such as {@code deployments.apps}. */
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ResourceKind that
            && name.equals(that.name)
            && group.equals(that.group)
            && version.equals(that.version)
            && plural.equals(that.plural)
            && namespaced == that.namespaced);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Orders by kind, then by group. */
  @Override
  public int compareTo(ResourceKind other) {
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : group.compareTo(other.group);
  }

  /** Returns the kind. */
  @Override
  public String toString() {
    return name;
  }
}
