package io.discovery.core.controller;

import io.discovery.address.Ip;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Conditions;
import io.discovery.model.Endpoints;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The mirroring controller: from Endpoints that a user wrote for a Service without selector to
 * slices (pkg/controller/endpointslicemirroring).
 */
final class EndpointsMirror {
  /** What the label {@value EndpointSlice#MANAGED_BY_LABEL} says of these slices. */
  static final String MANAGED_BY = "endpointslicemirroring-controller.k8s.io";

  private static final String SKIP_LABEL = "endpointslice.kubernetes.io/skip-mirror";
  private static final String LEADER_ANNOTATION = "control-plane.alpha.kubernetes.io/leader";
  private static final String TRIGGER_ANNOTATION =
      "endpoints.kubernetes.io/last-change-trigger-time";
  private static final String APPLIED_ANNOTATION =
      "kubectl.kubernetes.io/last-applied-configuration";
  private static final int MAX_ADDRESSES_PER_SUBSET = 1000;

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
    List<EndpointSlice> desired =
        endpoints != null && service != null && mirrors(endpoints, service)
            ? slices(endpoints)
            : List.of();
    return match(desired, mirrored);
  }

  private static boolean mirrors(Endpoints endpoints, Service service) {
    Map<String, String> labels = endpoints.metadata().labels();
    return service.spec().selector().isEmpty()
        && !"true".equals(labels.get(SKIP_LABEL))
        && !endpoints.metadata().annotations().containsKey(LEADER_ANNOTATION)
        && !endpoints.metadata().terminating();
  }

  /** Pairs what is desired with what is there: the same ports first, then whatever fits. */
  private static SlicePlan match(List<EndpointSlice> desired, List<EndpointSlice> mirrored) {
    List<EndpointSlice> creates = new ArrayList<>();
    List<EndpointSlice> updates = new ArrayList<>();
    List<EndpointSlice> left = new ArrayList<>(mirrored);
    List<EndpointSlice> unpaired = new ArrayList<>();
    for (EndpointSlice slice : desired) {
      EndpointSlice old = take(left, slice, true);
      if (old == null) {
        unpaired.add(slice);
      } else {
        update(old, slice, updates);
      }
    }
    for (EndpointSlice slice : unpaired) {
      EndpointSlice old = take(left, slice, false);
      if (old == null) {
        creates.add(slice);
      } else {
        update(old, slice, updates);
      }
    }
    return new SlicePlan(creates, updates, left, false);
  }

  private static @Nullable EndpointSlice take(
      List<EndpointSlice> from, EndpointSlice slice, boolean samePorts) {
    Iterator<EndpointSlice> iterator = from.iterator();
    while (iterator.hasNext()) {
      EndpointSlice old = iterator.next();
      if (old.addressType().equals(slice.addressType())
          && (!samePorts || old.ports().equals(slice.ports()))) {
        iterator.remove();
        return old;
      }
    }
    return null;
  }

  private static void update(EndpointSlice old, EndpointSlice slice, List<EndpointSlice> updates) {
    ObjectMeta metadata =
        old.metadata().toBuilder()
            .labels(slice.metadata().labels())
            .annotations(slice.metadata().annotations())
            .ownerReferences(slice.metadata().ownerReferences())
            .build();
    EndpointSlice updated = slice.withMetadata(metadata);
    if (!updated.equals(old)) {
      updates.add(updated);
    }
  }

  /** Returns one slice for each address type and list of ports, over all subsets. */
  private static List<EndpointSlice> slices(Endpoints endpoints) {
    Map<Group, Map<SlicePacking.Identity, EndpointSlice.Endpoint>> groups = new LinkedHashMap<>();
    for (Endpoints.Subset subset : endpoints.subsets()) {
      List<EndpointSlice.Port> ports = ports(subset);
      List<EndpointSlice.Endpoint> found = new ArrayList<>();
      addAll(found, subset.addresses(), true);
      addAll(found, subset.notReadyAddresses(), false);
      for (EndpointSlice.Endpoint endpoint : found) {
        Ip ip = Objects.requireNonNull(Ip.tryParse(endpoint.addresses().get(0)));
        Group group = new Group(new AddressType(ip.family().value()), ports);
        groups
            .computeIfAbsent(group, absent -> new LinkedHashMap<>())
            .put(SlicePacking.Identity.of(endpoint), endpoint);
      }
    }
    List<EndpointSlice> slices = new ArrayList<>();
    groups.forEach(
        (group, found) ->
            slices.add(
                new EndpointSlice(
                    metadata(endpoints),
                    group.type(),
                    new ArrayList<>(found.values()),
                    group.ports())));
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

  /** Adds the valid addresses until a subset's bound is reached. */
  private static void addAll(
      List<EndpointSlice.Endpoint> into, List<Endpoints.Address> addresses, boolean ready) {
    for (Endpoints.Address address : addresses) {
      if (into.size() >= MAX_ADDRESSES_PER_SUBSET) {
        return;
      }
      if (Ip.tryParse(address.ip()) == null) {
        continue;
      }
      String hostname = address.hostname();
      into.add(
          EndpointSlice.Endpoint.builder()
              .addresses(List.of(address.ip()))
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
    annotations.remove(TRIGGER_ANNOTATION);
    annotations.remove(APPLIED_ANNOTATION);
    OwnerReference owner =
        new OwnerReference(
            "v1", "Endpoints", from.name(), Objects.requireNonNullElse(from.uid(), ""), true, true);
    return ObjectMeta.builder()
        .generateName(from.name() + "-")
        .namespace(from.namespace())
        .labels(labels)
        .annotations(annotations)
        .ownerReferences(List.of(owner))
        .build();
  }

  /** What the endpoints of a slice have in common. */
  private record Group(AddressType type, List<EndpointSlice.Port> ports) {}
}
