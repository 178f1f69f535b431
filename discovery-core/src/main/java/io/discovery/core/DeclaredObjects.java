package io.discovery.core;

import io.discovery.Refusal;
import io.discovery.core.nullness.Nullable;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What sources declare: keeps the store as they say. */
final class DeclaredObjects {
  private static final int LAST_RANK = 4;

  private final Store store;
  private final Writes writes;

  /** By source, each object as it was given when it was last admitted; null if it never was. */
  private final Map<String, Map<ObjectKey, @Nullable KubernetesObject>> bySource = new TreeMap<>();

  /** By source, what it gave last; the one that came first goes first. */
  private final Map<String, List<KubernetesObject>> givenBy = new LinkedHashMap<>();

  private final Map<String, List<Refusal>> refusedOf = new TreeMap<>();

  /** Whether a name, an address or a port was given up that others may want. */
  private boolean freed;

  DeclaredObjects(Store store, Writes writes) {
    this.store = store;
    this.writes = writes;
  }

  /** Takes what a source gives now, and tries again what was refused of others. */
  List<Refusal> apply(String source, List<? extends KubernetesObject> given) {
    freed = false;
    givenBy.put(source, List.copyOf(given));
    refusedOf.put(source, take(source, given));
    if (freed) {
      givenBy.forEach(
          (other, objects) -> {
            if (!other.equals(source) && !refused(other).isEmpty()) {
              refusedOf.put(other, take(other, objects));
            }
          });
    }
    return refused(source);
  }

  /** Returns what is refused of a source now. */
  List<Refusal> refused(String source) {
    return refusedOf.getOrDefault(source, List.of());
  }

  private List<Refusal> take(String source, List<? extends KubernetesObject> given) {
    int most = given.size() * 4 / 3 + 1;
    Map<ObjectKey, @Nullable KubernetesObject> admitted = bySource.get(source);
    if (admitted == null) {
      admitted = new LinkedHashMap<>(most);
      bySource.put(source, admitted);
    }
    List<Refusal> refusals = new ArrayList<>();
    Map<ObjectKey, KubernetesObject> wanted = new HashMap<>(most);
    List<List<ObjectKey>> byRank = new ArrayList<>();
    while (byRank.size() <= LAST_RANK) {
      byRank.add(new ArrayList<>());
    }
    for (KubernetesObject object : given) {
      ObjectKey key = ObjectKey.of(object);
      String owner = otherOwner(source, key);
      if (owner != null) {
        refusals.add(refusal(source, object, "is given by " + owner + " already"));
      } else if (wanted.putIfAbsent(key, object) != null) {
        refusals.add(refusal(source, object, "is given twice"));
      } else {
        byRank.get(rank(object)).add(key);
      }
    }
    deleteAbsent(admitted, wanted);
    for (List<ObjectKey> keys : byRank) {
      for (ObjectKey key : keys) {
        KubernetesObject object = Objects.requireNonNull(wanted.get(key));
        try {
          write(admitted, key, object);
        } catch (StatusException e) {
          refusals.add(refusal(source, object, e.status().message()));
        }
      }
    }
    return refusals;
  }

  private @Nullable String otherOwner(String source, ObjectKey key) {
    for (Map.Entry<String, Map<ObjectKey, @Nullable KubernetesObject>> each : bySource.entrySet()) {
      if (!each.getKey().equals(source) && each.getValue().containsKey(key)) {
        return each.getKey();
      }
    }
    return null;
  }

  private void deleteAbsent(
      Map<ObjectKey, @Nullable KubernetesObject> admitted,
      Map<ObjectKey, KubernetesObject> wanted) {
    for (ObjectKey key : new ArrayList<>(admitted.keySet())) {
      if (!wanted.containsKey(key)) {
        KubernetesObject given = admitted.remove(key);
        freed = true;
        if (store.get(key.kind(), key.name()) != null) {
          // Nobody stops a Pod whose status was declared, so nobody would remove it either.
          boolean atOnce = given instanceof Pod && saysStatus(given);
          writes.delete(
              key.kind(), key.name(), atOnce ? DeleteOptions.grace(0) : DeleteOptions.NONE);
        }
      }
    }
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
    return LAST_RANK;
  }

  private static boolean wantsCertain(ServiceSpec spec) {
    boolean address = spec.clusterIP() != null && !spec.clusterIP().isEmpty() && !spec.headless();
    boolean certain = address || spec.healthCheckNodePort() != null;
    for (Service.Port port : spec.ports()) {
      certain |= port.nodePort() != null;
    }
    return certain;
  }

  private void write(
      Map<ObjectKey, @Nullable KubernetesObject> admitted, ObjectKey key, KubernetesObject object) {
    KubernetesObject stored = store.get(key.kind(), key.name());
    if (stored != null && object.equals(admitted.get(key))) {
      return;
    }
    KubernetesObject plain = withoutServerFields(object);
    if (stored == null) {
      createNamespace(object.metadata().namespace());
      if (saysStatus(object)) {
        writes.createWithStatus(plain);
      } else {
        writes.create(plain, false);
      }
    } else {
      writes.update(placed(plain, stored), false);
      freed = true;
    }
    if (stored != null && saysStatus(object)) {
      admitted.put(key, null);
      writes.updateStatus(plain, false);
    }
    admitted.put(key, object);
  }

  /** A Pod stays where it is, whoever put it there. */
  private static KubernetesObject placed(KubernetesObject object, KubernetesObject stored) {
    return object instanceof Pod pod
            && stored instanceof Pod before
            && (pod.spec().nodeName() == null || pod.spec().nodeName().isEmpty())
        ? pod.withSpec(pod.spec().toBuilder().nodeName(before.spec().nodeName()).build())
        : object;
  }

  private void createNamespace(String name) {
    NamespacedName key = new NamespacedName("", name);
    if (!name.isEmpty() && store.get(ResourceKind.NAMESPACE, key) == null) {
      writes.create(new Namespace(ObjectMeta.of("", name), null, null), false);
    }
  }

  /** A manifest that was read from a cluster holds what only the server may say. */
  private static KubernetesObject withoutServerFields(KubernetesObject object) {
    ObjectMeta given = object.metadata();
    return given.uid() == null && given.resourceVersion() == null && given.generation() == null
        ? object
        : object.withMetadata(
            given.toBuilder().uid(null).resourceVersion(null).generation(null).build());
  }

  private static boolean saysStatus(KubernetesObject object) {
    if (object instanceof Pod pod) {
      return pod.status().phase() != null || !pod.status().equals(PodStatus.NONE);
    }
    if (object instanceof Service service) {
      return !service.status().equals(Service.Status.NONE);
    }
    return object instanceof Node node && !node.status().equals(Node.Status.NONE);
  }

  private static Refusal refusal(String source, KubernetesObject object, String reason) {
    return new Refusal(source, object.kind(), object.namespacedName(), reason);
  }
}
