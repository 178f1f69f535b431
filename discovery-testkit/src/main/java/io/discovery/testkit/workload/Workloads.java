package io.discovery.testkit.workload;

import io.discovery.Registration;
import io.discovery.core.ControlPlane;
import io.discovery.manifest.Kinds;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.model.StatusException;
import io.discovery.time.EventLoop;
import io.discovery.time.Time;
import io.discovery.watch.WatchEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The controllers of workloads over one control plane: a change marks keys dirty, and a task of the
 * loop looks at the state of each dirty key once.
 */
public final class Workloads implements AutoCloseable {
  /** A refused request is tried again after this time. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final Map<ResourceKind, Class<? extends KubernetesObject>> KINDS =
      new LinkedHashMap<>();

  static {
    KINDS.put(Deployment.KIND, Deployment.class);
    KINDS.put(ReplicaSet.KIND, ReplicaSet.class);
    KINDS.put(StatefulSet.KIND, StatefulSet.class);
    KINDS.put(ReplicationController.KIND, ReplicationController.class);
  }

  private final ControlPlane plane;
  private final Owned<Pod> pods = new Owned<>();
  private final Owned<ReplicaSet> sets = new Owned<>();
  private final DeploymentController deployments;
  private final ReplicaController replicas;
  private final StatefulSetController statefulSets;
  private final Map<Key, Boolean> dirty = new LinkedHashMap<>();
  private final Map<Key, EventLoop.Timer> timers = new LinkedHashMap<>();
  private final Registration changes;
  private boolean scheduled;
  private boolean closed;

  private Workloads(ControlPlane plane, Time time) {
    this.plane = plane;
    deployments = new DeploymentController(plane, time, pods, sets);
    replicas = new ReplicaController(plane, time, pods, sets);
    statefulSets = new StatefulSetController(plane, time, pods);
    changes = plane.onChange(this::changed);
  }

  /** Makes manifests with workloads readable. */
  public static Kinds readableBy(Kinds kinds) {
    return kinds
        .with(Deployment.KIND, Deployment.class)
        .with(ReplicaSet.KIND, ReplicaSet.class)
        .with(StatefulSet.KIND, StatefulSet.class)
        .with(ReplicationController.KIND, ReplicationController.class);
  }

  /** Makes a control plane admit workloads. */
  public static ControlPlane.Builder admittedBy(ControlPlane.Builder builder) {
    return builder
        .kind(Deployment.KIND, Deployment.class, Rules::create, Rules::update)
        .kind(ReplicaSet.KIND, ReplicaSet.class, Rules::create, Rules::update)
        .kind(StatefulSet.KIND, StatefulSet.class, Rules::create, Rules::update)
        .kind(
            ReplicationController.KIND, ReplicationController.class, Rules::create, Rules::update);
  }

  /** Starts the controllers over a control plane without workloads; on its loop. */
  public static Workloads start(ControlPlane plane, Time time) {
    return new Workloads(plane, time);
  }

  private void changed(WatchEvent event) {
    if (event instanceof WatchEvent.Added added) {
      changed(added.object(), false);
    } else if (event instanceof WatchEvent.Modified modified) {
      changed(modified.object(), false);
    } else if (event instanceof WatchEvent.Deleted deleted) {
      changed(deleted.object(), true);
    }
  }

  private void changed(KubernetesObject object, boolean gone) {
    if (object instanceof Pod pod) {
      index(pods, pod, gone);
      markOwner(pod);
    } else if (object instanceof ReplicaSet set) {
      index(sets, set, gone);
      mark(new Key(set.kind(), set.namespacedName()));
      markOwner(set);
    } else if (KINDS.containsKey(object.kind())) {
      mark(new Key(object.kind(), object.namespacedName()));
    }
  }

  private static <T extends KubernetesObject> void index(Owned<T> owned, T object, boolean gone) {
    if (gone) {
      owned.remove(object.namespacedName());
    } else {
      owned.put(object);
    }
  }

  private void markOwner(KubernetesObject object) {
    OwnerReference owner = object.metadata().controller();
    String namespace = object.metadata().namespace();
    if (owner != null) {
      for (ResourceKind kind : KINDS.keySet()) {
        if (kind.name().equals(owner.kind()) && kind.apiVersion().equals(owner.apiVersion())) {
          mark(new Key(kind, new NamespacedName(namespace, owner.name())));
        }
      }
    } else {
      markThoseWhoWant(object, namespace);
    }
  }

  /** What nobody owns is rare, so looking at every workload of its namespace is cheap enough. */
  private void markThoseWhoWant(KubernetesObject object, String namespace) {
    Map<String, String> labels = object.metadata().labels();
    if (object instanceof ReplicaSet) {
      for (Deployment deployment : plane.list(Deployment.class, namespace)) {
        markIf(deployment, Selector.of(deployment.spec().selector()), labels);
      }
      return;
    }
    for (ReplicaSet set : plane.list(ReplicaSet.class, namespace)) {
      markIf(set, Selector.of(set.spec().selector()), labels);
    }
    for (StatefulSet set : plane.list(StatefulSet.class, namespace)) {
      markIf(set, Selector.of(set.spec().selector()), labels);
    }
    for (ReplicationController set : plane.list(ReplicationController.class, namespace)) {
      markIf(set, Selector.ofLabels(set.spec().selector()), labels);
    }
  }

  private void markIf(KubernetesObject owner, Selector selector, Map<String, String> labels) {
    if (selector.matches(labels)) {
      mark(new Key(owner.kind(), owner.namespacedName()));
    }
  }

  private void mark(Key key) {
    if (closed) {
      return;
    }
    dirty.put(key, true);
    if (!scheduled) {
      scheduled = true;
      plane.loop().execute(this::run);
    }
  }

  private void run() {
    scheduled = false;
    while (!closed && !dirty.isEmpty()) {
      Key key = dirty.keySet().iterator().next();
      dirty.remove(key);
      try {
        later(key, sync(key));
      } catch (StatusException e) {
        later(key, RETRY);
      }
    }
  }

  /** Keeps one timer a key. */
  private void later(Key key, Duration delay) {
    EventLoop.Timer before = timers.remove(key);
    if (before != null) {
      before.cancel();
    }
    if (!delay.isZero()) {
      timers.put(key, plane.loop().schedule(delay, () -> mark(key)));
    }
  }

  private Duration sync(Key key) {
    KubernetesObject object = get(key);
    if (object instanceof Deployment deployment) {
      deployments.sync(deployment);
    } else if (object instanceof ReplicaSet set) {
      return replicas.sync(set);
    } else if (object instanceof ReplicationController controller) {
      return replicas.sync(controller);
    } else if (object instanceof StatefulSet set) {
      statefulSets.sync(set);
    }
    return Duration.ZERO;
  }

  private @Nullable KubernetesObject get(Key key) {
    Class<? extends KubernetesObject> type = KINDS.get(key.kind());
    return type == null ? null : plane.get(type, key.name());
  }

  /** Returns the Pods of a Deployment, of every version, by ReplicaSet and name; on the loop. */
  public List<Pod> podsOf(Deployment deployment) {
    List<Pod> found = new ArrayList<>();
    for (ReplicaSet set : sets.of(deployment.metadata().uid())) {
      found.addAll(pods.of(set.metadata().uid()));
    }
    return found;
  }

  /** Returns whether nothing is left to look at; on the loop. */
  public boolean idle() {
    return dirty.isEmpty();
  }

  /** Stops the controllers; on the loop. */
  @Override
  public void close() {
    closed = true;
    dirty.clear();
    timers.values().forEach(EventLoop.Timer::cancel);
    timers.clear();
    changes.close();
  }

  private record Key(ResourceKind kind, NamespacedName name) {}
}
