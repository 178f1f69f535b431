package io.discovery.examples.byname;

import io.discovery.ServiceDiscovery;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.proxy.Frontend;
import io.discovery.proxy.FrontendState;
import io.discovery.proxy.ServiceProxy;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds all ways to all Services. */
final class Entries {
  private final String zone;
  private final Map<String, List<FrontendState>> frontends = new TreeMap<>();
  private final List<Entry> entries = new ArrayList<>();

  private Entries(String zone) {
    this.zone = zone;
  }

  /** Returns all ways, by Service, port and kind. */
  static List<Entry> of(ServiceDiscovery discovery, ServiceProxy proxy, String zone) {
    Entries found = new Entries(zone);
    for (FrontendState state : proxy.frontends()) {
      String service = state.port().service().toString();
      found.frontends.computeIfAbsent(service, unused -> new ArrayList<>()).add(state);
    }
    discovery.snapshot().services().forEach(found::add);
    return List.copyOf(found.entries);
  }

  private void add(ServiceSnapshot snapshot) {
    Service service = snapshot.service();
    String externalName = service.spec().externalName();
    if (service.spec().external()) {
      entries.add(entry(snapshot, Entry.Kind.OUTSIDE, null, "-> " + externalName));
      return;
    }
    for (Service.Port port : service.spec().ports()) {
      if (service.spec().headless()) {
        entries.add(entry(snapshot, Entry.Kind.HEADLESS, port(port), pods(snapshot)));
      } else {
        addSockets(snapshot, port);
      }
    }
  }

  /** Nobody listens for a Service without endpoints. */
  private void addSockets(ServiceSnapshot snapshot, Service.Port port) {
    List<Entry> found =
        frontends.getOrDefault(snapshot.name().toString(), List.of()).stream()
            .filter(state -> belongs(state, port))
            .map(state -> entry(snapshot, port, state))
            .sorted(Comparator.comparing(Entry::kind))
            .toList();
    entries.addAll(found);
    if (found.isEmpty()) {
      String address = snapshot.service().spec().clusterIP() + ":" + port.port();
      entries.add(entry(snapshot, Entry.Kind.VIP, port(port), address + " (no endpoint)"));
    }
  }

  private static String pods(ServiceSnapshot snapshot) {
    int pods = snapshot.ports().stream().mapToInt(port -> port.usableCount()).max().orElse(0);
    return pods + (pods == 1 ? " Pod" : " Pods");
  }

  private static boolean belongs(FrontendState state, Service.Port port) {
    return state.port().port().equals(Objects.requireNonNullElse(port.name(), ""))
        && state.frontend().protocol().equals(protocol(port));
  }

  private static Protocol protocol(Service.Port port) {
    return Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
  }

  private static Entry.Port port(Service.Port port) {
    return new Entry.Port(Objects.requireNonNullElse(port.name(), ""), port.port(), protocol(port));
  }

  private Entry entry(ServiceSnapshot snapshot, Service.Port port, FrontendState state) {
    Frontend frontend = state.frontend();
    boolean own = snapshot.service().spec().clusterIPs().contains(frontend.address().toString());
    Entry plain =
        entry(
            snapshot,
            own ? Entry.Kind.VIP : Entry.Kind.NODE,
            port(port),
            frontend.address() + ":" + frontend.port());
    return new Entry(
        plain.service(),
        plain.kind(),
        plain.name(),
        plain.port(),
        plain.target(),
        state.socket(),
        state.problem());
  }

  private Entry entry(
      ServiceSnapshot snapshot, Entry.Kind kind, Entry.@Nullable Port port, String target) {
    String name = snapshot.name().name() + "." + snapshot.name().namespace() + ".svc." + zone;
    return new Entry(snapshot.name().toString(), kind, name, port, target, null, "");
  }
}
