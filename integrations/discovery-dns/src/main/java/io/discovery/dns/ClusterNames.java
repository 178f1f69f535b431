package io.discovery.dns;

import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.feed.Feed;
import io.discovery.core.feed.Follower;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.time.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a discovery knows, by name and by address: written on its loop, one Service at a time, and
 * read by any thread without a lock.
 */
final class ClusterNames implements Follower {

  /** A Service with its slices, or slices without one; replaced as a whole. */
  record Entry(@Nullable Service service, List<EndpointSlice> slices, Set<String> addresses) {}

  final Map<NamespacedName, Entry> services = new ConcurrentHashMap<>();

  /** How many objects say that a namespace exists. */
  final Map<String, Integer> namespaces = new ConcurrentHashMap<>();

  /** The Services of an address. */
  final Map<String, List<NamespacedName>> byAddress = new ConcurrentHashMap<>();

  /** The Pods of an address. */
  final Map<String, List<NamespacedName>> podsByAddress = new ConcurrentHashMap<>();

  private final Set<String> ownNamespaces = ConcurrentHashMap.newKeySet();
  private final Map<NamespacedName, List<String>> pods = new ConcurrentHashMap<>();
  private final Time time;

  /** Grows after each change. */
  private volatile long version;

  private volatile long serial;

  ClusterNames(Time time) {
    this.time = time;
    serial = time.instant().getEpochSecond();
  }

  long version() {
    return version;
  }

  /** Returns the second of the last change, as CoreDNS numbers its zones. */
  long serial() {
    return serial;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // the loop alone writes it
  public void changed(ResourceKind kind, Collection<NamespacedName> names, Feed.State state) {
    for (NamespacedName name : names) {
      if (kind.equals(ResourceKind.SERVICE)) {
        service(name, state);
      } else if (kind.equals(ResourceKind.NAMESPACE)) {
        namespace(name.name(), state.get(kind, name) != null);
      } else if (kind.equals(ResourceKind.POD)) {
        pod(name, state.get(kind, name));
      }
    }
    if (!names.isEmpty() && !kind.equals(ResourceKind.NODE)) {
      serial = time.instant().getEpochSecond();
      version++;
    }
  }

  private void namespace(String name, boolean exists) {
    if (exists ? ownNamespaces.add(name) : ownNamespaces.remove(name)) {
      count(name, exists ? 1 : -1);
    }
  }

  private void count(String namespace, int more) {
    namespaces.merge(namespace, more, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
  }

  private void service(NamespacedName name, Feed.State state) {
    ServiceObjects objects = state.objects(name);
    List<EndpointSlice> slices = objects == null ? state.slices(name) : objects.slices();
    Service service = objects == null ? null : objects.service();
    Entry before = services.get(name);
    Entry after =
        service == null && slices.isEmpty()
            ? null
            : new Entry(service, slices, addresses(service, slices));
    Set<String> old = before == null ? Set.of() : before.addresses;
    Set<String> now = after == null ? Set.of() : after.addresses;
    now.forEach(address -> add(byAddress, address, name));
    if (after == null) {
      services.remove(name);
    } else {
      services.put(name, after);
    }
    if ((before == null) != (after == null)) {
      count(name.namespace(), after == null ? -1 : 1);
    }
    for (String address : old) {
      if (!now.contains(address)) {
        remove(byAddress, address, name);
      }
    }
  }

  private static Set<String> addresses(@Nullable Service service, List<EndpointSlice> slices) {
    Set<String> addresses = new LinkedHashSet<>();
    if (service != null) {
      addresses.addAll(service.spec().clusterIPs());
      String only = service.spec().clusterIP();
      addresses.add(only == null ? "" : only);
      addresses.remove("");
    }
    for (EndpointSlice slice : slices) {
      for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
        addresses.addAll(endpoint.addresses());
      }
    }
    return addresses;
  }

  /** A Pod that is going keeps its name until it is gone; one that has ended has none. */
  private void pod(NamespacedName name, @Nullable KubernetesObject object) {
    if (object instanceof Pod going && going.metadata().deletionTimestamp() != null) {
      if (!ended(going)) {
        return;
      }
    }
    List<String> now = object instanceof Pod pod && !ended(pod) ? addresses(pod) : List.of();
    List<String> old = pods.getOrDefault(name, List.of());
    now.forEach(address -> add(podsByAddress, address, name));
    old.stream().filter(ip -> !now.contains(ip)).forEach(ip -> remove(podsByAddress, ip, name));
    if (now.isEmpty()) {
      pods.remove(name);
    } else {
      pods.put(name, now);
    }
  }

  private static boolean ended(Pod pod) {
    PodStatus.Phase phase = pod.status().phase();
    return phase != null && List.of("Succeeded", "Failed", "Unknown").contains(phase.value());
  }

  private static List<String> addresses(Pod pod) {
    return pod.status().podIPs().stream().map(PodStatus.PodIP::ip).toList();
  }

  private static void add(
      Map<String, List<NamespacedName>> index, String address, NamespacedName name) {
    List<NamespacedName> names = index.getOrDefault(address, List.of());
    if (!names.contains(name)) {
      List<NamespacedName> more = new ArrayList<>(names);
      more.add(name);
      index.put(address, List.copyOf(more));
    }
  }

  private static void remove(
      Map<String, List<NamespacedName>> index, String address, NamespacedName name) {
    List<NamespacedName> fewer = new ArrayList<>(index.getOrDefault(address, List.of()));
    fewer.remove(name);
    if (fewer.isEmpty()) {
      index.remove(address);
    } else {
      index.put(address, List.copyOf(fewer));
    }
  }
}
