package io.discovery.core.controller;

import io.discovery.ControllerEvent;
import io.discovery.core.nullness.Nullable;
import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.time.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps slices as they should be: a change marks keys dirty, and a task of the loop looks at the
 * state of each dirty key once, however many changes there were.
 */
public final class Controllers {
  private final Store store;
  private final EventLoop loop;
  private final SliceSettings settings;
  private final Consumer<? super ControllerEvent> events;
  private final GarbageCollector garbage;
  private final ServiceRanges ranges;
  private final AutoHints auto = new AutoHints();
  private final Set<NamespacedName> services = new LinkedHashSet<>();
  private final Set<NamespacedName> endpoints = new LinkedHashSet<>();

  /** Services with a Pod that waits for its Node. */
  private final Set<NamespacedName> incomplete = new TreeSet<>();

  private long lastOwnRevision;
  private boolean nodesChanged;
  private boolean scheduled;
  private boolean closed;

  /** Returns controllers that follow the store from now on, and tell what they have to say. */
  public Controllers(
      Store store,
      EventLoop loop,
      SliceSettings settings,
      Consumer<? super ControllerEvent> events) {
    this.store = store;
    this.loop = loop;
    this.settings = settings;
    this.events = events;
    this.garbage = new GarbageCollector(store, settings.unknownNodes());
    this.ranges = new ServiceRanges(store, loop, this::schedule);
    store.listen(this::changed);
  }

  /** Forgets what is dirty; later changes are passed over. */
  public void close() {
    closed = true;
    services.clear();
    endpoints.clear();
    incomplete.clear();
  }

  private void changed(Change change) {
    if (closed) {
      return;
    }
    KubernetesObject object = change.object();
    garbage.changed(change);
    ranges.changed(change);
    if (object instanceof Pod) {
      podChanged((Pod) change.before(), (Pod) change.after());
    } else if (object instanceof Service) {
      services.add(object.namespacedName());
      if (Concerns.mirroringChanged((Service) change.before(), (Service) change.after())) {
        endpoints.add(object.namespacedName());
      }
    } else if (object instanceof Endpoints) {
      endpoints.add(object.namespacedName());
    } else if (object instanceof EndpointSlice) {
      if (Long.parseLong(object.metadata().resourceVersion()) > lastOwnRevision
          && Concerns.sliceChanged(change)) {
        sliceChanged(change.before());
        sliceChanged(change.after());
      }
    } else if (object instanceof Node) {
      nodesChanged |= Concerns.zonesChanged((Node) change.before(), (Node) change.after());
      nodeChanged(object.metadata().name(), change.before() == null);
    }
    schedule();
  }

  private void podChanged(@Nullable Pod before, @Nullable Pod after) {
    if (before == null || after == null) {
      services.addAll(servicesOf(after != null ? after : Objects.requireNonNull(before)));
      return;
    }
    boolean changed = Concerns.endpointChanged(before, after);
    boolean bound = !Objects.equals(before.spec().nodeName(), after.spec().nodeName());
    if (before.metadata().labels().equals(after.metadata().labels())) {
      if (changed || bound) {
        mark(servicesOf(after), changed, bound);
      }
      return;
    }
    Set<NamespacedName> old = new LinkedHashSet<>(servicesOf(before));
    Set<NamespacedName> now = new LinkedHashSet<>(servicesOf(after));
    mark(old, changed, bound);
    mark(now, changed, bound);
    for (NamespacedName service : old) {
      if (!now.remove(service)) {
        services.add(service);
      }
    }
    services.addAll(now);
  }

  private void mark(Collection<NamespacedName> affected, boolean changed, boolean bound) {
    for (NamespacedName service : affected) {
      if (changed || (bound && incomplete.contains(service))) {
        services.add(service);
      }
    }
  }

  private List<NamespacedName> servicesOf(Pod pod) {
    List<NamespacedName> found = new ArrayList<>();
    String namespace = pod.metadata().namespace();
    for (Service service : store.servicesOf(namespace, pod.metadata().labels())) {
      found.add(service.namespacedName());
    }
    return found;
  }

  private void sliceChanged(@Nullable KubernetesObject object) {
    if (object instanceof EndpointSlice slice && slice.service() != null) {
      String manager = slice.metadata().labels().get(EndpointSlice.MANAGED_BY_LABEL);
      if (SliceReconciler.MANAGED_BY.equals(manager)) {
        services.add(slice.service());
      } else if (EndpointsMirror.MANAGED_BY.equals(manager)) {
        endpoints.add(slice.service());
      }
    }
  }

  /** Kubernetes would look at a Service again and again while one of its Pods waits for a Node. */
  private void nodeChanged(String node, boolean came) {
    boolean all = came && settings.unknownNodes();
    if (!all && incomplete.isEmpty()) {
      return;
    }
    for (Pod pod : store.podsOn(node)) {
      for (NamespacedName service : servicesOf(pod)) {
        if (all || incomplete.contains(service)) {
          services.add(service);
        }
      }
    }
  }

  private void schedule() {
    if (!scheduled && !closed && !idle()) {
      scheduled = true;
      loop.execute(this::run);
    }
  }

  private boolean idle() {
    return !nodesChanged
        && services.isEmpty()
        && endpoints.isEmpty()
        && garbage.idle()
        && ranges.idle();
  }

  private void run() {
    scheduled = false;
    try {
      garbage.collect();
      ranges.run();
      if (nodesChanged) {
        nodesChanged = false;
        auto.look(store.list(ResourceKind.NODE));
        services.addAll(auto.overloaded());
      }
      for (NamespacedName key = poll(services); key != null; key = poll(services)) {
        reconcileService(key);
      }
      for (NamespacedName key = poll(endpoints); key != null; key = poll(endpoints)) {
        reconcileEndpoints(key);
      }
    } finally {
      schedule();
    }
  }

  private static @Nullable NamespacedName poll(Set<NamespacedName> keys) {
    Iterator<NamespacedName> iterator = keys.iterator();
    if (!iterator.hasNext()) {
      return null;
    }
    NamespacedName first = iterator.next();
    iterator.remove();
    return first;
  }

  private void reconcileService(NamespacedName key) {
    incomplete.remove(key);
    if (!(store.get(ResourceKind.SERVICE, key) instanceof Service service)) {
      return;
    }
    Map<String, String> selector = service.spec().selector();
    List<Pod> pods = selector.isEmpty() ? List.of() : store.pods(key.namespace(), selector);
    SlicePlan plan =
        new SliceReconciler(service, this::node, settings, auto).plan(pods, store.slicesOf(key));
    if (plan.incomplete()) {
      incomplete.add(key);
    }
    write(plan);
  }

  private @Nullable Node node(String name) {
    return (Node) store.get(ResourceKind.NODE, new NamespacedName("", name));
  }

  private void reconcileEndpoints(NamespacedName key) {
    write(
        EndpointsMirror.reconcile(
            (Endpoints) store.get(ResourceKind.ENDPOINTS, key),
            (Service) store.get(ResourceKind.SERVICE, key),
            store.slicesOf(key)));
  }

  private void write(SlicePlan plan) {
    plan.creates().forEach(store::create);
    plan.updates().forEach(store::update);
    plan.deletes().forEach(slice -> store.delete(slice.kind(), slice.namespacedName(), 0L));
    lastOwnRevision = store.revision();
    store.tell();
    plan.events().forEach(events);
  }
}
