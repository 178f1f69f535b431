package io.discovery.examples.firstlight;

import io.discovery.Refusal;
import io.discovery.Registration;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Endpoints;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.testkit.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The machines outside the cluster that Services without selector stand for: an HTTP server for
 * each endpoint that somebody wrote down by hand.
 */
final class Machines implements AutoCloseable {
  /** What they run. */
  static final String VERSION = "outside";

  private final Cluster cluster;
  private final Served served;
  private final Map<String, Registration> listening = new TreeMap<>();
  private final Map<String, KubernetesObject> byHand = new TreeMap<>();
  private int added;

  Machines(Cluster cluster, Served served) {
    this.cluster = cluster;
    this.served = served;
  }

  /** Starts a server for each address that a manifest has by hand, and remembers where it stood. */
  void standInFor(List<KubernetesObject> objects) {
    for (KubernetesObject object : objects) {
      if (object instanceof Endpoints endpoints) {
        byHand.put(object.namespacedName().toString(), endpoints);
        endpoints.subsets().forEach(this::listen);
      } else if (object instanceof EndpointSlice slice && slice.service() != null) {
        byHand.putIfAbsent(String.valueOf(slice.service()), slice);
        listen(slice);
      }
    }
  }

  private void listen(Endpoints.Subset subset) {
    for (Endpoints.Port port : subset.ports()) {
      subset.addresses().forEach(address -> listen(address.ip(), port.port()));
    }
  }

  private void listen(EndpointSlice slice) {
    for (EndpointSlice.Port port : slice.ports()) {
      Integer number = port.port();
      if (number != null && !AddressType.FQDN.equals(slice.addressType())) {
        slice.endpoints().stream()
            .flatMap(endpoint -> endpoint.addresses().stream().limit(1))
            .forEach(address -> listen(address, number));
      }
    }
  }

  private void listen(String address, int port) {
    try {
      standIn(address, port);
    } catch (IllegalArgumentException impossible) {
      // No such address or port: admission refuses the object too, and the report says why.
    }
  }

  private void standIn(String address, int port) {
    listening.computeIfAbsent(
        address + " " + port,
        key ->
            cluster.network().listen(address, port, served.server("machine-" + address, VERSION)));
  }

  /** Starts one more machine and adds it to a Service by hand; returns what was refused. */
  List<Refusal> add(Service service) {
    // TEST-NET-3 of RFC 5737: nobody's addresses.
    String address = "203.0.113." + ++added;
    for (Service.Port port : service.spec().ports()) {
      listen(address, Ports.target(port));
    }
    String name = service.namespacedName().toString();
    KubernetesObject grown = withAddress(byHand.get(name), service, address);
    byHand.put(name, grown);
    return cluster.apply(List.of(grown));
  }

  private static KubernetesObject withAddress(
      @Nullable KubernetesObject now, Service service, String address) {
    if (now instanceof Endpoints endpoints) {
      return endpoints.withSubsets(
          endpoints.subsets().stream().map(s -> with(s, address)).toList());
    }
    EndpointSlice slice = now instanceof EndpointSlice old ? old : newSlice(service);
    List<EndpointSlice.Endpoint> all = new ArrayList<>(slice.endpoints());
    all.add(EndpointSlice.Endpoint.builder().addresses(List.of(address)).build());
    return slice.withEndpoints(all);
  }

  private static Endpoints.Subset with(Endpoints.Subset subset, String address) {
    List<Endpoints.Address> all = new ArrayList<>(subset.addresses());
    all.add(new Endpoints.Address(address, null, null, null));
    return new Endpoints.Subset(all, subset.notReadyAddresses(), subset.ports());
  }

  private static EndpointSlice newSlice(Service service) {
    ObjectMeta meta =
        ObjectMeta.builder()
            .namespace(service.metadata().namespace())
            .name(service.metadata().name() + "-by-hand")
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, service.metadata().name()))
            .build();
    List<EndpointSlice.Port> ports =
        service.spec().ports().stream()
            .map(p -> new EndpointSlice.Port(p.name(), p.protocol(), Ports.target(p), null))
            .toList();
    return new EndpointSlice(meta, AddressType.IPV4, List.of(), ports);
  }

  @Override
  public void close() {
    listening.values().forEach(Registration::close);
  }
}
