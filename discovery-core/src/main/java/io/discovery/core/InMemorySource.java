package io.discovery.core;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A source of Services and EndpointSlices that a program puts together; thread-safe.
 *
 * <p>What is put is used as it is: no control plane fills in defaults or makes slices.
 */
public final class InMemorySource implements WatchSource {
  private final String name;
  private final Map<ObjectKey, KubernetesObject> objects = new LinkedHashMap<>();
  private final List<Watching> watches = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Returns a source in which nothing is. */
  public InMemorySource() {
    this("in memory");
  }

  /** Returns a source with a name, in which nothing is. */
  public InMemorySource(String name) {
    this.name = name;
  }

  /** Puts an object, in place of the one of the same kind and name if there is one. */
  public void put(KubernetesObject object) {
    change(
        () -> {
          boolean known = objects.put(ObjectKey.of(object), object) != null;
          return known ? new WatchEvent.Modified(object) : new WatchEvent.Added(object);
        });
  }

  /** Removes an object if it is there. */
  public void remove(ResourceKind kind, NamespacedName object) {
    change(
        () -> {
          KubernetesObject removed = objects.remove(new ObjectKey(kind, object));
          return removed == null ? null : new WatchEvent.Deleted(removed);
        });
  }

  /** Removes the object of the same kind and name if it is there. */
  public void remove(KubernetesObject object) {
    remove(object.kind(), object.namespacedName());
  }

  /** Makes these objects all that there are. */
  public void replaceAll(Collection<? extends KubernetesObject> all) {
    List<KubernetesObject> copy = List.copyOf(all);
    change(
        () -> {
          objects.clear();
          copy.forEach(object -> objects.put(ObjectKey.of(object), object));
          return WatchEvent.replaced(copy);
        });
  }

  /** Changes the objects and queues the event under the lock; tells it outside. */
  private void change(Change change) {
    lock.lock();
    try {
      WatchEvent event = change.apply();
      if (event != null) {
        watches.forEach(watch -> watch.queue.add(event));
      }
    } finally {
      lock.unlock();
    }
    watches.forEach(Watching::tell);
  }

  @Override
  public Watch watch(WatchHandler handler) {
    Watching watch = new Watching(handler);
    lock.lock();
    try {
      watch.queue.add(WatchEvent.replaced(List.copyOf(objects.values())));
      watches.add(watch);
    } finally {
      lock.unlock();
    }
    watch.tell();
    return watch;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return "InMemorySource[" + name + "]";
  }

  private interface Change {
    @Nullable
    WatchEvent apply();
  }

  /** A watch: whoever comes first tells what is queued, until there is nothing more to tell. */
  private final class Watching implements Watch {
    private final WatchHandler handler;
    private final Queue<WatchEvent> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile boolean closed;

    Watching(WatchHandler handler) {
      this.handler = handler;
    }

    void tell() {
      if (wanted.getAndIncrement() != 0) {
        return;
      }
      int seen = 1;
      do {
        for (WatchEvent event = queue.poll(); event != null; event = queue.poll()) {
          if (!closed) {
            handler.onEvent(event);
          }
        }
        seen = wanted.addAndGet(-seen);
      } while (seen != 0);
    }

    @Override
    public void close() {
      closed = true;
      watches.remove(this);
    }
  }
}
