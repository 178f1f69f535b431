package io.discovery.core;

import io.discovery.Refusal;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.watch.WatchEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source of user objects said last; brings it to the control plane. Confined to the loop.
 */
final class Declared {
  private final String source;
  private final ControlPlane plane;
  private final Map<ObjectKey, KubernetesObject> objects = new LinkedHashMap<>();

  Declared(String source, ControlPlane plane) {
    this.source = source;
    this.plane = plane;
  }

  /** Takes an event. */
  void apply(WatchEvent event) {
    if (event instanceof WatchEvent.Replaced replaced) {
      objects.keySet().removeIf(key -> of(replaced, key.kind()));
      List<KubernetesObject> all = new ArrayList<>(objects.values());
      replaced.objects().forEach(object -> objects.put(ObjectKey.of(object), object));
      all.addAll(replaced.objects());
      plane.apply(source, all);
      return;
    }
    if (event instanceof WatchEvent.Added added) {
      objects.put(ObjectKey.of(added.object()), added.object());
    } else if (event instanceof WatchEvent.Modified modified) {
      objects.put(ObjectKey.of(modified.object()), modified.object());
    } else if (event instanceof WatchEvent.Deleted deleted) {
      objects.remove(ObjectKey.of(deleted.object()));
    }
    plane.apply(source, List.copyOf(objects.values()));
  }

  /** Returns what is refused now: less than before where another source gave something up. */
  List<Refusal> refused() {
    return plane.refused(source);
  }

  private static boolean of(WatchEvent.Replaced replaced, ResourceKind kind) {
    return replaced.kinds().isEmpty() || replaced.kinds().contains(kind);
  }
}
