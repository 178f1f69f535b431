package io.discovery.manifest;

import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.IPAddress;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.Node;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceCIDR;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of objects that can be read and written, each with its record; immutable.
 *
 * <p>A component of a record is the field of its name: a text, a number of 32 or 64 bits, a
 * boolean, an {@code Instant}, an {@code IntOrString}, a record, or a list or mapping of these. A
 * record with the one component {@code String value} is a text. A component that may be null is
 * null if the field is absent; another one is empty, zero or false. The constructor checks for
 * null, no more.
 */
public final class Kinds {
  private static final Kinds STANDARD =
      new Kinds(Map.of())
          .with(ResourceKind.NAMESPACE, Namespace.class)
          .with(ResourceKind.NODE, Node.class)
          .with(ResourceKind.POD, Pod.class)
          .with(ResourceKind.SERVICE, Service.class)
          .with(ResourceKind.ENDPOINT_SLICE, EndpointSlice.class)
          .with(ResourceKind.ENDPOINTS, Endpoints.class)
          .with(ResourceKind.SERVICE_CIDR, ServiceCIDR.class)
          .with(ResourceKind.IP_ADDRESS, IPAddress.class);

  private final TreeMap<String, Known> known;

  private Kinds(Map<String, Known> known) {
    this.known = new TreeMap<>(known);
  }

  /** Returns the kinds that have records in {@code io.discovery.model}. */
  public static Kinds standard() {
    return STANDARD;
  }

  /**
   * Returns these kinds and one more, or with another record for it.
   *
   * @throws IllegalArgumentException if a component of the record, or of one in it, is of another
   *     type, or if the record is neither public nor open to this module
   */
  public <T extends Record & KubernetesObject> Kinds with(ResourceKind kind, Class<T> type) {
    RecordForm form = RecordForm.of(type);
    form.check(new HashSet<>());
    Kinds more = new Kinds(known);
    more.known.put(key(kind.apiVersion(), kind.name()), new Known(kind, form));
    return more;
  }

  /** Returns the kinds, in the order of API version and name. */
  public List<ResourceKind> all() {
    return known.values().stream().map(Known::kind).toList();
  }

  /**
   * Returns the record of a kind.
   *
   * @throws IllegalArgumentException if the kind is not known
   */
  public Class<? extends KubernetesObject> type(ResourceKind kind) {
    return get(kind).form().type().asSubclass(KubernetesObject.class);
  }

  Known get(ResourceKind kind) {
    Known found = find(kind.apiVersion(), kind.name());
    if (found == null) {
      throw new IllegalArgumentException(
          kind.apiVersion() + " " + kind.name() + ": unknown kind (expected: one of " + this + ")");
    }
    return found;
  }

  @Nullable Known find(String apiVersion, String kind) {
    return known.get(key(apiVersion, kind));
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + " " + kind;
  }

  /** Returns the names of the kinds. */
  @Override
  public String toString() {
    return all().toString();
  }

  /** A kind and the form of its record. */
  record Known(ResourceKind kind, RecordForm form) {}
}
