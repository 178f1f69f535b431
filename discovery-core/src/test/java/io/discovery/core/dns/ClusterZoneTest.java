package io.discovery.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.address.Ip;
import io.discovery.core.Cart;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterZoneTest {
  private static final String SOA =
      "SOA cluster.local. ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 5";

  private final ListedObjects objects = new ListedObjects();
  private final ClusterZone zone =
      new ClusterZone(
          List.of("cluster.local.", "96.10.in-addr.arpa.", "d.f.ip6.arpa."),
          5,
          List.of(Ip.parse("10.1.0.53")));

  private static Service service(String name, String ip, String... ports) {
    return Cart.service(name, ServiceSpec.builder().clusterIP(ip).clusterIPs(List.of(ip)), ports);
  }

  private static Service external(String name, String target) {
    return Cart.service(
        name, ServiceSpec.builder().type(ServiceSpec.Type.EXTERNAL_NAME).externalName(target));
  }

  private static EndpointSlice.Endpoint named(String host, String... addresses) {
    return EndpointSlice.Endpoint.builder().hostname(host).addresses(List.of(addresses)).build();
  }

  /** Returns {@code rcode}, then what was answered; {@code name} is relative to the zone. */
  private List<String> ask(String name, int type) {
    return askAbsolute((name.isEmpty() ? "" : name + ".") + "cluster.local.", type);
  }

  private List<String> askAbsolute(String name, int type) {
    DnsAnswer answer = zone.answer(objects, name, type);
    List<String> texts = new ArrayList<>();
    texts.add("" + answer.rcode());
    answer.answers().forEach(record -> texts.add(record.data()));
    answer.authority().forEach(record -> texts.add("SOA " + record.name() + " " + record.data()));
    answer.additional().forEach(record -> texts.add(record.name() + " " + record.data()));
    answer.foreign().forEach(target -> texts.add("? " + target));
    return texts;
  }

  @Test
  void aServiceHasItsAddressAndPorts() {
    objects.all.add(service("cart", "10.96.0.7", "http:80", "admin:81"));
    assertThat(ask("cart.shop.svc", DnsRecord.A)).containsExactly("0", "10.96.0.7");
    assertThat(ask("cart.shop.svc", DnsRecord.AAAA)).containsExactly("0", SOA);
    assertThat(ask("_http._tcp.cart.shop.svc", DnsRecord.SRV))
        .containsExactly(
            "0", "0 100 80 cart.shop.svc.cluster.local.", "cart.shop.svc.cluster.local. 10.96.0.7");
    assertThat(ask("cart.shop.svc", DnsRecord.SRV))
        .containsExactly(
            "0",
            "0 50 80 cart.shop.svc.cluster.local.",
            "0 50 81 cart.shop.svc.cluster.local.",
            "cart.shop.svc.cluster.local. 10.96.0.7");
    assertThat(ask("_http._udp.cart.shop.svc", DnsRecord.SRV)).containsExactly("3", SOA);
  }

  @Test
  void aHeadlessServiceHasThoseOfItsReadyEndpoints() {
    objects.all.add(service("cart", "None"));
    assertThat(ask("cart.shop.svc", DnsRecord.A)).containsExactly("3", SOA);
    objects.all.add(
        Cart.slice(
            "cart",
            "cart-1",
            named("cart-0", "10.1.0.1"),
            named("", "10.1.0.2"),
            Cart.endpoint("10.1.0.3", false, true, true)));
    assertThat(ask("cart.shop.svc", DnsRecord.A)).containsExactly("0", "10.1.0.1", "10.1.0.2");
    assertThat(ask("CART-0.cart.shop.svc", DnsRecord.A)).containsExactly("0", "10.1.0.1");
    assertThat(ask("10-1-0-2.cart.shop.svc", DnsRecord.A)).containsExactly("0", "10.1.0.2");
    assertThat(ask("10-1-0-3.cart.shop.svc", DnsRecord.A)).containsExactly("3", SOA);
  }

  @Test
  void anAddressHasTheNameOfItsServiceFirst() {
    objects.all.add(service("cart", "None"));
    objects.all.add(Cart.slice("cart", "a", named("cart-0", "10.96.0.9")));
    objects.all.add(Cart.slice("gone", "b", named("gone-0", "10.96.0.9")));
    assertThat(askAbsolute("9.0.96.10.in-addr.arpa.", DnsRecord.PTR))
        .containsExactly(
            "0", "cart-0.cart.shop.svc.cluster.local.", "gone-0.gone.shop.svc.cluster.local.");
    objects.all.add(service("pay", "10.96.0.9", "http:80"));
    assertThat(askAbsolute("9.0.96.10.in-addr.arpa.", DnsRecord.PTR))
        .containsExactly("0", "pay.shop.svc.cluster.local.");
    assertThat(askAbsolute("8.0.96.10.in-addr.arpa.", DnsRecord.PTR).get(0)).isEqualTo("3");
  }

  @Test
  void aNameLiesInTheLongestZone() {
    ClusterZone zones = new ClusterZone(List.of("local.", "a.local.", "b."), 5, List.of());
    assertThat(zones.zoneOf("x.A.local.")).isEqualTo("A.local.");
    assertThat(zones.zoneOf("xa.local.")).isEqualTo("local.");
    assertThat(zones.zoneOf("b.")).isEqualTo("b.");
    assertThat(zones.zoneOf("xb.")).isNull();
    assertThat(zones.zoneOf(".")).isNull();
  }

  @Test
  void sixteenBitsOfAnIpv6NameTooManyAreIgnored() {
    String ip = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.0.0.d.f.ip6.arpa.";
    objects.all.add(service("six", "fd00:1::1", "http:80"));
    for (String name : List.of(ip, "x." + ip, "x.y.z." + ip)) {
      assertThat(askAbsolute(name, DnsRecord.PTR)).contains("six.shop.svc.cluster.local.");
    }
    assertThat(askAbsolute("w.x.y.z." + ip, DnsRecord.PTR).get(0)).isEqualTo("3");
  }

  @Test
  void anAliasIsFollowedInsideOfTheZone() {
    objects.all.add(service("cart", "10.96.0.7", "http:80"));
    objects.all.add(external("near", "cart.shop.svc.cluster.local"));
    objects.all.add(external("far", "www.example.com"));
    objects.all.add(external("self", "self.shop.svc.cluster.local"));
    objects.all.add(external("a", "b.shop.svc.cluster.local"));
    objects.all.add(external("b", "a.shop.svc.cluster.local"));
    objects.all.add(external("literal", "203.0.113.7"));
    assertThat(ask("near.shop.svc", DnsRecord.A))
        .containsExactly("0", "cart.shop.svc.cluster.local.", "10.96.0.7");
    assertThat(ask("near.shop.svc", DnsRecord.AAAA)).containsExactly("0", SOA);
    assertThat(ask("far.shop.svc", DnsRecord.A))
        .containsExactly("0", "www.example.com.", "? www.example.com.");
    assertThat(ask("self.shop.svc", DnsRecord.A)).containsExactly("0", SOA);
    assertThat(ask("a.shop.svc", DnsRecord.A)).containsExactly("0", SOA);
    assertThat(ask("a.shop.svc", DnsRecord.CNAME))
        .containsExactly("0", "b.shop.svc.cluster.local.");
    assertThat(ask("literal.shop.svc", DnsRecord.A)).containsExactly("3", SOA);
  }

  @Test
  void elevenAliasesAreFollowed() {
    objects.all.add(service("deep12", "10.96.0.7", "http:80"));
    for (int i = 0; i < 12; i++) {
      objects.all.add(external("deep" + i, "deep" + (i + 1) + ".shop.svc.cluster.local"));
    }
    assertThat(ask("deep1.shop.svc", DnsRecord.A)).hasSize(1 + 11 + 1).contains("10.96.0.7");
    assertThat(ask("deep0.shop.svc", DnsRecord.A)).containsExactly("0", SOA);
  }

  @Test
  void aliasesThatFanOutAreBounded() {
    String[] names = new String[200];
    for (int i = 0; i < names.length; i++) {
      names[i] = "x" + i + ".fan.shop.svc.cluster.local";
    }
    objects.all.add(service("fan", "None"));
    objects.all.add(Cart.slice("fan", "fan-1", named("", names)));
    for (int i = 0; i < names.length; i++) {
      objects.all.add(Cart.slice("fan", "fan-" + i, named("x" + i, names)));
    }
    assertThat(zone.answer(objects, "fan.shop.svc.cluster.local.", DnsRecord.A).answers())
        .hasSizeLessThan(1_001);
  }

  @Test
  void namesOfPodsHoldTheirAddress() {
    assertThat(ask("10-1-0-1.shop.pod", DnsRecord.A)).containsExactly("0", "10.1.0.1");
    assertThat(ask("fd00--1.shop.pod", DnsRecord.AAAA)).containsExactly("0", "fd00::1");
    assertThat(ask("--ffff-a01-1.shop.pod", DnsRecord.A)).containsExactly("0", "10.1.0.1");
    assertThat(ask("10-1-9-9.shop.pod", DnsRecord.A)).containsExactly("3", SOA);
    assertThat(ask("010-1-0-1.shop.pod", DnsRecord.A)).containsExactly("3", SOA);
    assertThat(ask("shop.pod", DnsRecord.A)).containsExactly("0", SOA);
    objects.namesPods = false;
    assertThat(ask("10-1-0-1.shop.pod", DnsRecord.A)).containsExactly("3", SOA);
    assertThat(ask("shop.pod", DnsRecord.A)).containsExactly("3", SOA);
    assertThat(ask("pod", DnsRecord.A)).containsExactly("0", SOA);
  }

  @Test
  void theNameServerIsTheServiceThatOurAddressIsAnEndpointOf() {
    assertThat(ask("", DnsRecord.NS))
        .containsExactly("0", "ns.dns.cluster.local.", "ns.dns.cluster.local. 10.1.0.53");
    objects.all.add(service("kube-dns", "10.96.0.10", "dns:53"));
    objects.all.add(Cart.slice("kube-dns", "a", named("", "10.1.0.53")));
    assertThat(ask("", DnsRecord.NS))
        .containsExactly(
            "0", "kube-dns.shop.svc.cluster.local.", "kube-dns.shop.svc.cluster.local. 10.96.0.10");
    assertThat(ask("ns.dns", DnsRecord.A)).containsExactly("0", "10.96.0.10");
    assertThat(ask("ns.dns", DnsRecord.AAAA)).containsExactly("0", SOA);
    assertThat(askAbsolute("ns.dns.Cluster.local.", DnsRecord.A).get(0)).isEqualTo("3");
    assertThat(askAbsolute("Cluster.local.", DnsRecord.NS)).hasSize(2);
  }

  @Test
  void zonesHaveDataOfTheirOwn() {
    assertThat(ask("", DnsRecord.SOA))
        .containsExactly("0", SOA.substring("SOA cluster.local. ".length()));
    assertThat(ask("nobody.shop.svc", DnsRecord.SOA)).containsExactly("0", SOA);
    assertThat(ask("dns-version", DnsRecord.TXT)).containsExactly("0", "\"1.1.0\"");
    assertThat(ask("", DnsRecord.TXT)).containsExactly("3", SOA);
    assertThat(ask("", 252)).containsExactly("5");
    assertThat(askAbsolute("www.example.com.", DnsRecord.A)).containsExactly("5");
  }

  @Test
  void theZoneIsEchoedInTheCaseOfTheQuestion() {
    objects.all.add(service("cart", "10.96.0.7", "http:80"));
    DnsAnswer answer = zone.answer(objects, "Cart.shop.svc.Cluster.LOCAL.", DnsRecord.SRV);
    assertThat(answer.answers())
        .containsExactly(
            new DnsRecord(
                "Cart.shop.svc.Cluster.LOCAL.",
                5,
                DnsRecord.SRV,
                "0 100 80 cart.shop.svc.Cluster.LOCAL."));
  }
}
