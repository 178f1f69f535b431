package io.discovery.testkit.controller;

import io.discovery.Registration;
import io.discovery.core.ControlPlane;
import io.discovery.model.Endpoints;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import io.discovery.model.StatusException;
import io.discovery.watch.WatchEvent;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Endpoints as they should be over one control plane: a change marks Services dirty, and a
 * task of the loop looks at the state of each once.
 *
 * <p>What users edit stays until a Pod or the Service changes; what they delete is made anew.
 */
public final class EndpointsController implements AutoCloseable {
  private final ControlPlane plane;
  private final ServicesByLabel services = new ServicesByLabel();
  private final Map<NamespacedName, Pod> pods = new HashMap<>();
  private final Set<NamespacedName> dirty = new LinkedHashSet<>();

  /** Services whose Endpoints were refused; Kubernetes tries again until they are not. */
  private final Set<NamespacedName> refused = new TreeSet<>();

  private final Registration changes;
  private boolean scheduled;
  private boolean closed;

  private EndpointsController(ControlPlane plane) {
    this.plane = plane;
    changes = plane.onChange(this::changed);
  }

  /** Starts the controller over a control plane without objects; on its loop. */
  public static EndpointsController start(ControlPlane plane) {
    return new EndpointsController(plane);
  }

  private void changed(WatchEvent event) {
    if (event instanceof WatchEvent.Added added) {
      changed(added.object(), false);
    } else if (event instanceof WatchEvent.Modified modified) {
      changed(modified.object(), false);
    } else if (event instanceof WatchEvent.Deleted deleted) {
      changed(deleted.object(), true);
    }
    if (!scheduled && !dirty.isEmpty()) {
      scheduled = true;
      plane.loop().execute(this::run);
    }
  }

  private void changed(KubernetesObject object, boolean gone) {
    NamespacedName name = object.namespacedName();
    if (object instanceof Pod pod) {
      podChanged(gone ? pods.remove(name) : pods.put(name, pod), gone ? null : pod);
    } else if (object instanceof Service service) {
      services.set(service, !gone);
      dirty.add(name);
    } else if (object instanceof Endpoints && gone) {
      dirty.add(name);
    }
  }

  private void podChanged(@Nullable Pod before, @Nullable Pod after) {
    Set<NamespacedName> old = before == null ? Set.of() : services.of(before);
    Set<NamespacedName> now = after == null ? Set.of() : services.of(after);
    boolean all = before == null || after == null || isOther(before, after);
    Set<NamespacedName> either = new TreeSet<>(old);
    either.addAll(now);
    for (NamespacedName service : either) {
      if (all || refused.contains(service) || old.contains(service) != now.contains(service)) {
        dirty.add(service);
      }
    }
  }

  /** Neither phase nor Node count by themselves (podEndpointsChanged). */
  private static boolean isOther(Pod before, Pod after) {
    return before.metadata().terminating()
        || after.metadata().terminating()
        || before.ready() != after.ready()
        || !before.status().podIPs().equals(after.status().podIPs());
  }

  private void run() {
    scheduled = false;
    List<NamespacedName> keys = List.copyOf(dirty);
    dirty.clear();
    for (NamespacedName key : keys) {
      if (!closed) {
        sync(key);
      }
    }
  }

  private void sync(NamespacedName key) {
    Service service = plane.get(Service.class, key);
    Endpoints current = plane.get(Endpoints.class, key);
    refused.remove(key);
    if (service == null) {
      if (current != null) {
        plane.delete(ResourceKind.ENDPOINTS, key);
      }
      return;
    }
    List<Pod> matching = plane.pods(key.namespace(), Selector.ofLabels(service.spec().selector()));
    Endpoints desired = EndpointsOfService.reconcile(service, matching, current);
    if (desired == null) {
      return;
    }
    try {
      if (current == null) {
        plane.create(desired);
      } else {
        plane.update(desired);
      }
    } catch (StatusException e) {
      refused.add(key); // such as for a Pod that has an address and no Node
    }
  }

  /** Stops the controller; on the loop. */
  @Override
  public void close() {
    closed = true;
    dirty.clear();
    changes.close();
  }
}
