package io.discovery.testkit;

import io.discovery.Refusal;
import io.discovery.core.ControlPlane;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.StatusException;
import io.discovery.watch.ObjectSource;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What users hand over: lists, once, and sources, which are followed. */
final class UserObjects implements AutoCloseable {
  private final Driver driver;
  private final ControlPlane plane;
  private final TraceRecorder trace;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  UserObjects(Driver driver, ControlPlane plane, TraceRecorder trace) {
    this.driver = driver;
    this.plane = plane;
    this.trace = trace;
  }

  /** Creates or updates each object; on the loop. */
  List<Refusal> apply(List<? extends KubernetesObject> objects) {
    List<KubernetesObject> ordered = new ArrayList<>(objects);
    ordered.sort(Comparator.comparingInt(UserObjects::rank));
    List<Refusal> refusals = new ArrayList<>();
    for (KubernetesObject object : ordered) {
      try {
        write(object);
      } catch (StatusException e) {
        refusals.add(
            new Refusal("apply", object.kind(), object.namespacedName(), e.status().message()));
      }
    }
    return refusals;
  }

  /** What others need comes first, and who wants a certain address before who takes any. */
  private static int rank(KubernetesObject object) {
    if (object instanceof Namespace) {
      return 0;
    }
    if (object instanceof Service service) {
      return service.spec().clusterIP() == null ? 3 : 2;
    }
    return object instanceof Node ? 1 : 4;
  }

  private void write(KubernetesObject object) {
    createNamespace(object.metadata().namespace());
    KubernetesObject plain =
        object.withMetadata(object.metadata().toBuilder().uid(null).resourceVersion(null).build());
    if (plane.get(object.getClass(), object.namespacedName()) == null) {
      plane.create(plain);
    } else {
      plane.update(plain);
    }
  }

  /** Creates all objects or, if one is refused, none; on the loop. */
  void createAll(List<KubernetesObject> objects) {
    List<KubernetesObject> created = new ArrayList<>();
    try {
      for (KubernetesObject object : objects) {
        createNamespace(object.metadata().namespace());
        created.add(plane.create(object));
      }
    } catch (StatusException e) {
      created.forEach(object -> plane.delete(object.kind(), object.namespacedName()));
      throw e;
    }
  }

  /** Creates a namespace unless it is there; on the loop. */
  void createNamespace(String name) {
    NamespacedName key = new NamespacedName("", name);
    if (!name.isEmpty() && plane.get(Namespace.class, key) == null) {
      plane.create(new Namespace(ObjectMeta.of("", name), null, null));
    }
  }

  /** Follows a source until this is closed; returns what is refused of its first state. */
  List<Refusal> follow(ObjectSource source) {
    Follower follower = new Follower(source.name());
    watches.add(source.follow(follower));
    return follower.first;
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
    watches.clear();
  }

  /** Keeps what one source says, and applies all of it at each change. */
  private final class Follower implements WatchHandler {
    private final String name;
    private final Map<String, KubernetesObject> objects = new TreeMap<>();
    private volatile List<Refusal> first = List.of();
    private boolean later;

    Follower(String name) {
      this.name = name;
    }

    /** Events come one at a time; the first one before the source returns. */
    @Override
    public void onEvent(WatchEvent event) {
      if (!later) {
        later = true;
        first = driver.ask(() -> take(event));
      } else {
        driver.loop().execute(() -> take(event));
      }
    }

    private List<Refusal> take(WatchEvent event) {
      if (event instanceof WatchEvent.Replaced replaced) {
        objects.clear();
        replaced.objects().forEach(this::put);
      } else if (event instanceof WatchEvent.Added added) {
        put(added.object());
      } else if (event instanceof WatchEvent.Modified modified) {
        put(modified.object());
      } else if (event instanceof WatchEvent.Deleted deleted) {
        objects.remove(key(deleted.object()));
      } else {
        trace.add("source " + name + " " + event);
        return List.of();
      }
      return plane.apply(name, List.copyOf(objects.values()));
    }

    private void put(KubernetesObject object) {
      objects.put(key(object), object);
    }

    private String key(KubernetesObject object) {
      return object.kind().resource() + " " + object.namespacedName();
    }

    @Override
    public void onFailure(Throwable cause) {
      driver.loop().execute(() -> trace.add("source " + name + " failed: " + cause));
    }
  }
}
