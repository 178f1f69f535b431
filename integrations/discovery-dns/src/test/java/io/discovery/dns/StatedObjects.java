package io.discovery.dns;

import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.feed.Feed;
import io.discovery.core.view.ServiceView;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects that a follower is told of when a test says so. */
final class StatedObjects implements Feed.State {
  private final Map<String, KubernetesObject> all = new TreeMap<>();

  /** Puts an object and tells of it. */
  void put(ClusterNames follower, KubernetesObject object) {
    all.put(key(object.kind(), object.namespacedName()), object);
    tell(follower, object);
  }

  void remove(ClusterNames follower, KubernetesObject object) {
    all.remove(key(object.kind(), object.namespacedName()));
    tell(follower, object);
  }

  private void tell(ClusterNames follower, KubernetesObject object) {
    NamespacedName name = object.namespacedName();
    boolean slice = object instanceof EndpointSlice;
    NamespacedName service = object instanceof EndpointSlice of ? of.service() : name;
    if (service != null) {
      ResourceKind kind = slice ? ResourceKind.SERVICE : object.kind();
      follower.changed(kind, List.of(service), this);
    }
  }

  private static String key(ResourceKind kind, NamespacedName name) {
    return kind + " " + name;
  }

  @Override
  public @Nullable ServiceObjects objects(NamespacedName service) {
    return get(ResourceKind.SERVICE, service) instanceof Service found
        ? new ServiceObjects("test", found, slices(service), List.of())
        : null;
  }

  @Override
  public List<EndpointSlice> slices(NamespacedName service) {
    List<EndpointSlice> slices = new ArrayList<>();
    for (KubernetesObject object : all.values()) {
      if (object instanceof EndpointSlice slice && service.equals(slice.service())) {
        slices.add(slice);
      }
    }
    return slices;
  }

  @Override
  public @Nullable ServiceView view(NamespacedName service) {
    return null;
  }

  @Override
  public @Nullable KubernetesObject get(ResourceKind kind, NamespacedName name) {
    return all.get(key(kind, name));
  }
}
