package io.discovery.conformance.traffic;

import static io.discovery.conformance.traffic.Town.REFUSED;
import static io.discovery.conformance.traffic.Town.SILENT;
import static io.discovery.conformance.traffic.Town.ask;
import static io.discovery.conformance.traffic.Town.asked;
import static io.discovery.conformance.traffic.Town.names;
import static io.discovery.conformance.traffic.Town.on;
import static io.discovery.conformance.traffic.Town.status;
import static io.discovery.conformance.traffic.Town.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ServiceDiscovery;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.proxy.Mode;
import io.discovery.proxy.ServiceProxy;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import io.discovery.testkit.PodServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of Kubernetes' end-to-end tests of Services (test/e2e/network/service.go), over
 * sockets.
 */
class ServiceTrafficTest {
  private static final String CART = "shop/cart";

  private final Town town = new Town();

  @AfterEach
  void close() {
    town.close();
  }

  private ServiceProxy start() {
    return town.proxy("node-1").start();
  }

  private static void deleteAll(DeploymentHandle deployment) {
    List<PodHandle> pods = deployment.pods();
    deployment.delete();
    until(() -> pods.stream().allMatch(pod -> pod.state() == PodHandle.State.TERMINATING));
  }

  @Test
  @DisplayName("E3: unready and terminating Pods are reached where their addresses are published")
  void e3() {
    DeploymentHandle cart = town.expose(CART, 1);
    PodHandle pod = cart.pods().get(0);
    town.change(CART, spec -> spec.publishNotReadyAddresses(true));
    try (ServiceProxy proxy = start()) {
      pod.ready(false);
      until(() -> pod.state() == PodHandle.State.NOT_READY);
      until(() -> ask(town.vip(CART)), pod.name());
      deleteAll(cart);
      assertThat(asked(town.vip(CART))).isEqualTo(pod.name());
    }
  }

  @Test
  @DisplayName("E4: unready and terminating Pods are refused otherwise")
  void e4() {
    DeploymentHandle cart = town.expose(CART, 1);
    PodHandle pod = cart.pods().get(0);
    try (ServiceProxy proxy = start()) {
      assertThat(asked(town.vip(CART))).isEqualTo(pod.name());
      pod.ready(false);
      until(() -> ask(town.vip(CART)), REFUSED);
      deleteAll(cart);
      assertThat(ask(town.vip(CART))).isEqualTo(REFUSED);
    }
  }

  @Test
  @DisplayName("E5: without a ready endpoint, terminating ones serve (internal, Cluster)")
  void e5() {
    DeploymentHandle cart = town.expose(CART, 3);
    List<String> pods = names(cart);
    try (ServiceProxy proxy = start()) {
      deleteAll(cart);
      Set<String> seen = new TreeSet<>();
      until(
          () -> {
            seen.add(asked(town.vip(CART)));
            return seen.size() == 3;
          });
      assertThat(seen).containsExactlyInAnyOrderElementsOf(pods);
    }
  }

  @Test
  @DisplayName("E6: without a ready endpoint, terminating ones serve (internal, Local)")
  void e6() {
    DeploymentHandle cart = town.expose(CART, 3);
    String local = on(cart, "node-1").name();
    town.change(CART, spec -> spec.internalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL));
    try (ServiceProxy proxy = start()) {
      until(() -> ask(town.vip(CART)), local);
      deleteAll(cart);
      for (int i = 0; i < 10; i++) {
        assertThat(asked(town.vip(CART))).isEqualTo(local);
      }
    }
    try (ServiceProxy elsewhere = town.proxy("node-9").nodeAddresses("127.0.0.1").start()) {
      assertThat(ask(town.vip(CART))).isEqualTo(SILENT);
    }
  }

  @Test
  @DisplayName("E7: without a ready endpoint, terminating ones serve (external, Cluster)")
  void e7() {
    DeploymentHandle cart = town.expose(CART, 3);
    List<String> pods = names(cart);
    town.change(CART, spec -> spec.type(ServiceSpec.Type.NODE_PORT));
    try (ServiceProxy proxy = town.proxy("node-1").localClients(false).start()) {
      deleteAll(cart);
      for (int i = 0; i < 10; i++) {
        assertThat(asked(town.nodePort(CART, 1))).isIn(pods);
      }
    }
  }

  private DeploymentHandle exposeLocally(int replicas, ServiceSpec.Type type) {
    DeploymentHandle cart = town.expose(CART, replicas);
    town.change(
        CART, spec -> spec.type(type).externalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL));
    return cart;
  }

  @Test
  @DisplayName("E8: without a ready endpoint, terminating ones serve (external, Local)")
  void e8() {
    DeploymentHandle cart = exposeLocally(3, ServiceSpec.Type.NODE_PORT);
    String local = on(cart, "node-1").name();
    try (ServiceProxy proxy = town.proxy("node-1").localClients(false).start()) {
      until(() -> ask(town.nodePort(CART, 1)), local);
      deleteAll(cart);
      for (int i = 0; i < 10; i++) {
        assertThat(asked(town.nodePort(CART, 1))).isEqualTo(local);
      }
    }
  }

  @Test
  @DisplayName("E9: the health check node port fails with terminating endpoints, the traffic not")
  void e9() {
    DeploymentHandle cart = exposeLocally(3, ServiceSpec.Type.LOAD_BALANCER);
    String local = on(cart, "node-1").name();
    Integer health = town.service(CART).spec().healthCheckNodePort();
    try (ServiceProxy proxy = town.proxy("node-1").localClients(false).start()) {
      until(() -> status(town.at(1, health)), "HTTP/1.1 200 OK");
      deleteAll(cart);
      until(() -> status(town.at(1, health)), "HTTP/1.1 503 Service Unavailable");
      assertThat(asked(town.nodePort(CART, 1))).isEqualTo(local);
    }
  }

  @Test
  @DisplayName("E10: a client stays with its endpoint until the time-out, then it may move")
  void e10() {
    town.expose(CART, 5);
    town.change(
        CART,
        spec ->
            spec.sessionAffinity(ServiceSpec.SessionAffinity.CLIENT_IP)
                .sessionAffinityConfig(
                    new ServiceSpec.SessionAffinityConfig(new ServiceSpec.ClientIP(2))));
    try (ServiceProxy proxy = start()) {
      String first = asked(town.vip(CART));
      for (int i = 0; i < 20; i++) {
        assertThat(asked(town.vip(CART))).isEqualTo(first);
      }
      until(
          () -> {
            town.pass(Duration.ofMillis(2_200));
            return !asked(town.vip(CART)).equals(first);
          });
    }
  }

  @Test
  @DisplayName("E11: refused at once without endpoints, and Pods that were evicted are none")
  void e11() {
    DeploymentHandle cart = town.expose(CART, 1);
    PodHandle pod = cart.pods().get(0);
    cart.delete();
    until(() -> pod.state() == PodHandle.State.TERMINATING);
    town.change(CART, spec -> spec.publishNotReadyAddresses(true));
    try (ServiceProxy proxy = start()) {
      town.inLoop(
          () -> {
            evicted(pod.object());
            town.cluster.controlPlane().delete(ResourceKind.POD, pod.namespacedName(), 0);
            return true;
          });
      until(() -> ask(town.vip(CART)), REFUSED);
    }
  }

  /** Creates a Pod that was evicted. */
  private void evicted(Pod like) {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name("cart-evicted")
            .labels(like.metadata().labels())
            .build();
    Pod created = town.cluster.controlPlane().create(new Pod(metadata, like.spec(), null));
    town.cluster
        .controlPlane()
        .updateStatus(
            created.withStatus(like.status().toBuilder().phase(PodStatus.Phase.FAILED).build()));
  }

  @Test
  @DisplayName("E12: internalTrafficPolicy Local goes to the node's own endpoints or nowhere")
  void e12() {
    DeploymentHandle cart = town.expose(CART, 3);
    town.change(CART, spec -> spec.internalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL));
    String second = on(cart, "node-2").name();
    try (ServiceProxy proxy = town.proxy("node-2").start()) {
      until(() -> ask(town.vip(CART)), second);
      for (int i = 0; i < 20; i++) {
        assertThat(asked(town.vip(CART))).isEqualTo(second);
      }
    }
    try (ServiceProxy proxy = town.proxy("node-9").nodeAddresses("127.0.0.1").start()) {
      assertThat(ask(town.vip(CART))).isEqualTo(SILENT);
      town.change(CART, spec -> spec.internalTrafficPolicy(ServiceSpec.TrafficPolicy.CLUSTER));
      until(() -> names(cart).contains(ask(town.vip(CART))));
    }
  }

  private Service labelled(String label, boolean set) {
    return town.replace(
        CART,
        service -> {
          Map<String, String> labels = new TreeMap<>(service.metadata().labels());
          if (set) {
            labels.put(label, "x");
          } else {
            labels.remove(label);
          }
          return service.withMetadata(service.metadata().toBuilder().labels(labels).build());
        });
  }

  @Test
  @DisplayName("E13: the label service-proxy-name takes a Service away; headless counts on slices")
  void e13() {
    DeploymentHandle cart = town.expose(CART, 1);
    String pod = cart.pods().get(0).name();
    String another = "service.kubernetes.io/service-proxy-name";
    try (ServiceProxy proxy = start()) {
      for (int round = 0; round < 2; round++) {
        until(() -> ask(town.vip(CART)), pod);
        labelled(another, true);
        until(() -> ask(town.vip(CART)), REFUSED);
        labelled(another, false);
      }
      labelled(Service.HEADLESS_LABEL, true);
      until(() -> ask(town.vip(CART)), pod);
    }
  }

  @Test
  @DisplayName("E14: Services come and go; one that is created again has another address")
  void e14() {
    DeploymentHandle cart = town.expose(CART, 1);
    DeploymentHandle pay = town.expose("shop/pay", 1);
    try (ServiceProxy proxy = start()) {
      InetSocketAddress old = town.vip(CART);
      Service before = town.service(CART);
      assertThat(asked(old)).isIn(names(cart));
      NamespacedName key = before.namespacedName();
      town.inLoop(
          () -> {
            town.cluster.controlPlane().delete(ResourceKind.SERVICE, key);
            return true;
          });
      until(() -> ask(old), REFUSED);
      assertThat(asked(town.vip("shop/pay"))).isIn(names(pay));
      ObjectMeta metadata = ObjectMeta.of("shop", "cart");
      ServiceSpec spec =
          ServiceSpec.builder()
              .selector(before.spec().selector())
              .ports(before.spec().ports())
              .build();
      town.inLoop(
          () ->
              town.cluster.controlPlane().create(new Service(metadata, spec, Service.Status.NONE)));
      assertThat(town.vip(CART)).isNotEqualTo(old);
      until(() -> names(cart).contains(ask(town.vip(CART))));
      assertThat(ask(old)).isEqualTo(REFUSED);
      assertThat(asked(town.vip("shop/pay"))).isIn(names(pay));
    }
  }

  @Test
  @DisplayName("E15: traffic goes on after the proxy and while the API server is away")
  void e15() throws IOException {
    DeploymentHandle cart = town.expose(CART, 2);
    InetSocketAddress vip = town.vip(CART);
    try (ServiceProxy proxy = start()) {
      assertThat(asked(vip)).isIn(names(cart));
    }
    Outage outage = new Outage(town.cluster.watchSource());
    try (ServiceDiscovery discovery = town.discoveryOf(outage);
        ServiceProxy proxy = town.proxyOf(discovery, "node-1").start();
        Socket kept = new Socket()) {
      kept.connect(vip);
      String pod = Town.askAgain(kept);
      outage.begin();
      until(() -> !discovery.state().toString().contains("SYNCED"));
      assertThat(Town.askAgain(kept)).isEqualTo(pod);
      assertThat(asked(vip)).isIn(names(cart));
    }
  }

  @Test
  @DisplayName("E16: endpoints follow when ports are added and removed")
  void e16() {
    DeploymentHandle cart = town.expose(CART, 1);
    String pod = cart.pods().get(0).name();
    try (ServiceProxy proxy = start()) {
      InetSocketAddress first = town.vip(CART);
      InetSocketAddress second = new InetSocketAddress(first.getAddress(), 8081);
      until(() -> ask(first), pod);
      assertThat(ask(second)).isEqualTo(REFUSED);
      Service.Port http = town.service(CART).spec().ports().get(0);
      Service.Port more = http.toBuilder().name("more").port(8081).build();
      town.change(CART, spec -> spec.ports(List.of(http, more)));
      until(() -> ask(second), pod);
      assertThat(asked(first)).isEqualTo(pod);
      town.change(CART, spec -> spec.ports(List.of(more)));
      until(() -> ask(first), REFUSED);
      assertThat(asked(second)).isEqualTo(pod);
    }
  }

  @Test
  @DisplayName("E17: a Pod reaches itself through its Service")
  void e17() {
    AtomicReference<InetSocketAddress> vip = new AtomicReference<>();
    DeploymentHandle loop =
        town.cluster
            .newDeployment("shop/loop")
            .port("http", 80)
            .serve(
                pod ->
                    request ->
                        new PodServer.Response(
                            200, request.path().equals("/") ? pod.name() : asked(vip.get())))
            .expose();
    until(loop::rolledOut);
    vip.set(town.vip("shop/loop"));
    try (ServiceProxy proxy = town.proxy("node-1").mode(Mode.USERSPACE).start()) {
      assertThat(Town.body(vip.get(), "/self")).isEqualTo(loop.pods().get(0).name());
    }
  }
}
