package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.manifest.Manifests;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.StatusException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private final Cluster cluster = Cluster.builder().seed(42).nodes(3).zones("a", "b").build();

  @Test
  void aDeploymentComesUp() {
    DeploymentHandle cart =
        cluster
            .newDeployment("shop/cart")
            .replicas(6)
            .port("http", 8080)
            .readyAfter(Duration.ofSeconds(2))
            .expose();

    cluster.runUntilIdle();
    assertThat(cart.pods()).hasSize(6).allMatch(pod -> pod.state() == PodHandle.State.PENDING);
    assertThat(cart.rolledOut()).isFalse();

    cluster.advance(Duration.ofSeconds(1));
    assertThat(cart.pods()).allMatch(pod -> pod.state() == PodHandle.State.NOT_READY);

    cluster.runUntil(cart::rolledOut, Duration.ofMinutes(5));
    assertThat(cart.pods()).allMatch(pod -> pod.state() == PodHandle.State.READY);
    assertThat(readyEndpoints()).hasSize(6);
  }

  @Test
  void aDeploymentWhoseServiceIsRefusedIsNotThere() {
    ServiceSpec spec = ServiceSpec.builder().ports(List.of(Service.Port.of(80))).build();
    cluster.apply(List.of(new Service(ObjectMeta.of("shop", "cart"), spec, Service.Status.NONE)));
    DeploymentBuilder builder = cluster.newDeployment("shop/cart").port("http", 8080);

    assertThatThrownBy(builder::expose)
        .isInstanceOf(StatusException.class)
        .hasMessage("services \"cart\" already exists");

    assertThat(cluster.deployments()).isEmpty();
    cluster.advance(Duration.ofSeconds(5));
    assertThat(cluster.pods()).isEmpty();
  }

  @Test
  void whatExistsIsNotCreatedAgain() {
    cluster.newDeployment("shop/cart").create();

    assertThatThrownBy(() -> cluster.newDeployment("shop/cart").create())
        .isInstanceOf(StatusException.class)
        .hasMessage("deployments.apps \"cart\" already exists");
    assertThatThrownBy(() -> cluster.deployment("shop/web"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("deployment: shop/web is not there");
  }

  @Test
  void aConditionThatDoesNotComeTrueSaysHowTheClusterIs() {
    cluster.newDeployment("shop/cart").replicas(2).create();

    assertThatThrownBy(() -> cluster.runUntil(() -> false, Duration.ofSeconds(3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cluster: the condition does not hold after PT3S (seed 42; pods: 2 ready)");
  }

  @Test
  void addressesComeFromTheRangesThatWereGiven() {
    Cidr services = Cidr.parse("127.96.0.0/16");
    Cidr nodes = Cidr.parse("127.18.0.0/24");
    try (Cluster local = Cluster.builder().serviceCidrs(services).nodeCidr(nodes).build()) {
      local.newDeployment("shop/cart").port("http", 8080).expose();
      assertThat(local.controlPlane().list(Service.class))
          .allMatch(service -> services.contains(Ip.parse(service.spec().clusterIP())))
          .isNotEmpty();
      assertThat(local.controlPlane().list(Node.class))
          .extracting(node -> node.status().addresses().get(0).address())
          .containsExactly("127.18.0.2", "127.18.0.3", "127.18.0.4");
    }
    assertThatThrownBy(() -> Cluster.builder().nodeCidr(Cidr.parse("127.18.0.0/25")))
        .hasMessage("node CIDR: 127.18.0.0/25 (expected: IPv4, at most /24)");
  }

  private List<EndpointSlice.Endpoint> readyEndpoints() {
    return cluster.controlPlane().list(EndpointSlice.class).stream()
        .flatMap(slice -> slice.endpoints().stream())
        .filter(endpoint -> Boolean.TRUE.equals(endpoint.conditions().ready()))
        .toList();
  }

  @Test
  void manifestsKnowWhatAClusterKnows() {
    String yaml =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cart, namespace: shop}
        spec:
          replicas: 2
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec: {containers: [{name: cart, image: "cart:1"}]}
        """;
    try (Cluster cluster = Cluster.builder().build()) {
      assertThat(cluster.apply(Manifests.text("shop.yaml", yaml))).isEmpty();
      cluster.runUntil(cluster.deployment("shop/cart")::rolledOut, Duration.ofMinutes(1));
      assertThat(cluster.pods()).hasSize(2);
    }
  }
}
