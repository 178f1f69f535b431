package io.discovery.core.controller;

import io.discovery.ControllerEvent;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.ForNode;
import io.discovery.model.EndpointSlice.ForZone;
import io.discovery.model.EndpointSlice.Hints;
import io.discovery.model.IpFamily;
import io.discovery.model.Node;
import io.discovery.model.ObjectReference;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The EndpointSlice controller: from a Service and its Pods to the slices that should be.
 *
 * <p>Follows k8s.io/endpointslice: one group of slices for each address type and each set of
 * resolved ports; within a group as few writes as possible, and no rebalancing.
 */
final class SliceReconciler {
  /** What the label {@value EndpointSlice#MANAGED_BY_LABEL} says of these slices. */
  static final String MANAGED_BY = "endpointslice-controller.k8s.io";

  private final Service service;
  private final Function<String, @Nullable Node> nodes;
  private final SliceSettings settings;
  private final AutoHints auto;
  private final SliceMetadata metadata;
  private final List<EndpointSlice> creates = new ArrayList<>();
  private final List<EndpointSlice> updates = new ArrayList<>();
  private final List<EndpointSlice> deletes = new ArrayList<>();
  private final List<ControllerEvent> events = new ArrayList<>();

  /**
   * Prepares one look at a Service.
   *
   * @param nodes finds a Node by name
   * @param auto what is remembered of hints
   */
  SliceReconciler(
      Service service,
      Function<String, @Nullable Node> nodes,
      SliceSettings settings,
      AutoHints auto) {
    this.service = service;
    this.nodes = nodes;
    this.settings = settings;
    this.auto = auto;
    this.metadata = SliceMetadata.of(service);
  }

  /**
   * Returns what to write; called once.
   *
   * @param pods the Pods that the selector matches, by name
   * @param existing all slices that carry the Service's label, by name
   */
  SlicePlan plan(List<Pod> pods, List<EndpointSlice> existing) {
    if (service.spec().external() || service.spec().selector().isEmpty()) {
      return SlicePlan.NOTHING; // Kubernetes leaves earlier slices where they are
    }
    List<AddressType> types = addressTypes(service);
    List<EndpointSlice> unsupported = new ArrayList<>();
    Map<AddressType, List<EndpointSlice>> owned = new LinkedHashMap<>();
    for (EndpointSlice slice : existing) {
      if (!MANAGED_BY.equals(slice.metadata().labels().get(EndpointSlice.MANAGED_BY_LABEL))
          || slice.metadata().terminating()) {
        continue;
      }
      if (types.contains(slice.addressType())) {
        owned.computeIfAbsent(slice.addressType(), absent -> new ArrayList<>()).add(slice);
      } else {
        unsupported.add(slice);
        auto.forget(service.namespacedName(), slice.addressType());
      }
    }
    boolean incomplete = false;
    for (AddressType type : types) {
      incomplete |= reconcile(type, pods, owned.getOrDefault(type, List.of()));
    }
    deletes.addAll(unsupported);
    if (service.metadata().terminating()) {
      creates.clear();
    }
    return new SlicePlan(creates, updates, deletes, incomplete, events);
  }

  /** Returns the address types that the slices of a Service are to have, the first one first. */
  static List<AddressType> addressTypes(Service service) {
    List<AddressType> types = new ArrayList<>();
    for (IpFamily family : service.spec().ipFamilies()) {
      types.add(new AddressType(family.value()));
    }
    if (types.isEmpty()) {
      String clusterIp = service.spec().clusterIP();
      types.add(
          clusterIp != null && clusterIp.indexOf(':') >= 0 ? AddressType.IPV6 : AddressType.IPV4);
      if (ServiceSpec.HEADLESS.equals(clusterIp)) {
        types.add(AddressType.IPV6);
      }
    }
    return types;
  }

  private boolean reconcile(AddressType type, List<Pod> pods, List<EndpointSlice> existing) {
    Map<Set<EndpointSlice.Port>, PortGroup> groups = new LinkedHashMap<>();
    List<EndpointSlice> strays = new ArrayList<>();
    for (EndpointSlice slice : existing) {
      if (metadata.owns(slice)) {
        groupOf(groups, slice.ports()).existing.add(slice);
      } else {
        strays.add(slice);
      }
    }
    Map<Set<EndpointSlice.Port>, PortGroup> wanted = new LinkedHashMap<>();
    boolean incomplete = addPods(type, pods, groups, wanted);
    SliceWrites writes = new SliceWrites();
    for (PortGroup group : wanted.values()) {
      SlicePacking.pack(group, type, metadata, settings.maxEndpoints(), writes);
    }
    groups.keySet().removeAll(wanted.keySet());
    groups.values().forEach(group -> writes.deletes.addAll(group.existing));
    keepPlaceholder(type, existing.size(), strays, writes);
    hint(type, writes);
    writes.recycle();
    creates.addAll(writes.creates);
    updates.addAll(writes.updates);
    deletes.addAll(writes.deletes);
    deletes.addAll(strays);
    return incomplete;
  }

  /** Returns whether a Pod was left out because its Node is not known. */
  private boolean addPods(
      AddressType type,
      List<Pod> pods,
      Map<Set<EndpointSlice.Port>, PortGroup> groups,
      Map<Set<EndpointSlice.Port>, PortGroup> wanted) {
    boolean incomplete = false;
    boolean unknownNodes = settings.unknownNodes() || PodEndpoints.publishesNotReady(service);
    PortGroup group = null;
    List<@Nullable Integer> numbers = List.of();
    for (Pod pod : pods) {
      if (pod.ended() || pod.status().podIPs().isEmpty()) {
        continue;
      }
      List<@Nullable Integer> own = PodEndpoints.numbers(pod, service);
      if (group == null || !own.equals(numbers)) {
        numbers = own;
        List<EndpointSlice.Port> ports = PodEndpoints.ports(service, numbers);
        group = groupOf(groups, ports);
        wanted.put(group.key, group);
      }
      String nodeName = pod.spec().nodeName();
      Node node = nodeName == null ? null : nodes.apply(nodeName);
      if (node == null && !unknownNodes) {
        incomplete = true; // Kubernetes tries again until the Node is known
        continue;
      }
      EndpointSlice.Endpoint known = group.reach(pod.metadata().name());
      List<String> addresses = PodEndpoints.addresses(pod, type, known);
      if (!addresses.isEmpty()) {
        group.desired.add(PodEndpoints.endpoint(pod, service, node, addresses, known));
      }
    }
    return incomplete;
  }

  private static PortGroup groupOf(
      Map<Set<EndpointSlice.Port>, PortGroup> groups, List<EndpointSlice.Port> ports) {
    return groups.computeIfAbsent(new HashSet<>(ports), key -> new PortGroup(key, ports));
  }

  /**
   * Without endpoints one empty slice stays, so that consumers know the Service is looked after.
   */
  private void keepPlaceholder(
      AddressType type, int existing, List<EndpointSlice> strays, SliceWrites writes) {
    if (!writes.creates.isEmpty() || writes.deletes.size() + strays.size() < existing) {
      return;
    }
    boolean stray = existing == 1 && writes.deletes.isEmpty();
    for (Iterator<EndpointSlice> last = (stray ? strays : writes.deletes).iterator();
        last.hasNext(); ) {
      EndpointSlice slice = last.next();
      if (metadata.isPlaceholder(slice)) {
        last.remove();
        writes.unchanged.add(slice);
        return;
      }
    }
    writes.creates.add(metadata.newSlice(type, List.of(), List.of()));
  }

  private void hint(AddressType type, SliceWrites writes) {
    if (AutoHints.askedBy(service)) {
      auto.give(service, type, writes, events);
      return;
    }
    auto.withdraw(service, type, events);
    String traffic = service.spec().trafficDistribution();
    boolean node = ServiceSpec.PREFER_SAME_NODE.equals(traffic);
    boolean zone =
        node
            || ServiceSpec.PREFER_SAME_ZONE.equals(traffic)
            || ServiceSpec.PREFER_CLOSE.equals(traffic);
    writes.hintAll(endpoint -> zone ? nearby(endpoint, node) : null);
  }

  /** Returns the hint of a ready endpoint: its own zone and node; another keeps what it has. */
  private static @Nullable Hints nearby(EndpointSlice.Endpoint endpoint, boolean node) {
    if (!Boolean.TRUE.equals(endpoint.conditions().ready())) {
      return endpoint.hints();
    }
    String zone = endpoint.zone();
    String name = node ? endpoint.nodeName() : null;
    return zone == null && name == null
        ? null
        : new Hints(
            zone == null ? List.of() : List.of(new ForZone(zone)),
            name == null ? List.of() : List.of(new ForNode(name)));
  }

  /** The slices and endpoints of one set of ports. */
  static final class PortGroup {
    private final Set<EndpointSlice.Port> key;
    final List<EndpointSlice.Port> ports;
    final List<EndpointSlice> existing = new ArrayList<>();
    final List<EndpointSlice.Endpoint> desired = new ArrayList<>();
    private int slice;
    private int place;

    private PortGroup(Set<EndpointSlice.Port> key, List<EndpointSlice.Port> ports) {
      this.key = key;
      this.ports = ports;
    }

    /** Walks on along the slices to the endpoint of a Pod; null if they are not in its order. */
    EndpointSlice.@Nullable Endpoint reach(String pod) {
      for (; slice < existing.size(); slice++, place = 0) {
        List<EndpointSlice.Endpoint> endpoints = existing.get(slice).endpoints();
        for (; place < endpoints.size(); place++) {
          ObjectReference target = endpoints.get(place).targetRef();
          String name = target == null ? null : target.name();
          int order = name == null ? -1 : name.compareTo(pod);
          if (order >= 0) {
            return order == 0 ? endpoints.get(place) : null;
          }
        }
      }
      return null;
    }
  }
}
