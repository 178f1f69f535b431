package io.discovery.testkit.workload;

import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta.OwnerReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of one type by the uid of the controller that owns them. */
final class Owned<T extends KubernetesObject> {
  /** Looked up, never iterated. */
  private final Map<String, TreeMap<NamespacedName, T>> byOwner = new HashMap<>();

  private final Map<NamespacedName, String> owners = new HashMap<>();
  private final TreeMap<NamespacedName, T> orphans = new TreeMap<>();

  void put(T object) {
    NamespacedName name = object.namespacedName();
    String owner = owner(object);
    String before = owners.put(name, owner == null ? "" : owner);
    if (before != null && !before.equals(owner == null ? "" : owner)) {
      removeFrom(before, name);
    }
    if (owner == null) {
      orphans.put(name, object);
    } else {
      byOwner.computeIfAbsent(owner, absent -> new TreeMap<>()).put(name, object);
    }
  }

  void remove(NamespacedName name) {
    String before = owners.remove(name);
    if (before != null) {
      removeFrom(before, name);
    }
  }

  private void removeFrom(String owner, NamespacedName name) {
    if (owner.isEmpty()) {
      orphans.remove(name);
      return;
    }
    TreeMap<NamespacedName, T> left = byOwner.get(owner);
    if (left != null) {
      left.remove(name);
      if (left.isEmpty()) {
        byOwner.remove(owner);
      }
    }
  }

  /** Returns what an owner has, by name. */
  List<T> of(@Nullable String ownerUid) {
    TreeMap<NamespacedName, T> found = byOwner.get(ownerUid);
    return found == null ? List.of() : new ArrayList<>(found.values());
  }

  /** Returns what nobody owns in a namespace, by name. */
  List<T> orphans(String namespace) {
    SortedMap<NamespacedName, T> found =
        orphans.subMap(new NamespacedName(namespace, ""), new NamespacedName(namespace + "\0", ""));
    return found.isEmpty() ? List.of() : new ArrayList<>(found.values());
  }

  private static @Nullable String owner(KubernetesObject object) {
    OwnerReference controller = object.metadata().controller();
    return controller == null ? null : controller.uid();
  }
}
