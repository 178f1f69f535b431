package io.discovery.dns;

import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.snapshot.ServiceName;
import io.discovery.time.Randomness;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A source in virtual time, over a network that does what a test says, and what it told. */
abstract class DnsFixture implements WatchHandler {
  static final InetSocketAddress FIRST = FakeNetwork.address("192.0.2.53");
  static final InetSocketAddress SECOND = FakeNetwork.address("192.0.2.54");

  final VirtualTime time = new VirtualTime();
  final FakeNetwork network = new FakeNetwork(time);
  final Zone zone = new Zone();
  final List<WatchEvent> events = new ArrayList<>();
  final Map<Object, KubernetesObject> state = new LinkedHashMap<>();

  DnsFixture() {
    network.put(FIRST, zone);
  }

  Wiring wiring() {
    return new Wiring(time, Randomness.seeded(7), name -> network);
  }

  DnsServices.Builder builder() {
    return DnsServices.builder().wiring(wiring()).resolver(FIRST);
  }

  Watch watch(DnsServices.Builder builder) {
    Watch watch = builder.build().watch(this);
    time.advance(Duration.ofMillis(100));
    return watch;
  }

  @Override
  public void onEvent(WatchEvent event) {
    events.add(event);
    if (event instanceof WatchEvent.Replaced replaced) {
      state.clear();
      replaced.objects().forEach(object -> state.put(key(object), object));
    } else if (event instanceof WatchEvent.Added added) {
      state.put(key(added.object()), added.object());
    } else if (event instanceof WatchEvent.Modified modified) {
      state.put(key(modified.object()), modified.object());
    } else if (event instanceof WatchEvent.Deleted deleted) {
      state.remove(key(deleted.object()));
    }
  }

  private static Object key(KubernetesObject object) {
    return Map.entry(object.kind(), object.namespacedName());
  }

  @Override
  public void onFailure(Throwable cause) {
    throw new AssertionError(cause);
  }

  Service service(String name) {
    NamespacedName key = ServiceName.parse(name).namespacedName();
    return (Service) state.get(Map.entry(ResourceKind.SERVICE, key));
  }

  List<EndpointSlice> slices() {
    return state.values().stream()
        .filter(EndpointSlice.class::isInstance)
        .map(EndpointSlice.class::cast)
        .toList();
  }

  List<String> endpoints() {
    TreeSet<String> endpoints = new TreeSet<>();
    for (EndpointSlice slice : slices()) {
      for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
        endpoints.add(endpoint.addresses().get(0) + ":" + slice.ports().get(0).port());
      }
    }
    return List.copyOf(endpoints);
  }

  List<String> stale() {
    return events.stream()
        .filter(WatchEvent.Stale.class::isInstance)
        .map(event -> ((WatchEvent.Stale) event).cause().getMessage())
        .toList();
  }
}
