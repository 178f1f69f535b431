package io.discovery.core;

import io.discovery.Refusal;
import io.discovery.core.store.Store;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.StatusException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What sources declare: keeps the store as they say. */
final class DeclaredObjects {
  private final Store store;
  private final Writes writes;

  /** Each declared object as its owner gave it when it was last admitted. */
  private final Map<Key, Declared> declared = new TreeMap<>();

  DeclaredObjects(Store store, Writes writes) {
    this.store = store;
    this.writes = writes;
  }

  List<Refusal> apply(String source, List<? extends KubernetesObject> given) {
    List<Refusal> refusals = new ArrayList<>();
    Map<Key, KubernetesObject> wanted = new TreeMap<>();
    List<KubernetesObject> ordered = new ArrayList<>();
    for (KubernetesObject object : given) {
      Key key = Key.of(object);
      Declared owner = declared.get(key);
      if (owner != null && !owner.source().equals(source)) {
        refusals.add(refusal(source, object, "is already given by " + owner.source()));
      } else if (wanted.putIfAbsent(key, object) != null) {
        refusals.add(refusal(source, object, "is given twice"));
      } else {
        ordered.add(object);
      }
    }
    deleteOthers(source, wanted);
    ordered.sort(Comparator.comparingInt(DeclaredObjects::rank));
    for (KubernetesObject object : ordered) {
      try {
        write(source, object);
      } catch (StatusException e) {
        refusals.add(refusal(source, object, e.status().message()));
      }
    }
    return refusals;
  }

  /** What others need comes first, and who wants a certain address before who takes any. */
  private static int rank(KubernetesObject object) {
    if (object instanceof Namespace) {
      return 0;
    }
    if (object instanceof Node || object.kind().equals(ResourceKind.SERVICE_CIDR)) {
      return 1;
    }
    if (object instanceof Service service) {
      return wantsCertain(service.spec()) ? 2 : 3;
    }
    return 4;
  }

  private static boolean wantsCertain(ServiceSpec spec) {
    boolean address = spec.clusterIP() != null && !spec.clusterIP().isEmpty() && !spec.headless();
    return address
        || spec.healthCheckNodePort() != null
        || spec.ports().stream().anyMatch(port -> port.nodePort() != null);
  }

  private void deleteOthers(String source, Map<Key, KubernetesObject> wanted) {
    for (Map.Entry<Key, Declared> entry : List.copyOf(declared.entrySet())) {
      Key key = entry.getKey();
      if (entry.getValue().source().equals(source) && !wanted.containsKey(key)) {
        declared.remove(key);
        if (store.get(key.kind(), key.name()) != null) {
          writes.delete(key.kind(), key.name(), null);
        }
      }
    }
  }

  private void write(String source, KubernetesObject object) {
    Key key = Key.of(object);
    Declared before = declared.get(key);
    KubernetesObject stored = store.get(key.kind(), key.name());
    if (stored != null && before != null && before.object().equals(object)) {
      return;
    }
    KubernetesObject plain = withoutServerFields(object);
    if (stored == null) {
      createNamespace(object.metadata().namespace());
      writes.create(plain);
    } else {
      writes.update(plain);
    }
    if (saysStatus(object)) {
      writes.updateStatus(plain);
    }
    declared.put(key, new Declared(source, object));
  }

  private void createNamespace(String name) {
    NamespacedName key = new NamespacedName("", name);
    if (!name.isEmpty() && store.get(ResourceKind.NAMESPACE, key) == null) {
      writes.create(new Namespace(ObjectMeta.of("", name), null, null));
    }
  }

  /** A manifest that was read from a cluster holds what only the server may say. */
  private static KubernetesObject withoutServerFields(KubernetesObject object) {
    return object.withMetadata(
        object.metadata().toBuilder().uid(null).resourceVersion(null).generation(null).build());
  }

  private static boolean saysStatus(KubernetesObject object) {
    if (object instanceof Pod pod) {
      return !pod.status().equals(PodStatus.NONE);
    }
    if (object instanceof Service service) {
      return !service.status().equals(Service.Status.NONE);
    }
    return object instanceof Node node && !node.status().equals(Node.Status.NONE);
  }

  private static Refusal refusal(String source, KubernetesObject object, String reason) {
    return new Refusal(source, object.kind(), object.namespacedName(), reason);
  }

  private record Declared(String source, KubernetesObject object) {}

  private record Key(ResourceKind kind, NamespacedName name) implements Comparable<Key> {
    static Key of(KubernetesObject object) {
      return new Key(object.kind(), object.namespacedName());
    }

    @Override
    public int compareTo(Key other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }
}
