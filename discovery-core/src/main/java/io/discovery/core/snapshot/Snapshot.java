package io.discovery.core.snapshot;

import io.discovery.snapshot.ClusterSnapshot;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All Services at one moment: immutable, any thread. */
public final class Snapshot implements ClusterSnapshot {
  /** The snapshot before any. */
  public static final Snapshot EMPTY = new Snapshot(0, Tree.empty());

  private final long revision;
  private final Tree<ServiceName, Published> services;

  private Snapshot(long revision, Tree<ServiceName, Published> services) {
    this.revision = revision;
    this.services = services;
  }

  /** Returns the next snapshot; a null value means that the Service is gone. */
  public Snapshot with(Map<ServiceName, @Nullable Published> changes) {
    Tree<ServiceName, Published> next = services;
    for (Map.Entry<ServiceName, @Nullable Published> change : changes.entrySet()) {
      Published now = change.getValue();
      next = now == null ? next.without(change.getKey()) : next.with(change.getKey(), now);
    }
    return new Snapshot(revision + 1, next);
  }

  /** Returns a Service with its pickers, or null if there is none of this name. */
  public @Nullable Published published(ServiceName name) {
    return services.get(name);
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public @Nullable ServiceSnapshot service(ServiceName name) {
    Published published = services.get(name);
    return published == null ? null : published.snapshot();
  }

  @Override
  public Collection<ServiceSnapshot> services() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<ServiceSnapshot> iterator() {
        Iterator<Published> all = services.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return all.hasNext();
          }

          @Override
          public ServiceSnapshot next() {
            return all.next().snapshot();
          }
        };
      }

      @Override
      public int size() {
        return services.size();
      }
    };
  }

  /** Returns the revision and how many Services there are. */
  @Override
  public String toString() {
    return "Snapshot[revision " + revision + ", " + services.size() + " Services]";
  }
}
