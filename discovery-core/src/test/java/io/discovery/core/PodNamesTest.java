package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.Resolver;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Ip;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodNamesTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final InMemorySource source = new InMemorySource();
  private final ServiceDiscovery discovery =
      Discovery.builder().loop(loop).time(loop).source(source).build();
  private final Resolver shop = discovery.resolver("shop");

  private void put(String namespace, String name, String clusterIp, Service.Port... ports) {
    ServiceSpec spec = ServiceSpec.builder().clusterIP(clusterIp).ports(List.of(ports)).build();
    source.put(new Service(ObjectMeta.of(namespace, name), spec, Service.Status.NONE));
    loop.runUntilIdle();
  }

  private void putSlice(String... addresses) {
    source.put(
        new EndpointSlice(
            ObjectMeta.builder()
                .namespace("shop")
                .name("headless-1")
                .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, "headless"))
                .build(),
            AddressType.IPV4,
            List.of(EndpointSlice.Endpoint.builder().addresses(List.of(addresses)).build()),
            List.of(new EndpointSlice.Port("http", Protocol.TCP, 80, null))));
    loop.runUntilIdle();
  }

  @Test
  void aNameIsSearchedForInTheDomainsOfTheNamespace() {
    put("shop", "cart", "10.96.0.1", Service.Port.of(80));
    put("default", "cart", "10.96.0.2", Service.Port.of(80));
    assertThat(shop.addresses("cart")).containsExactly(Ip.parse("10.96.0.1"));
    assertThat(shop.addresses("CART.Default")).containsExactly(Ip.parse("10.96.0.2"));
    assertThat(shop.addresses("cart.svc.cluster.local")).isEmpty();
    assertThat(shop.addresses("cart.")).isEmpty();
    assertThat(discovery.resolve("cart")).containsExactly(Ip.parse("10.96.0.2"));
  }

  @Test
  void aNameWithFiveDotsIsFoundAsItIs() {
    put("svc", "svc", "10.96.0.3", Service.Port.of("svc", 80));
    assertThat(shop.srv("_svc._tcp.svc.svc.svc.cluster.local"))
        .containsExactly(InetSocketAddress.createUnresolved("svc.svc.svc.cluster.local", 80));
  }

  @Test
  void whatIsNoNameHasNoAddress() {
    put("shop", "cart", "10.96.0.1", Service.Port.of(80));
    for (String name :
        List.of("", ".", "..", "a..b", "_x._tcp", "-", "é", "a b", "x".repeat(999))) {
      assertThat(shop.addresses(name)).as(name).isEmpty();
      assertThat(shop.srv(name)).as(name).isEmpty();
      assertThat(shop.alias(name)).as(name).isNull();
    }
  }

  @Test
  void everyAddressOfAnEndpointCountsAlthoughPicksUseTheFirst() {
    put("shop", "headless", "None", Service.Port.of("http", 80));
    putSlice("10.1.0.1");
    assertThat(shop.addresses("headless")).containsExactly(Ip.parse("10.1.0.1"));
    putSlice("10.1.0.1", "10.1.0.2");
    assertThat(shop.addresses("headless"))
        .containsExactly(Ip.parse("10.1.0.1"), Ip.parse("10.1.0.2"));
  }

  @Test
  void theVariablesAreThoseOfAKubelet() {
    put("default", "kubernetes", "10.96.0.1", Service.Port.of("https", 443));
    put("default", "other", "10.96.0.8", Service.Port.of(80));
    put("shop", "headless", "None", Service.Port.of(80));
    put("shop", "unset", "", Service.Port.of(80));
    put("shop", "my-cart", "10.96.0.2", Service.Port.of("http", 80), dns());
    assertThat(shop.environment().toString().substring(1).replace("}", ", ").split(", "))
        .containsExactly(
            "KUBERNETES_PORT=tcp://10.96.0.1:443",
            "KUBERNETES_PORT_443_TCP=tcp://10.96.0.1:443",
            "KUBERNETES_PORT_443_TCP_ADDR=10.96.0.1",
            "KUBERNETES_PORT_443_TCP_PORT=443",
            "KUBERNETES_PORT_443_TCP_PROTO=tcp",
            "KUBERNETES_SERVICE_HOST=10.96.0.1",
            "KUBERNETES_SERVICE_PORT=443",
            "KUBERNETES_SERVICE_PORT_HTTPS=443",
            "MY_CART_PORT=tcp://10.96.0.2:80",
            "MY_CART_PORT_53_UDP=udp://10.96.0.2:53",
            "MY_CART_PORT_53_UDP_ADDR=10.96.0.2",
            "MY_CART_PORT_53_UDP_PORT=53",
            "MY_CART_PORT_53_UDP_PROTO=udp",
            "MY_CART_PORT_80_TCP=tcp://10.96.0.2:80",
            "MY_CART_PORT_80_TCP_ADDR=10.96.0.2",
            "MY_CART_PORT_80_TCP_PORT=80",
            "MY_CART_PORT_80_TCP_PROTO=tcp",
            "MY_CART_SERVICE_HOST=10.96.0.2",
            "MY_CART_SERVICE_PORT=80",
            "MY_CART_SERVICE_PORT_DNS_UDP=53",
            "MY_CART_SERVICE_PORT_HTTP=80");
  }

  private static Service.Port dns() {
    return Service.Port.builder().name("dns-udp").protocol(Protocol.UDP).port(53).build();
  }

  @Test
  void theOwnServiceKubernetesHidesTheOneOfDefault() {
    put("default", "kubernetes", "10.96.0.1", Service.Port.of("https", 443));
    put("shop", "kubernetes", "fd00::1", Service.Port.of(80));
    put("a", "kubernetes", "fd00::2", Service.Port.of(80));
    assertThat(shop.environment())
        .containsEntry("KUBERNETES_PORT", "tcp://[fd00::1]:80")
        .doesNotContainKey("KUBERNETES_SERVICE_PORT_HTTPS");
    assertThat(discovery.resolver("a").environment())
        .containsEntry("KUBERNETES_SERVICE_HOST", "fd00::2");
  }

  @Test
  void nothingIsSaidToBeAbsentBeforeAllSourcesDelivered() {
    put("shop", "cart", "10.96.0.1", Service.Port.of(80));
    try (ServiceDiscovery waiting =
        Discovery.builder().loop(loop).time(loop).source(source).source(new Silent()).build()) {
      loop.runUntilIdle();
      assertThat(waiting.resolver("shop").addresses("cart")).hasSize(1);
      assertThatThrownBy(() -> waiting.resolve("pay"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("discovery: not synced (waiting for ");
    }
  }

  @Test
  void aClosedDiscoveryResolvesNothing() {
    discovery.close();
    assertThatThrownBy(() -> shop.addresses("cart")).hasMessage("discovery: closed");
    assertThatThrownBy(shop::environment).hasMessage("discovery: closed");
  }

  private static final class Silent implements WatchSource {
    @Override
    public Watch watch(WatchHandler handler) {
      return () -> {};
    }
  }
}
