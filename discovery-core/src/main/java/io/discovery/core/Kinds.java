package io.discovery.core;

import io.discovery.core.nullness.Nullable;
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
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The kinds that a control plane stores: Kubernetes' own, and those that a user added. */
final class Kinds {
  private static final Map<Class<?>, ResourceKind> OWN =
      Map.of(
          Namespace.class, ResourceKind.NAMESPACE,
          Node.class, ResourceKind.NODE,
          Pod.class, ResourceKind.POD,
          Service.class, ResourceKind.SERVICE,
          Endpoints.class, ResourceKind.ENDPOINTS,
          EndpointSlice.class, ResourceKind.ENDPOINT_SLICE,
          ServiceCIDR.class, ResourceKind.SERVICE_CIDR,
          IPAddress.class, ResourceKind.IP_ADDRESS);

  private final Map<Class<?>, ResourceKind> byType = new HashMap<>(OWN);
  private final Map<ResourceKind, Added<?>> added = new TreeMap<>();

  <T extends KubernetesObject> void add(
      ResourceKind kind, Class<T> type, UnaryOperator<T> create, BinaryOperator<T> update) {
    if (byType.containsValue(kind) || byType.containsKey(type)) {
      throw new IllegalArgumentException("kind: " + kind + " is there already");
    }
    byType.put(type, kind);
    added.put(kind, new Added<>(type, create, update));
  }

  ResourceKind of(Class<? extends KubernetesObject> type) {
    ResourceKind kind = byType.get(type);
    if (kind == null) {
      throw new IllegalArgumentException("type: " + type.getName() + " is no kind of this cluster");
    }
    return kind;
  }

  boolean isOwn(KubernetesObject object) {
    return OWN.containsKey(object.getClass());
  }

  /** Returns what the user added for the kind of an object; null for one of Kubernetes' own. */
  <T extends KubernetesObject> @Nullable Added<T> added(T object) {
    if (isOwn(object)) {
      return null;
    }
    Added<?> found = added.get(object.kind());
    if (found == null || !found.type().isInstance(object)) {
      throw new StatusException(Status.notFound());
    }
    @SuppressWarnings("unchecked") // the type of the object was just looked at
    Added<T> same = (Added<T>) found;
    return same;
  }

  /** The rules of a kind that a user added. */
  record Added<T extends KubernetesObject>(
      Class<T> type, UnaryOperator<T> create, BinaryOperator<T> update) {}
}
