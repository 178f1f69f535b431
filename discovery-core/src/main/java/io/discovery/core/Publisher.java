package io.discovery.core;

import io.discovery.DiscoveryObserver;
import io.discovery.Location;
import io.discovery.Refusal;
import io.discovery.balancer.Policy;
import io.discovery.core.balancer.PickContext;
import io.discovery.core.balancer.PortBalancer;
import io.discovery.core.cache.ObjectCache;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.feed.Feed;
import io.discovery.core.feed.Follower;
import io.discovery.core.nullness.Nullable;
import io.discovery.core.snapshot.Published;
import io.discovery.core.snapshot.Snapshot;
import io.discovery.core.view.ServiceView;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns dirty Services into what is published; confined to the loop, but for {@link #root} and
 * {@link #refused}.
 */
final class Publisher implements Feed.State {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private static final List<ResourceKind> FOLLOWED =
      List.of(ResourceKind.NAMESPACE, ResourceKind.NODE, ResourceKind.POD, ResourceKind.SERVICE);

  private final Settings settings;
  private final ObjectCache cache;
  private final Handles handles;
  private final DiscoveryObserver observer;
  private final Map<NamespacedName, LiveService> live = new LinkedHashMap<>();
  private final Map<NamespacedName, List<Refusal>> refusals = new TreeMap<>();
  private final List<Follower> followers = new ArrayList<>();
  private volatile Root root;
  private volatile List<Refusal> refused = List.of();

  Publisher(Settings settings, ObjectCache cache, Handles handles, @Nullable String missing) {
    this.settings = settings;
    this.cache = cache;
    this.handles = handles;
    this.observer = settings.observer();
    root = new Root(Snapshot.EMPTY, missing, false);
  }

  /** Returns what is published; any thread. */
  Root root() {
    return root;
  }

  /** Returns what cannot be used of what was watched; any thread. */
  List<Refusal> refused() {
    return refused;
  }

  /** Looks at each dirty Service once, and publishes what changed. */
  void publish() {
    if (!cache.isDirty()) {
      return;
    }
    Location location = location();
    Map<ServiceName, @Nullable Published> changes = new TreeMap<>();
    List<EndpointSet> changed = new ArrayList<>();
    boolean refusalsChanged = false;
    Collection<NamespacedName> touched = cache.takeDirty();
    for (NamespacedName key : touched) {
      try {
        refusalsChanged |= look(key, location, changes, changed);
      } catch (RuntimeException e) {
        LOG.error("{}: cannot be looked at, what was published stays", key, e);
        refusalsChanged |= refuse(key, List.of(broken(key, e)));
      }
    }
    if (refusalsChanged) {
      refused = refusals.values().stream().flatMap(List::stream).toList();
    }
    tell(cache.takeOthers());
    tell(Map.of(ResourceKind.SERVICE, touched));
    if (!changes.isEmpty()) {
      publish(root.with(root.snapshot().with(changes)), changes);
      changed.forEach(observer::onPublished);
    }
  }

  /** Tells a follower of all there is, and of each change from now on. */
  void follow(Follower follower) {
    for (ResourceKind kind : FOLLOWED) {
      follower.changed(kind, cache.names(kind), this);
    }
    followers.add(follower);
  }

  void unfollow(Follower follower) {
    followers.remove(follower);
  }

  private void tell(Map<ResourceKind, ? extends Collection<NamespacedName>> changed) {
    if (followers.isEmpty()) {
      return;
    }
    changed.forEach(
        (kind, names) -> {
          for (Follower follower : List.copyOf(followers)) {
            try {
              follower.changed(kind, names, this);
            } catch (RuntimeException e) {
              LOG.error("{}: a follower failed, the others go on", kind, e);
            }
          }
        });
  }

  @Override
  public @Nullable ServiceObjects objects(NamespacedName service) {
    return cache.service(service);
  }

  @Override
  public List<EndpointSlice> slices(NamespacedName service) {
    return cache.slices(service);
  }

  @Override
  public @Nullable ServiceView view(NamespacedName service) {
    LiveService known = live.get(service);
    return known == null ? null : known.view();
  }

  @Override
  public @Nullable KubernetesObject get(ResourceKind kind, NamespacedName name) {
    return cache.get(kind, name);
  }

  private Location location() {
    Location given = settings.location();
    return given.zone() == null && given.node() != null
        ? new Location(given.node(), cache.zone())
        : given;
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private boolean look(
      NamespacedName key,
      Location location,
      Map<ServiceName, @Nullable Published> changes,
      List<EndpointSet> changed) {
    ServiceObjects objects = cache.service(key);
    LiveService known = live.get(key);
    ServiceView before = known == null ? null : known.view();
    ServiceView view =
        objects == null
            ? null
            : ServiceView.of(
                objects, location, settings.trusted().contains(objects.source()), before);
    ServiceSnapshot was = before == null ? null : before.snapshot();
    ServiceSnapshot now = view == null ? null : view.snapshot();
    if (objects != null && view != null && now != null) {
      LiveService service = live.computeIfAbsent(key, unused -> new LiveService());
      Published last = service.published();
      Published published = service.update(view, now, objects, this::newBalancer);
      if (last != published) {
        changes.put(now.name(), published);
      }
    } else if (known != null) {
      known.close();
      live.remove(key);
      if (was != null) {
        changes.put(was.name(), null);
      }
    }
    note(was, now, changed);
    return refuse(key, view == null ? List.of() : view.refusals());
  }

  private PortBalancer newBalancer(ServicePortName name) {
    Policy policy = settings.policies().getOrDefault(name.service(), settings.policy());
    return new PortBalancer(
        name, policy, new PickContext(settings.time(), settings.randomness(), settings.observer()));
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private static void note(
      @Nullable ServiceSnapshot was, @Nullable ServiceSnapshot now, List<EndpointSet> changed) {
    if (now != null) {
      for (EndpointSet set : now.ports()) {
        if (was == null || was.port(set.name().port()) != set) {
          changed.add(set);
        }
      }
    }
    if (was != null) {
      for (EndpointSet set : was.ports()) {
        if (now == null || now.port(set.name().port()) == null) {
          changed.add(EndpointSet.empty(set.name()));
        }
      }
    }
  }

  /** Notes what is refused of a Service; returns whether that is news. */
  private boolean refuse(NamespacedName key, List<Refusal> now) {
    List<Refusal> before = refusals.getOrDefault(key, List.of());
    if (now.equals(before)) {
      return false;
    }
    if (now.isEmpty()) {
      refusals.remove(key);
    } else {
      refusals.put(key, now);
    }
    now.stream().filter(refusal -> !before.contains(refusal)).forEach(observer::onRefused);
    return true;
  }

  private Refusal broken(NamespacedName key, RuntimeException e) {
    ServiceObjects objects = cache.service(key);
    String source = objects == null ? "" : objects.source();
    return new Refusal(source, ResourceKind.SERVICE, key, "cannot be looked at: " + e);
  }

  /** Handles first, then what new handles read, then handles that were made in between. */
  private void publish(Root next, Map<ServiceName, @Nullable Published> changes) {
    changes.keySet().forEach(name -> handles.publish(name, next));
    root = next;
    changes.keySet().forEach(name -> handles.publish(name, next));
  }

  /** Publishes which sources have not delivered; null if all have. */
  void missing(@Nullable String missing) {
    publishAll(root.withMissing(missing));
  }

  /** Ends all: picks throw from now on. */
  void close() {
    publishAll(root.close());
    live.values().forEach(LiveService::close);
    live.clear();
  }

  private void publishAll(Root next) {
    handles.publishAll(next);
    root = next;
    handles.publishAll(next);
  }
}
