package io.discovery.testkit;

import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happens in a cluster while a source is tested. */
final class WatchSourceScenario {
  private WatchSourceScenario() {}

  /** Keeps what a source delivers. */
  static final class Recorder implements WatchHandler {
    final List<WatchEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(WatchEvent event) {
      events.add(event);
    }

    @Override
    public void onFailure(Throwable cause) {}
  }

  /** Returns a cluster with two Services that have endpoints. */
  static Cluster newCluster() {
    Cluster cluster = Cluster.builder().seed(1).zones("a", "b").build();
    for (String name : List.of("shop/cart", "shop/web")) {
      DeploymentHandle created =
          cluster.newDeployment(name).replicas(4).port("http", 8080).expose();
      cluster.runUntil(created::rolledOut, Duration.ofMinutes(5));
    }
    return cluster;
  }

  /** Pods come and go, a Deployment rolls, and a Service goes and another comes. */
  static void churn(Cluster cluster) {
    DeploymentHandle web = cluster.deployment("shop/web");
    String next = "v" + cluster.trace().count();
    web.rollout(r -> r.image(next));
    cluster.advance(Duration.ofMillis(300));
    DeploymentHandle cart = cluster.deployment("shop/cart");
    cart.pods().get(0).ready(false);
    cart.scale(cart.pods().size() == 4 ? 6 : 4);
    cluster.advance(Duration.ofSeconds(3));
    NamespacedName extra = new NamespacedName("shop", "extra");
    boolean there =
        cluster.deployments().stream().anyMatch(each -> each.namespacedName().equals(extra));
    if (there) {
      cluster.deployment("shop/extra").delete();
      cluster.controlPlane().delete(ResourceKind.SERVICE, extra);
    } else {
      cluster.newDeployment("shop/extra").replicas(2).port("http", 80).expose();
    }
  }
}
