package io.discovery.core.controller;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IpFamily;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  private final SliceSettings settings;
  private final SliceMetadata metadata;
  private final List<EndpointSlice> creates = new ArrayList<>();
  private final List<EndpointSlice> updates = new ArrayList<>();
  private final List<EndpointSlice> deletes = new ArrayList<>();

  private SliceReconciler(Service service, SliceSettings settings) {
    this.service = service;
    this.settings = settings;
    this.metadata = SliceMetadata.of(service);
  }

  /**
   * Returns what to write.
   *
   * @param pods the Pods that the selector matches, by name
   * @param nodes finds a Node by name
   * @param existing all slices that carry the Service's label, by name
   */
  static SlicePlan reconcile(
      Service service,
      List<Pod> pods,
      Function<String, @Nullable Node> nodes,
      List<EndpointSlice> existing,
      SliceSettings settings) {
    if (service.spec().external() || service.spec().selector().isEmpty()) {
      return SlicePlan.NOTHING; // Kubernetes leaves earlier slices where they are
    }
    return new SliceReconciler(service, settings).plan(pods, nodes, existing);
  }

  private SlicePlan plan(
      List<Pod> pods, Function<String, @Nullable Node> nodes, List<EndpointSlice> existing) {
    List<AddressType> types = addressTypes(service);
    Map<AddressType, List<EndpointSlice>> owned = new LinkedHashMap<>();
    for (EndpointSlice slice : existing) {
      if (!MANAGED_BY.equals(slice.metadata().labels().get(EndpointSlice.MANAGED_BY_LABEL))
          || slice.metadata().terminating()) {
        continue;
      }
      if (types.contains(slice.addressType())) {
        owned.computeIfAbsent(slice.addressType(), absent -> new ArrayList<>()).add(slice);
      } else {
        deletes.add(slice);
      }
    }
    boolean incomplete = false;
    for (AddressType type : types) {
      incomplete |= reconcile(type, pods, nodes, owned.getOrDefault(type, List.of()));
    }
    if (service.metadata().terminating()) {
      creates.clear();
    }
    return new SlicePlan(creates, updates, deletes, incomplete);
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

  private boolean reconcile(
      AddressType type,
      List<Pod> pods,
      Function<String, @Nullable Node> nodes,
      List<EndpointSlice> existing) {
    Map<String, PortGroup> groups = new TreeMap<>();
    List<EndpointSlice> owned = new ArrayList<>();
    List<EndpointSlice> strays = new ArrayList<>();
    for (EndpointSlice slice : existing) {
      if (metadata.owns(slice)) {
        owned.add(slice);
        groupOf(groups, slice.ports()).existing().add(slice);
      } else {
        strays.add(slice);
      }
    }
    boolean incomplete = addPods(type, pods, nodes, groups);
    SlicePacking.Writes writes = new SlicePacking.Writes();
    groups
        .values()
        .forEach(
            group -> SlicePacking.pack(group, type, metadata, settings.maxEndpoints(), writes));
    keepPlaceholder(type, owned, writes);
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
      Function<String, @Nullable Node> nodes,
      Map<String, PortGroup> groups) {
    boolean incomplete = false;
    boolean unknownNodes = settings.unknownNodes() || PodEndpoints.publishesNotReady(service);
    for (Pod pod : pods) {
      List<String> addresses = PodEndpoints.addresses(pod, type);
      if (pod.ended() || addresses.isEmpty()) {
        continue;
      }
      String nodeName = pod.spec().nodeName();
      Node node = nodeName == null ? null : nodes.apply(nodeName);
      if (node == null && !unknownNodes) {
        incomplete = true; // Kubernetes tries again until the Node is known
        continue;
      }
      EndpointSlice.Endpoint endpoint = PodEndpoints.endpoint(pod, service, node, addresses);
      groupOf(groups, PodEndpoints.ports(pod, service))
          .desired()
          .put(SlicePacking.Identity.of(endpoint), endpoint);
    }
    return incomplete;
  }

  private static PortGroup groupOf(Map<String, PortGroup> groups, List<EndpointSlice.Port> ports) {
    List<EndpointSlice.Port> sorted = new ArrayList<>(ports);
    sorted.sort(PortGroup.ORDER);
    return groups.computeIfAbsent(sorted.toString(), absent -> new PortGroup(ports));
  }

  /**
   * Without endpoints one empty slice stays, so that consumers know the Service is looked after.
   */
  private void keepPlaceholder(
      AddressType type, List<EndpointSlice> existing, SlicePacking.Writes writes) {
    boolean nothingLeft =
        writes.creates.isEmpty()
            && writes.updates.isEmpty()
            && writes.deletes.size() == existing.size();
    if (!nothingLeft) {
      return;
    }
    EndpointSlice placeholder = metadata.newSlice(type, List.of(), List.of());
    if (existing.isEmpty()) {
      writes.creates.add(placeholder);
      return;
    }
    EndpointSlice kept = existing.get(0);
    for (EndpointSlice slice : existing) {
      if (slice.endpoints().isEmpty() && slice.ports().isEmpty()) {
        kept = slice;
      }
    }
    writes.deletes.remove(kept);
    EndpointSlice emptied = metadata.adopt(kept).withPorts(List.of()).withEndpoints(List.of());
    if (!emptied.equals(kept)) {
      writes.updates.add(emptied);
    }
  }

  /** The slices and endpoints of one set of ports. */
  record PortGroup(
      List<EndpointSlice.Port> ports,
      List<EndpointSlice> existing,
      Map<SlicePacking.Identity, EndpointSlice.Endpoint> desired) {
    static final Comparator<EndpointSlice.Port> ORDER =
        Comparator.comparing(EndpointSlice.Port::toString);

    PortGroup(List<EndpointSlice.Port> ports) {
      this(ports, new ArrayList<>(), new LinkedHashMap<>());
    }
  }

  /** What is written on every slice of a Service besides endpoints. */
  record SliceMetadata(Service service, Map<String, String> labels, OwnerReference owner) {
    private static final String HEADLESS_LABEL = "service.kubernetes.io/headless";

    static SliceMetadata of(Service service) {
      Map<String, String> labels = new TreeMap<>(service.metadata().labels());
      labels.remove(HEADLESS_LABEL);
      String clusterIp = service.spec().clusterIP();
      if (clusterIp == null || clusterIp.isEmpty() || service.spec().headless()) {
        labels.put(HEADLESS_LABEL, "");
      }
      labels.put(EndpointSlice.SERVICE_NAME_LABEL, service.metadata().name());
      labels.put(EndpointSlice.MANAGED_BY_LABEL, MANAGED_BY);
      OwnerReference owner =
          new OwnerReference(
              "v1",
              "Service",
              service.metadata().name(),
              Objects.requireNonNullElse(service.metadata().uid(), ""),
              true,
              true);
      return new SliceMetadata(service, labels, owner);
    }

    /** Returns whether the slice names this very Service as an owner. */
    boolean owns(EndpointSlice slice) {
      for (OwnerReference reference : slice.metadata().ownerReferences()) {
        if (reference.kind().equals(owner.kind())
            && reference.apiVersion().equals(owner.apiVersion())
            && reference.uid().equals(owner.uid())) {
          return true;
        }
      }
      return false;
    }

    EndpointSlice newSlice(
        AddressType type, List<EndpointSlice.Port> ports, List<EndpointSlice.Endpoint> endpoints) {
      ObjectMeta metadata =
          ObjectMeta.builder()
              .generateName(service.metadata().name() + "-")
              .namespace(service.metadata().namespace())
              .labels(labels)
              .ownerReferences(List.of(owner))
              .build();
      return new EndpointSlice(metadata, type, endpoints, ports);
    }

    /** Returns the slice with the labels that it should have; the same if it has them. */
    EndpointSlice adopt(EndpointSlice slice) {
      if (slice.metadata().labels().equals(labels)) {
        return slice;
      }
      return slice.withMetadata(
          slice.metadata().toBuilder().labels(labels).ownerReferences(List.of(owner)).build());
    }
  }
}
