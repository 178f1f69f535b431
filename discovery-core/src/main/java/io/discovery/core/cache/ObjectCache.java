package io.discovery.core.cache;

import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.watch.WatchEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
  private SortedMap<ResourceKind, SortedSet<NamespacedName>> others = new TreeMap<>();

  /**
   * Returns a cache in which nothing is.
   *
   * @param names names of the sources, the one that goes first at the front
   * @param node the node that the caller runs on: its zone touches every Service
   */
  public ObjectCache(List<String> names, @Nullable String node) {
    this.names = List.copyOf(names);
    this.node = node;
    this.names.forEach(
        name -> sources.add(new SourceObjects(service -> dirty.add(service), this::note)));
  }

  private void note(KubernetesObject object) {
    others.computeIfAbsent(object.kind(), unused -> new TreeSet<>()).add(object.namespacedName());
  }

  /** Begins to keep objects of a kind besides Namespaces, Nodes, Services and slices. */
  public void keep(ResourceKind kind) {
    sources.forEach(source -> source.keep(kind));
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
  }

  /** Returns whether a Service has to be looked at, or another object changed. */
  public boolean isDirty() {
    return !dirty.isEmpty() || !others.isEmpty();
  }

  /** Returns the Services to look at, by name, and forgets that they have to. */
  public Collection<NamespacedName> takeDirty() {
    SortedSet<NamespacedName> taken = dirty;
    dirty = new TreeSet<>();
    return taken;
  }

  /** Returns which objects of no Service changed, by kind, and forgets that they did. */
  public Map<ResourceKind, ? extends Collection<NamespacedName>> takeOthers() {
    SortedMap<ResourceKind, SortedSet<NamespacedName>> taken = others;
    others = new TreeMap<>();
    return taken;
  }

  /** Returns the names of a kind, in order; those of Services with what slices name. */
  public Collection<NamespacedName> names(ResourceKind kind) {
    SortedSet<NamespacedName> all = new TreeSet<>();
    for (SourceObjects source : sources) {
      if (source.isOpen()) {
        boolean services = kind.equals(ResourceKind.SERVICE);
        all.addAll(services ? source.services() : source.names(kind));
      }
    }
    return all;
  }

  /** Returns an object, or null if no source has it. */
  public @Nullable KubernetesObject get(ResourceKind kind, NamespacedName name) {
    for (SourceObjects source : sources) {
      KubernetesObject found = source.isOpen() ? source.get(kind, name) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Returns the slices of a Service, or, if there is no such Service, what slices name it. */
  public List<EndpointSlice> slices(NamespacedName name) {
    ServiceObjects objects = service(name);
    if (objects != null) {
      return objects.slices();
    }
    List<EndpointSlice> slices = new ArrayList<>();
    for (SourceObjects source : sources) {
      if (source.isOpen()) {
        slices.addAll(source.slices(name));
      }
    }
    return slices;
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
