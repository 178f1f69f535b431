package io.discovery.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Resolver;
import io.discovery.address.Ip;
import io.discovery.manifest.Manifests;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.PodHandle;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Kubernetes' conformance tests of DNS (test/e2e/network/dns.go), in process. */
class ResolverTest {
  private final Cluster cluster = Cluster.builder().seed(1).build();
  private final Resolver shop = cluster.discovery().resolver("shop");

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  @DisplayName("C30 DNS for the cluster: the Service kubernetes by each of its names")
  void c30() {
    apply(service("default", "kubernetes", "clusterIP: 10.96.0.1", "{name: https, port: 443}"));
    for (String name :
        List.of(
            "kubernetes.default",
            "kubernetes.default.svc",
            "kubernetes.default.svc.cluster.local",
            "kubernetes.default.svc.cluster.local.")) {
      assertThat(shop.addresses(name)).as(name).containsExactly(Ip.parse("10.96.0.1"));
    }
    assertThat(cluster.discovery().resolve("kubernetes")).containsExactly(Ip.parse("10.96.0.1"));
  }

  @Test
  @DisplayName("C31 DNS for Services: addresses and ports, headless or not, and names of Pods")
  void c31() {
    newPods();
    apply(
        service("shop", "plain", "clusterIP: 10.96.0.7", "{name: http, port: 80}"),
        service("shop", "headless", "clusterIP: None", "{name: http, port: 8080}"));
    List<Ip> pods = ips();
    assertThat(shop.addresses("plain.shop.svc")).containsExactly(Ip.parse("10.96.0.7"));
    assertThat(shop.addresses("headless.shop.svc")).containsExactlyInAnyOrderElementsOf(pods);
    assertThat(shop.srv("_http._tcp.plain.shop.svc"))
        .containsExactly(target("plain.shop.svc.cluster.local", 80));
    List<InetSocketAddress> targets = shop.srv("_http._tcp.headless.shop.svc");
    assertThat(targets).hasSize(2).allMatch(target -> target.getPort() == 8080);
    assertThat(targets)
        .flatExtracting(target -> shop.addresses(target.getHostString()))
        .containsExactlyInAnyOrderElementsOf(pods);
    String dashed = pods.get(0).toString().replace('.', '-');
    assertThat(shop.addresses(dashed + ".shop.pod.cluster.local")).containsExactly(pods.get(0));
  }

  @Test
  @DisplayName("C32 PQDN for Services: the search path of the Pod's namespace leads to each")
  void c32() {
    newPods();
    apply(
        service("shop", "plain", "clusterIP: 10.96.0.7", "{name: http, port: 80}"),
        service("shop", "headless", "clusterIP: None", "{name: http, port: 8080}"));
    for (String end : List.of("", ".shop", ".shop.svc")) {
      assertThat(shop.addresses("plain" + end)).as(end).containsExactly(Ip.parse("10.96.0.7"));
      assertThat(shop.addresses("headless" + end)).as(end).hasSameElementsAs(ips());
      assertThat(shop.srv("_http._tcp.plain" + end))
          .as(end)
          .containsExactly(target("plain.shop.svc.cluster.local", 80));
      assertThat(shop.srv("_http._tcp.headless" + end)).as(end).hasSize(2);
    }
    Resolver other = cluster.discovery().resolver("other");
    assertThat(other.addresses("plain")).isEmpty();
    assertThat(other.addresses("plain.shop")).containsExactly(Ip.parse("10.96.0.7"));
  }

  @Test
  @DisplayName("C33 a Pod's host name below the headless Service of its subdomain")
  void c33() {
    statefulPods();
    assertThat(shop.addresses("web-0.sub.shop.svc.cluster.local")).containsExactly(ip("web-0"));
    assertThat(shop.addresses("web-1.sub")).containsExactly(ip("web-1"));
    assertThat(shop.addresses("web-2.sub")).isEmpty();
    cluster.pod("shop/web-1").ready(false);
    cluster.advance(Duration.ofSeconds(5));
    assertThat(shop.addresses("web-1.sub")).isEmpty();
  }

  @Test
  @DisplayName("C34 the subdomain itself has the addresses of all its Pods")
  void c34() {
    statefulPods();
    assertThat(shop.addresses("sub.shop.svc.cluster.local"))
        .containsExactlyInAnyOrder(ip("web-0"), ip("web-1"));
    assertThat(shop.srv("_http._tcp.sub"))
        .containsExactlyInAnyOrder(
            target("web-0.sub.shop.svc.cluster.local", 80),
            target("web-1.sub.shop.svc.cluster.local", 80));
  }

  @Test
  @DisplayName("C35 an ExternalName is an alias, follows a change, and becomes an address")
  void c35() {
    apply(external("foo.example.com"));
    assertThat(shop.alias("mail")).isEqualTo("foo.example.com");
    assertThat(shop.addresses("mail")).isEmpty();
    apply(external("bar.example.com"));
    assertThat(shop.alias("mail.shop.svc")).isEqualTo("bar.example.com");
    apply(service("shop", "mail", "clusterIP: 10.96.0.9", "{name: http, port: 80}"));
    assertThat(shop.alias("mail")).isNull();
    assertThat(shop.addresses("mail")).containsExactly(Ip.parse("10.96.0.9"));
  }

  private void newPods() {
    cluster.newDeployment("shop/cart").replicas(2).port("http", 8080).create();
    cluster.advance(Duration.ofSeconds(5));
  }

  private void statefulPods() {
    apply(
        service("shop", "sub", "clusterIP: None", "{name: http, port: 80}"),
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {namespace: shop, name: web}
        spec:
          serviceName: sub
          replicas: 2
          selector: {matchLabels: {app: cart}}
          template:
            metadata: {labels: {app: cart}}
            spec: {containers: [{name: main, image: v1}]}
        """);
  }

  private Ip ip(String pod) {
    return Ip.parse(String.valueOf(cluster.pod("shop/" + pod).ip()));
  }

  private static String service(String namespace, String name, String address, String port) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {namespace: %s, name: %s}
    spec: {type: ClusterIP, selector: {app: cart}, %s, ports: [%s]}
    """
        .formatted(namespace, name, address, port);
  }

  private static String external(String name) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {namespace: shop, name: mail}
    spec: {type: ExternalName, externalName: %s}
    """
        .formatted(name);
  }

  private void apply(String... manifests) {
    String text = String.join("---\n", manifests);
    assertThat(
            cluster.apply(Manifests.text("test", text).withKinds(Cluster.kinds()).read().objects()))
        .isEmpty();
    cluster.advance(Duration.ofSeconds(5));
  }

  private List<Ip> ips() {
    return cluster.pods().stream().map(PodHandle::ip).map(Ip::parse).toList();
  }

  private static InetSocketAddress target(String host, int port) {
    return InetSocketAddress.createUnresolved(host, port);
  }
}
