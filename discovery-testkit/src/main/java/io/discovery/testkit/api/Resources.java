package io.discovery.testkit.api;

import io.discovery.core.ControlPlane;
import io.discovery.manifest.Codec;
import io.discovery.manifest.Kinds;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of a control plane, by route. */
final class Resources {
  final ControlPlane plane;
  final Codec codec;
  private final Kinds kinds;

  Resources(ControlPlane plane, Kinds kinds) {
    this.plane = plane;
    this.kinds = kinds;
    this.codec = Codec.of(kinds);
  }

  @Nullable ResourceKind find(String group, String version, String plural) {
    for (ResourceKind kind : kinds.all()) {
      if (kind.plural().equals(plural)
          && kind.group().equals(group)
          && kind.version().equals(version)) {
        return kind;
      }
    }
    return null;
  }

  @Nullable KubernetesObject find(Route route) {
    return plane.get(kinds.type(route.kind()), route.key());
  }

  KubernetesObject get(Route route) {
    KubernetesObject found = find(route);
    if (found == null) {
      throw new StatusException(Status.notFound(route.kind(), route.name()));
    }
    return found;
  }

  List<? extends KubernetesObject> list(Route route) {
    Class<? extends KubernetesObject> type = kinds.type(route.kind());
    return route.namespace().isEmpty() ? plane.list(type) : plane.list(type, route.namespace());
  }

  /** Returns an object as Kubernetes shows it. */
  Map<String, @Nullable Object> tree(KubernetesObject object) {
    Map<String, @Nullable Object> tree = codec.tree(object);
    if (object.kind().equals(ResourceKind.ENDPOINT_SLICE)) {
      tree.putIfAbsent("endpoints", null);
      tree.putIfAbsent("ports", null);
    } else if (object instanceof Service service && !service.status().conditions().isEmpty()) {
      Map<String, @Nullable Object> status = Trees.map(tree.get("status"));
      for (Object condition : Trees.list(status.get("conditions"))) {
        Trees.map(condition).putIfAbsent("lastTransitionTime", null);
      }
    }
    return tree;
  }

  /** Returns an object as it stands in a list: without kind and apiVersion. */
  Map<String, @Nullable Object> item(KubernetesObject object) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(tree(object));
    tree.remove("kind");
    tree.remove("apiVersion");
    return tree;
  }
}
