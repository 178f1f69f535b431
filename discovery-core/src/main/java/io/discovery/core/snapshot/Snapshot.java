package io.discovery.core.snapshot;

import io.discovery.core.dns.DnsObjects;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Service;
import io.discovery.snapshot.ClusterSnapshot;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * All Services at one moment: immutable, any thread.
 *
 * <p>As what names are resolved from it knows of no Pods, so it has each that a name speaks of (as
 * CoreDNS does with {@code pods insecure}), and of no addresses: it answers no reverse lookup.
 */
public final class Snapshot implements ClusterSnapshot, DnsObjects {
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

  private @Nullable Published published(NamespacedName name) {
    try {
      return published(ServiceName.of(name));
    } catch (IllegalArgumentException e) {
      return null; // no Service is published under such a name
    }
  }

  @Override
  public @Nullable Service service(NamespacedName name) {
    Published published = published(name);
    return published == null ? null : published.objects().service();
  }

  @Override
  public List<EndpointSlice> slices(NamespacedName name) {
    Published published = published(name);
    return published == null ? List.of() : published.objects().slices();
  }

  @Override
  public List<NamespacedName> at(String address) {
    return List.of();
  }

  @Override
  public boolean hasNamespace(String name) {
    return true;
  }

  @Override
  public boolean namesPods() {
    return true;
  }

  @Override
  public boolean hasPod(String namespace, String address) {
    return true;
  }

  @Override
  public long serial() {
    return revision;
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
