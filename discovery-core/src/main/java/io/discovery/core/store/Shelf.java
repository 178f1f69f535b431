package io.discovery.core.store;

import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of one kind: found by hash, and sorted from when they are first listed. */
final class Shelf {
  /** Never iterated, so that its order reaches nobody. */
  private final Map<NamespacedName, Place> places = new HashMap<>();

  /** The same places by name; null until somebody asks for them. */
  private @Nullable NavigableMap<NamespacedName, Place> sorted;

  @Nullable KubernetesObject get(NamespacedName name) {
    Place place = places.get(name);
    return place == null ? null : place.object;
  }

  void put(NamespacedName name, KubernetesObject object) {
    Place place = places.get(name);
    if (place != null) {
      place.object = object;
      return;
    }
    place = new Place(object);
    places.put(name, place);
    if (sorted != null) {
      sorted.put(name, place);
    }
  }

  void remove(NamespacedName name) {
    places.remove(name);
    if (sorted != null) {
      sorted.remove(name);
    }
  }

  /** Returns the objects of a namespace, or all without one, by name. */
  List<KubernetesObject> list(@Nullable String namespace) {
    if (sorted == null) {
      sorted = new TreeMap<>(places);
    }
    NavigableMap<NamespacedName, Place> asked = sorted;
    if (namespace != null) {
      NamespacedName end = new NamespacedName(namespace + "\0", "");
      asked = sorted.subMap(new NamespacedName(namespace, ""), true, end, false);
    }
    List<KubernetesObject> objects = new ArrayList<>();
    for (Place place : asked.values()) {
      objects.add(place.object);
    }
    return objects;
  }

  /** Where an object is, in all of its states. */
  private static final class Place {
    private KubernetesObject object;

    private Place(KubernetesObject object) {
      this.object = object;
    }
  }
}
