package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.Refusal;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IpFamily;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One look at a Service. */
final class Reading {
  /** Set on slices of headless Services, which a Service with an address does not use. */
  private final ServiceObjects objects;

  private final Service service;
  private final Location location;
  private final boolean loopback;
  private final @Nullable ServiceView previous;
  private final List<Refusal> refusals = new ArrayList<>();
  private final Map<String, ReadSlice> slices = new LinkedHashMap<>();
  private final Map<PortKey, Joined> entries = new LinkedHashMap<>();
  private final Map<PortKey, PortView> ports = new LinkedHashMap<>();

  Reading(
      ServiceObjects objects, Location location, boolean loopback, @Nullable ServiceView previous) {
    this.objects = objects;
    this.service = objects.service();
    this.location = location;
    this.loopback = loopback;
    this.previous = previous;
  }

  ServiceView view() {
    for (String source : objects.alsoIn()) {
      refusals.add(refusal(source, service, "source " + objects.source() + " has this Service"));
    }
    ServiceName name;
    try {
      name = ServiceName.of(service.namespacedName());
    } catch (IllegalArgumentException e) {
      refuse(service, "metadata: " + e.getMessage());
      return new ServiceView(null, refusals, Map.of(), Map.of(), Map.of());
    }
    if (!service.spec().external()) {
      objects.slices().forEach(this::read);
    }
    return new ServiceView(snapshot(name), refusals, slices, entries, ports);
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private void read(EndpointSlice slice) {
    boolean headless = ServiceSpec.HEADLESS.equals(service.spec().clusterIP());
    AddressType type = slice.addressType();
    if (!headless && slice.metadata().labels().containsKey(Service.HEADLESS_LABEL)) {
      return;
    }
    if (!type.equals(AddressType.IPV4) && !type.equals(AddressType.IPV6)) {
      refuse(slice, "addressType: " + type + " is not used");
      return;
    }
    ReadSlice before = previous == null ? null : previous.slices().get(slice.metadata().name());
    ReadSlice read =
        before != null && before.slice() == slice ? before : ReadSlice.of(slice, loopback, before);
    slices.put(read.name(), read);
    read.problems().forEach(problem -> refuse(slice, problem));
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private ServiceSnapshot snapshot(ServiceName name) {
    ServiceSnapshot before = previous == null ? null : previous.snapshot();
    List<EndpointSet> ports = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < service.spec().ports().size(); i++) {
      Service.Port port = service.spec().ports().get(i);
      String portName = Objects.requireNonNullElse(port.name(), "");
      if (names.add(portName)) {
        EndpointSet known = before == null ? null : before.port(portName);
        ports.add(port(new ServicePortName(name, portName), port, known));
      } else {
        refuse(service, "spec.ports[" + i + "].name: Duplicate value: \"" + portName + "\"");
      }
    }
    if (before != null && before.service() == service && same(before.ports(), ports)) {
      return before;
    }
    return new ServiceSnapshot(name, service, ports);
  }

  /** Equal endpoints may differ in what equality passes over, such as the zone. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(List<EndpointSet> before, List<EndpointSet> now) {
    boolean same = before.size() == now.size();
    for (int i = 0; same && i < now.size(); i++) {
      same = before.get(i) == now.get(i);
    }
    return same;
  }

  private EndpointSet port(ServicePortName name, Service.Port port, @Nullable EndpointSet before) {
    Protocol protocol = Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
    boolean local = ServiceSpec.TrafficPolicy.LOCAL.equals(service.spec().internalTrafficPolicy());
    Set<AddressType> families = families();
    for (AddressType family : families) {
      PortKey key = new PortKey(family, name.port(), protocol);
      entries.put(key, Joined.of(slices, key, previous));
    }
    EndpointSet first = null;
    for (AddressType family : families) {
      PortKey key = new PortKey(family, name.port(), protocol);
      EndpointSet set = set(name, known(key, local), before);
      if (set.known().stream().anyMatch(EndpointSet.Known::usable)) {
        return set;
      }
      first = first == null || first.known().isEmpty() ? set : first;
    }
    return first == null ? set(name, List.of(), before) : first;
  }

  private List<EndpointSet.Known> known(PortKey key, boolean local) {
    Joined joined = Objects.requireNonNull(entries.get(key));
    PortView before = previous == null ? null : previous.ports().get(key);
    PortView view = PortView.of(joined.distinct(), local, location, before);
    ports.put(key, view);
    return view.known();
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private static EndpointSet set(
      ServicePortName name, List<EndpointSet.Known> known, @Nullable EndpointSet before) {
    return before != null && before.known() == known ? before : new EndpointSet(name, known);
  }

  /** The Service's own families, the first one first; a headless Service may have others too. */
  private Set<AddressType> families() {
    Set<AddressType> families = new LinkedHashSet<>();
    for (IpFamily family : service.spec().ipFamilies()) {
      families.add(new AddressType(family.value()));
    }
    if (families.isEmpty() || ServiceSpec.HEADLESS.equals(service.spec().clusterIP())) {
      families.add(AddressType.IPV4);
      families.add(AddressType.IPV6);
    }
    return families;
  }

  private void refuse(KubernetesObject object, String reason) {
    refusals.add(refusal(objects.source(), object, reason));
  }

  private static Refusal refusal(String source, KubernetesObject object, String reason) {
    return new Refusal(source, object.kind(), object.namespacedName(), reason);
  }
}
