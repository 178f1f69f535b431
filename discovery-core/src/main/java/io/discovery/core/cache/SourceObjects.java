package io.discovery.core.cache;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What one source said last. */
final class SourceObjects {
  private static final List<ResourceKind> KINDS =
      List.of(
          ResourceKind.NAMESPACE,
          ResourceKind.NODE,
          ResourceKind.SERVICE,
          ResourceKind.ENDPOINT_SLICE);

  private final Map<ResourceKind, Map<NamespacedName, KubernetesObject>> objects =
      new LinkedHashMap<>();
  private final Map<NamespacedName, TreeMap<String, EndpointSlice>> slicesOf =
      new LinkedHashMap<>();
  private final Consumer<NamespacedName> dirty;
  private final Consumer<KubernetesObject> others;
  private boolean open;

  /** Tells of each Service that a change touches, and of objects that belong to no Service. */
  SourceObjects(Consumer<NamespacedName> dirty, Consumer<KubernetesObject> others) {
    this.dirty = dirty;
    this.others = others;
    KINDS.forEach(this::keep);
  }

  /** Begins to keep objects of a kind. */
  void keep(ResourceKind kind) {
    objects.computeIfAbsent(kind, unused -> new LinkedHashMap<>());
  }

  void open() {
    open = true;
    objects.values().forEach(known -> known.values().forEach(object -> changed(null, object)));
  }

  boolean isOpen() {
    return open;
  }

  @Nullable
  Service service(NamespacedName name) {
    return (Service) of(ResourceKind.SERVICE).get(name);
  }

  @Nullable
  Node node(String name) {
    return (Node) get(ResourceKind.NODE, new NamespacedName("", name));
  }

  @Nullable
  KubernetesObject get(ResourceKind kind, NamespacedName name) {
    return of(kind).get(name);
  }

  Collection<NamespacedName> names(ResourceKind kind) {
    return of(kind).keySet();
  }

  Collection<EndpointSlice> slices(NamespacedName service) {
    TreeMap<String, EndpointSlice> slices = slicesOf.get(service);
    return slices == null ? List.of() : slices.values();
  }

  /** Returns the Services, and what slices say they belong to. */
  Collection<NamespacedName> services() {
    Set<NamespacedName> services = new TreeSet<>(names(ResourceKind.SERVICE));
    services.addAll(slicesOf.keySet());
    return services;
  }

  private Map<NamespacedName, KubernetesObject> of(ResourceKind kind) {
    Map<NamespacedName, KubernetesObject> known = objects.get(kind);
    return known == null ? Map.of() : known;
  }

  /** Takes the whole state of some kinds, or of all: what is absent is gone. */
  void replace(List<ResourceKind> kinds, List<KubernetesObject> state) {
    Map<ResourceKind, Set<NamespacedName>> present = new LinkedHashMap<>();
    for (ResourceKind kind : objects.keySet()) {
      if (kinds.isEmpty() || kinds.contains(kind)) {
        present.put(kind, new HashSet<>());
      }
    }
    for (KubernetesObject object : state) {
      Set<NamespacedName> names = present.get(object.kind());
      if (names != null) {
        names.add(object.namespacedName());
        put(object);
      }
    }
    present.forEach(
        (kind, names) ->
            List.copyOf(of(kind).values()).stream()
                .filter(object -> !names.contains(object.namespacedName()))
                .forEach(this::remove));
  }

  void put(KubernetesObject object) {
    if (!objects.containsKey(object.kind())) {
      return;
    }
    Map<NamespacedName, KubernetesObject> known = of(object.kind());
    KubernetesObject before = known.get(object.namespacedName());
    if (before == null || !same(before, object)) {
      known.put(object.namespacedName(), object);
      changed(before, object);
    }
  }

  void remove(KubernetesObject object) {
    if (objects.containsKey(object.kind())) {
      KubernetesObject before = of(object.kind()).remove(object.namespacedName());
      if (before != null) {
        changed(before, null);
      }
    }
  }

  /** A version says whether two states are the same one, and nothing else. */
  private static boolean same(KubernetesObject a, KubernetesObject b) {
    String version = a.metadata().resourceVersion();
    String uid = a.metadata().uid();
    boolean sameVersion =
        version != null
            && uid != null
            && version.equals(b.metadata().resourceVersion())
            && uid.equals(b.metadata().uid());
    return sameVersion || a.equals(b);
  }

  private void changed(@Nullable KubernetesObject before, @Nullable KubernetesObject after) {
    KubernetesObject object = after == null ? before : after;
    if (object instanceof Service) {
      dirty.accept(object.namespacedName());
    } else if (object instanceof EndpointSlice) {
      unlink((EndpointSlice) before);
      link((EndpointSlice) after);
    } else if (object != null) {
      others.accept(object);
    }
  }

  private void unlink(@Nullable EndpointSlice slice) {
    NamespacedName service = slice == null ? null : slice.service();
    if (slice == null || service == null) {
      return;
    }
    TreeMap<String, EndpointSlice> slices = slicesOf.get(service);
    if (slices != null) {
      slices.remove(slice.metadata().name());
      if (slices.isEmpty()) {
        slicesOf.remove(service);
      }
    }
    dirty.accept(service);
  }

  private void link(@Nullable EndpointSlice slice) {
    NamespacedName service = slice == null ? null : slice.service();
    if (slice != null && service != null) {
      slicesOf
          .computeIfAbsent(service, unused -> new TreeMap<>())
          .put(slice.metadata().name(), slice);
      dirty.accept(service);
    }
  }
}
