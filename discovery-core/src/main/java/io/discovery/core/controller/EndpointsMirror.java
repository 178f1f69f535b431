package io.discovery.core.controller;

import io.discovery.ControllerEvent;
import io.discovery.address.Ip;
import io.discovery.core.controller.SlicePacking.Identity;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Conditions;
import io.discovery.model.Endpoints;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The mirroring controller: from Endpoints that a user wrote for a Service without selector to
 * slices (pkg/controller/endpointslicemirroring).
 */
final class EndpointsMirror {
  /** What the label {@value EndpointSlice#MANAGED_BY_LABEL} says of these slices. */
  static final String MANAGED_BY = "endpointslicemirroring-controller.k8s.io";

  private static final String SKIP_LABEL = "endpointslice.kubernetes.io/skip-mirror";
  private static final String LEADER_ANNOTATION = "control-plane.alpha.kubernetes.io/leader";
  private static final String APPLIED_ANNOTATION =
      "kubectl.kubernetes.io/last-applied-configuration";
  private static final int MAX_ADDRESSES_PER_SUBSET = 1000;
  private static final int MAX_PORTS = 100;

  private final List<ControllerEvent> events = new ArrayList<>();
  private final List<EndpointSlice> updates = new ArrayList<>();
  private int invalid;
  private int skipped;

  private EndpointsMirror() {}

  /**
   * Returns what to write.
   *
   * @param endpoints null if there are none
   * @param service null if there is none
   * @param existing all slices that carry the Service's label, by name
   */
  static SlicePlan reconcile(
      @Nullable Endpoints endpoints, @Nullable Service service, List<EndpointSlice> existing) {
    List<EndpointSlice> mirrored = new ArrayList<>();
    for (EndpointSlice slice : existing) {
      if (MANAGED_BY.equals(slice.metadata().labels().get(EndpointSlice.MANAGED_BY_LABEL))) {
        mirrored.add(slice);
      }
    }
    if (endpoints == null
        || service == null
        || !service.spec().selector().isEmpty()
        || !isMirrored(endpoints)) {
      return new SlicePlan(List.of(), List.of(), mirrored, false, List.of());
    }
    return new EndpointsMirror().plan(endpoints, mirrored);
  }

  /** Leader election and whoever says so are left alone. */
  private static boolean isMirrored(Endpoints endpoints) {
    return !"true".equals(endpoints.metadata().labels().get(SKIP_LABEL))
        && !endpoints.metadata().annotations().containsKey(LEADER_ANNOTATION);
  }

  private SlicePlan plan(Endpoints endpoints, List<EndpointSlice> mirrored) {
    List<EndpointSlice> left = new ArrayList<>(mirrored);
    List<EndpointSlice> creates = new ArrayList<>();
    for (EndpointSlice slice : slices(endpoints)) {
      EndpointSlice old = take(left, slice, true);
      if (old == null) {
        creates.add(slice);
      } else {
        update(old, slice);
      }
    }
    for (Iterator<EndpointSlice> fresh = creates.iterator(); fresh.hasNext(); ) {
      EndpointSlice slice = fresh.next();
      EndpointSlice old = take(left, slice, false);
      if (old != null) {
        fresh.remove();
        updates.add(slice.withMetadata(renewed(old, slice)));
      }
    }
    if (endpoints.metadata().terminating()) {
      creates.clear();
    }
    tell(endpoints);
    if (creates.removeIf(EndpointsMirror::isRefused)) {
      updates.clear();
      left.clear();
    } else if (updates.removeIf(EndpointsMirror::isRefused)) {
      left.clear();
    }
    return new SlicePlan(creates, updates, left, false, events);
  }

  /** Subsets that merge may give a slice ports of one name; after an error no more is written. */
  private static boolean isRefused(EndpointSlice slice) {
    Set<String> names = new HashSet<>();
    slice.ports().forEach(port -> names.add(port.name()));
    return names.size() < slice.ports().size() || names.size() > MAX_PORTS;
  }

  private void tell(Endpoints endpoints) {
    if (invalid > 0) {
      events.add(
          new ControllerEvent(
              ControllerEvent.WARNING,
              "InvalidIPAddress",
              "Skipped " + invalid + " invalid IP addresses when mirroring to EndpointSlices",
              endpoints));
    }
    if (skipped > 0) {
      events.add(
          new ControllerEvent(
              ControllerEvent.WARNING,
              "TooManyAddressesToMirror",
              "A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. "
                  + (skipped + invalid)
                  + " addresses were skipped",
              endpoints));
    }
  }

  private static @Nullable EndpointSlice take(
      List<EndpointSlice> from, EndpointSlice slice, boolean samePorts) {
    Iterator<EndpointSlice> iterator = from.iterator();
    while (iterator.hasNext()) {
      EndpointSlice old = iterator.next();
      if (old.addressType().equals(slice.addressType())
          && (!samePorts || new HashSet<>(old.ports()).equals(new HashSet<>(slice.ports())))) {
        iterator.remove();
        return old;
      }
    }
    return null;
  }

  /** Writes a slice that differs; hints that users gave, and the order, make no difference. */
  private void update(EndpointSlice old, EndpointSlice slice) {
    ObjectMeta renewed = renewed(old, slice);
    Map<Identity, EndpointSlice.Endpoint> desired = byIdentity(slice.endpoints());
    boolean same =
        renewed.labels().equals(old.metadata().labels())
            && renewed.annotations().equals(old.metadata().annotations())
            && !isOfAnother(old, slice)
            && old.endpoints().size() == desired.size();
    for (EndpointSlice.Endpoint endpoint : old.endpoints()) {
      EndpointSlice.Endpoint wanted = desired.get(Identity.of(endpoint));
      same &= wanted != null && SlicePacking.isAlike(wanted, endpoint);
    }
    if (!same) {
      updates.add(slice.withMetadata(renewed));
    }
  }

  /** Returns whether an owner is of the same name as the Endpoints, but not they. */
  private static boolean isOfAnother(EndpointSlice old, EndpointSlice slice) {
    OwnerReference owner = slice.metadata().ownerReferences().get(0);
    return old.metadata().ownerReferences().stream()
        .anyMatch(
            other ->
                other.kind().equals(owner.kind())
                    && other.name().equals(owner.name())
                    && !other.uid().equals(owner.uid()));
  }

  private static ObjectMeta renewed(EndpointSlice old, EndpointSlice slice) {
    return old.metadata().toBuilder()
        .labels(slice.metadata().labels())
        .annotations(slice.metadata().annotations())
        .ownerReferences(slice.metadata().ownerReferences())
        .finalizers(List.of())
        .build();
  }

  private static Map<Identity, EndpointSlice.Endpoint> byIdentity(
      List<EndpointSlice.Endpoint> endpoints) {
    Map<Identity, EndpointSlice.Endpoint> found = new LinkedHashMap<>();
    endpoints.forEach(endpoint -> found.put(Identity.of(endpoint), endpoint));
    return found;
  }

  /** Returns one slice for each address type and set of ports, over all subsets. */
  private List<EndpointSlice> slices(Endpoints endpoints) {
    Map<Group, List<EndpointSlice.Endpoint>> groups = new LinkedHashMap<>();
    Map<Group, List<EndpointSlice.Port>> portsOf = new HashMap<>();
    for (Endpoints.Subset subset : Endpoints.repacked(endpoints.subsets())) {
      List<EndpointSlice.Port> ports = ports(subset);
      List<EndpointSlice.Endpoint> found = new ArrayList<>();
      addAll(found, subset.addresses(), true);
      addAll(found, subset.notReadyAddresses(), false);
      for (EndpointSlice.Endpoint endpoint : found) {
        boolean v6 = endpoint.addresses().get(0).indexOf(':') >= 0;
        Group group = new Group(v6 ? AddressType.IPV6 : AddressType.IPV4, new HashSet<>(ports));
        portsOf.put(group, ports);
        groups.computeIfAbsent(group, absent -> new ArrayList<>()).add(endpoint);
      }
    }
    List<EndpointSlice> slices = new ArrayList<>();
    ObjectMeta metadata = metadata(endpoints);
    groups.forEach(
        (group, found) -> {
          List<EndpointSlice.Endpoint> distinct = new ArrayList<>(byIdentity(found).values());
          int most = Math.min(distinct.size(), MAX_ADDRESSES_PER_SUBSET);
          slices.add(
              new EndpointSlice(
                  metadata,
                  group.type(),
                  distinct.subList(0, most),
                  Objects.requireNonNull(portsOf.get(group))));
        });
    return slices;
  }

  private static List<EndpointSlice.Port> ports(Endpoints.Subset subset) {
    List<EndpointSlice.Port> ports = new ArrayList<>();
    for (Endpoints.Port port : subset.ports()) {
      ports.add(
          new EndpointSlice.Port(
              Objects.requireNonNullElse(port.name(), ""),
              Objects.requireNonNullElse(port.protocol(), Protocol.TCP),
              port.port(),
              port.appProtocol()));
    }
    return ports;
  }

  /** Adds the valid addresses until a subset's bound is reached, and counts the others. */
  private void addAll(
      List<EndpointSlice.Endpoint> into, List<Endpoints.Address> addresses, boolean ready) {
    for (Endpoints.Address address : addresses) {
      if (into.size() >= MAX_ADDRESSES_PER_SUBSET) {
        skipped++;
        continue;
      }
      Ip ip = Ip.tryParse(address.ip());
      if (ip == null) {
        invalid++;
        continue;
      }
      String hostname = address.hostname();
      into.add(
          EndpointSlice.Endpoint.builder()
              .addresses(List.of(ip.toString()))
              .conditions(new Conditions(ready, null, null))
              .hostname(hostname == null || hostname.isEmpty() ? null : hostname)
              .nodeName(address.nodeName())
              .targetRef(address.targetRef())
              .build());
    }
  }

  private static ObjectMeta metadata(Endpoints endpoints) {
    ObjectMeta from = endpoints.metadata();
    Map<String, String> labels = new TreeMap<>(from.labels());
    labels.put(EndpointSlice.SERVICE_NAME_LABEL, from.name());
    labels.put(EndpointSlice.MANAGED_BY_LABEL, MANAGED_BY);
    Map<String, String> annotations = new TreeMap<>(from.annotations());
    annotations.remove(Endpoints.TRIGGER_TIME);
    annotations.remove(APPLIED_ANNOTATION);
    return ObjectMeta.builder()
        .generateName(from.name() + "-")
        .namespace(from.namespace())
        .labels(labels)
        .annotations(annotations)
        .ownerReferences(List.of(SliceMetadata.owner("Endpoints", from)))
        .build();
  }

  /** What the endpoints of a slice have in common. */
  private record Group(AddressType type, Set<EndpointSlice.Port> ports) {}
}
