package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.DiscoveryState.Phase;
import io.discovery.ServiceDiscovery;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceSnapshot;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a source does, the client ends in the server's state. */
class WatchContractTest {
  @Property(tries = 1000)
  void endsInTheServersState(@ForAll long seed) {
    Randomness random = Randomness.seeded(seed);
    VirtualLoop loop = new VirtualLoop();
    FaultySource source = new FaultySource(random);
    ServiceDiscovery discovery =
        Discovery.builder()
            .source(source)
            .loop(loop)
            .time(loop)
            .randomness(Randomness.seeded(seed + 1))
            .build();
    for (int step = 0; step < 60; step++) {
      change(source, random);
      if (random.nextInt(3) == 0) {
        source.fault();
      }
      loop.advance(Duration.ofMillis(random.nextInt(random.nextInt(5) == 0 ? 40_000 : 200)));
    }
    source.mend();
    loop.advance(Duration.ofMinutes(12));

    assertThat(discovery.state().phase()).isEqualTo(Phase.SYNCED);
    assertThat(view(discovery)).isEqualTo(expected(source.state()));
    discovery.snapshot().services().forEach(service -> picksWhatIsThere(discovery, service));
    discovery.close();
    assertThat(loop.waiting()).isZero();
  }

  private static void change(FaultySource source, Randomness random) {
    String service = "svc-" + random.nextInt(4);
    EndpointSlice slice = Cart.slice(service, service + "-" + random.nextInt(3));
    switch (random.nextInt(6)) {
      case 0 -> source.put(Cart.service(service, "http:80"));
      case 1 -> source.remove(Cart.service(service, "http:80"));
      case 2 -> source.remove(slice);
      default -> source.put(slice.withEndpoints(endpoints(random)));
    }
  }

  private static List<EndpointSlice.Endpoint> endpoints(Randomness random) {
    List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean serving = random.nextInt(4) > 0;
      boolean terminating = random.nextInt(4) == 0;
      String address = "10.244.0." + (1 + random.nextInt(12));
      endpoints.add(Cart.endpoint(address, serving && !terminating, serving, terminating));
    }
    return endpoints;
  }

  private static Map<String, Set<String>> view(ServiceDiscovery discovery) {
    Map<String, Set<String>> view = new TreeMap<>();
    for (ServiceSnapshot service : discovery.snapshot().services()) {
      Set<String> known = new TreeSet<>();
      for (EndpointSet.Known each : service.ports().get(0).known()) {
        known.add(each.endpoint().address().toString());
      }
      view.put(service.name().toString(), known);
    }
    return view;
  }

  /** All addresses of all slices of each Service, by the model alone. */
  private static Map<String, Set<String>> expected(List<KubernetesObject> state) {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (KubernetesObject object : state) {
      if (!(object instanceof EndpointSlice)) {
        expected.put(object.namespacedName().toString(), new TreeSet<>());
      }
    }
    for (KubernetesObject object : state) {
      if (object instanceof EndpointSlice slice) {
        Set<String> known = expected.get(String.valueOf(slice.service()));
        if (known != null) {
          slice.endpoints().forEach(each -> known.add(each.addresses().get(0)));
        }
      }
    }
    return expected;
  }

  private static void picksWhatIsThere(ServiceDiscovery discovery, ServiceSnapshot service) {
    EndpointSet set = service.ports().get(0);
    if (set.usableCount() > 0) {
      Endpoint picked = discovery.service(service.name()).endpoint();
      assertThat(set.usable()).contains(picked);
    }
  }
}
