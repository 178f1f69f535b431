package io.discovery.core.cache;

import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.Service;
import io.discovery.watch.WatchEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the sources said last; confined to the loop.
 *
 * <p>Duplicates, gaps and repeated whole states are harmless: only what differs from before makes a
 * Service dirty. A Service that two sources have is taken from the one named first, with the slices
 * of that source. The Services of a source are seen once it is {@link #open}.
 */
public final class ObjectCache {
  private final List<String> names;
  private final List<SourceObjects> sources = new ArrayList<>();
  private final @Nullable String node;
  private SortedSet<NamespacedName> dirty = new TreeSet<>();

  /**
   * Returns a cache in which nothing is.
   *
   * @param names names of the sources, the one that goes first at the front
   * @param node the node that the caller runs on: its zone touches every Service
   */
  public ObjectCache(List<String> names, @Nullable String node) {
    this.names = List.copyOf(names);
    this.node = node;
    this.names.forEach(name -> sources.add(new SourceObjects(key -> dirty.add(key))));
  }

  /** Takes an event of a source. */
  public void apply(int source, WatchEvent event) {
    String zone = zone();
    SourceObjects objects = sources.get(source);
    if (event instanceof WatchEvent.Replaced replaced) {
      objects.replace(replaced.kinds(), replaced.objects());
    } else if (event instanceof WatchEvent.Added added) {
      objects.put(added.object());
    } else if (event instanceof WatchEvent.Modified modified) {
      objects.put(modified.object());
    } else if (event instanceof WatchEvent.Deleted deleted) {
      objects.remove(deleted.object());
    }
    if (!Objects.equals(zone, zone())) {
      sources.forEach(each -> dirty.addAll(each.services()));
    }
  }

  /** Lets the Services of a source be seen, once its first state is whole. */
  public void open(int source) {
    sources.get(source).open();
    dirty.addAll(sources.get(source).services());
  }

  /** Returns whether a Service has to be looked at. */
  public boolean isDirty() {
    return !dirty.isEmpty();
  }

  /** Returns the Services to look at, by name, and forgets that they have to. */
  public Collection<NamespacedName> takeDirty() {
    SortedSet<NamespacedName> taken = dirty;
    dirty = new TreeSet<>();
    return taken;
  }

  /** Returns a Service and its slices, or null if no source has a Service of this name. */
  public @Nullable ServiceObjects service(NamespacedName name) {
    ServiceObjects first = null;
    List<String> alsoIn = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      Service service = sources.get(i).isOpen() ? sources.get(i).service(name) : null;
      if (service == null) {
        continue;
      }
      if (first == null) {
        List<EndpointSlice> slices = List.copyOf(sources.get(i).slices(name));
        first = new ServiceObjects(names.get(i), service, slices, List.of());
      } else {
        alsoIn.add(names.get(i));
      }
    }
    return first == null || alsoIn.isEmpty()
        ? first
        : new ServiceObjects(first.source(), first.service(), first.slices(), alsoIn);
  }

  /** Returns the zone of the node that the caller runs on, if a source knows it. */
  public @Nullable String zone() {
    if (node == null) {
      return null;
    }
    for (SourceObjects objects : sources) {
      Node found = objects.node(node);
      if (found != null) {
        return found.metadata().labels().get(Node.ZONE_LABEL);
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "ObjectCache" + names;
  }
}
