package io.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.dns.DnsServer;
import io.discovery.dns.DnsServices;
import io.discovery.manifest.Manifests;
import io.discovery.snapshot.EndpointSet;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A Service of one cluster, followed through its DNS by a client that knows nothing else of it. */
class ForeignClusterTest {
  private static final String HEADLESS =
      """
      apiVersion: v1
      kind: Service
      metadata: {namespace: shop, name: cart}
      spec: {clusterIP: None, selector: {app: cart}, ports: [{name: http, port: 8080}]}
      """;

  @Test
  void endpointsOfAHeadlessServiceAreFollowedByItsSrvRecords() throws Exception {
    try (Cluster cluster = Cluster.builder().seed(1).realTime().build()) {
      DeploymentHandle cart =
          cluster.newDeployment("shop/cart").replicas(3).port("http", 8080).create();
      assertThat(cluster.apply(Manifests.text("cart", HEADLESS).read().objects())).isEmpty();
      cluster.runUntil(cart::rolledOut, Duration.ofMinutes(1));
      try (DnsServer server = DnsServer.builder(cluster.discovery()).ttl(1).start();
          ServiceDiscovery client = Discovery.of(source(server))) {
        BlockingQueue<EndpointSet> seen = new LinkedBlockingQueue<>();
        client.service("far/cart:http").onChange(seen::add);
        await(seen, cart);
        cart.scale(5);
        cluster.runUntil(() -> cart.pods().size() == 5 && cart.rolledOut(), Duration.ofMinutes(1));
        await(seen, cart);
        cart.scale(1);
        cluster.runUntil(() -> cluster.pods().size() == 1, Duration.ofMinutes(1));
        await(seen, cart);
      }
    }
  }

  private static DnsServices source(DnsServer server) {
    return DnsServices.builder()
        .resolver(server.address())
        .srv("far/cart:http", "_http._tcp.cart.shop.svc.cluster.local")
        .build();
  }

  private static void await(BlockingQueue<EndpointSet> seen, DeploymentHandle cart)
      throws InterruptedException {
    List<String> wanted =
        List.copyOf(new TreeSet<>(cart.pods().stream().map(PodHandle::ip).toList()));
    List<String> last = List.of();
    while (!last.equals(wanted)) {
      EndpointSet next = seen.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("endpoints after %s (wanted %s)", last, wanted).isNotNull();
      assertThat(next.usable()).allMatch(endpoint -> endpoint.port() == 8080);
      last =
          List.copyOf(
              new TreeSet<>(
                  next.usable().stream().map(each -> each.address().toString()).toList()));
    }
  }
}
