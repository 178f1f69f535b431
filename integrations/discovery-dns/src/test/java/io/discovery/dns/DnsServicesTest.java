package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** What records become, in virtual time. */
class DnsServicesTest extends DnsFixture {
  @Test
  void addressesBecomeAHeadlessService() {
    zone.a("db.example.com", 30, "10.0.0.2", "10.0.0.1");
    zone.put("db.example.com", 30, Type.AAAA, "2001:db8::1");
    watch(builder().addresses("legacy/db:sql", "db.example.com", 5432));
    assertThat(events).hasSize(1);
    assertThat(events.get(0)).isInstanceOf(WatchEvent.Replaced.class);
    Service service = service("legacy/db");
    assertThat(service.spec().clusterIP()).isEqualTo("None");
    assertThat(service.spec().ports()).extracting(Service.Port::port).containsExactly(5432);
    assertThat(endpoints()).containsExactly("10.0.0.1:5432", "10.0.0.2:5432", "2001:db8::1:5432");
    assertThat(slices())
        .extracting(slice -> slice.metadata().name())
        .containsExactly("db.sql.ipv4.5432", "db.sql.ipv6.5432");
  }

  @Test
  void srvRecordsBecomeEndpointsWithTheirPorts() {
    zone.srv("_sip._udp.example.com", 30, "0 0 5060 a.example.com.", "0 0 5070 b.example.com.");
    zone.a("a.example.com", 30, "10.0.0.1").a("b.example.com", 30, "10.0.0.2");
    watch(builder().srv("voip/sip", "_sip._udp.example.com"));
    assertThat(endpoints()).containsExactly("10.0.0.1:5060", "10.0.0.2:5070");
    assertThat(service("voip/sip").spec().ports().get(0).protocol()).isEqualTo(Protocol.UDP);
    assertThat(network.asked())
        .containsExactly(
            "_sip._udp.example.com SRV",
            "a.example.com A",
            "a.example.com AAAA",
            "b.example.com A",
            "b.example.com AAAA");
  }

  @Test
  void onlyTheLowestPriorityWithAnAddressCounts() {
    zone.srv(
        "_x._tcp.example.com",
        30,
        "1 0 80 gone.example.com.",
        "2 0 80 b.example.com.",
        "3 0 80 c.example.com.");
    zone.a("b.example.com", 30, "10.0.0.2").a("c.example.com", 30, "10.0.0.3");
    watch(builder().srv("a/x", "_x._tcp.example.com"));
    assertThat(endpoints()).containsExactly("10.0.0.2:80");
  }

  @Test
  void aRootTargetMeansThatThereIsNoService() {
    zone.srv("_x._tcp.example.com", 30, "0 0 0 .");
    watch(builder().srv("a/x", "_x._tcp.example.com"));
    assertThat(service("a/x")).isNotNull();
    assertThat(endpoints()).isEmpty();
    assertThat(stale()).isEmpty();
  }

  @Test
  void aNewWatchAsksForWhatExpiredMeanwhile() {
    zone.a("db.example.com", 60, "10.0.0.1");
    DnsServices source = builder().addresses("a/db", "db.example.com", 1).build();
    Watch first = source.watch(this);
    time.advance(Duration.ofSeconds(1));
    first.close();
    zone.a("db.example.com", 60, "10.0.0.2");
    time.advance(Duration.ofHours(1));
    events.clear();
    source.watch(this);
    time.advance(Duration.ofMillis(100));
    assertThat(events).hasSize(1);
    assertThat(endpoints()).containsExactly("10.0.0.2:1");
  }

  @Test
  void shortNamesAreSearchedFor(@TempDir Path folder) throws IOException {
    zone.a("db.shop.example.com", 30, "10.0.0.1").a("db.example.com", 30, "10.0.0.2");
    Path file = folder.resolve("resolv.conf");
    Files.writeString(
        file, "nameserver 192.0.2.53\nsearch none.example.com shop.example.com\noptions ndots:5");
    DnsServices.Builder builder = DnsServices.builder().wiring(wiring()).resolvConf(file);
    watch(builder.addresses("a/db", "db", 1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
  }

  @Test
  void manyAddressesFillSeveralSlices() {
    String[] addresses = new String[2_500];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = "10.0." + i / 250 + "." + (1 + i % 250);
    }
    zone.a("db.example.com", 30, addresses);
    watch(builder().addresses("a/db", "db.example.com", 1));
    assertThat(endpoints()).hasSize(2_500);
    assertThat(slices()).hasSize(3).allMatch(slice -> slice.endpoints().size() <= 1_000);
  }

  @Test
  void wrongArgumentsAreRefused() {
    DnsServices.Builder builder = builder();
    assertThatThrownBy(builder::build).hasMessage("services: none (expected: at least 1)");
    assertThatThrownBy(() -> builder.addresses("a/b", "db.example.com", 0))
        .hasMessage("port: 0 (expected: 1..65535)");
    assertThatThrownBy(() -> builder.addresses("a/b", "10.0.0.1", 1))
        .hasMessage("name: \"10.0.0.1\" (expected: a name such as db.example.com)");
    assertThatThrownBy(() -> builder.addresses("a/b", "a..b", 1))
        .hasMessageStartingWith("name: \"a..b\" (");
    assertThatThrownBy(() -> builder.resolver(InetSocketAddress.createUnresolved("ns", 53)))
        .hasMessageContaining("expected: an address and a port");
    assertThatThrownBy(() -> builder.refresh(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("floor: PT2S (expected: at most the ceiling, PT1S)");
    builder.srv("a/b", "_http._tcp.example.com");
    assertThatThrownBy(() -> builder.srv("a/b", "_http._tcp.example.com"))
        .hasMessage("a/b: already there");
  }

  @Test
  void closedMeansClosed() {
    zone.a("db.example.com", 1, "10.0.0.1");
    Watch watch = watch(builder().addresses("a/db", "db.example.com", 1));
    network.put(FIRST, query -> {});
    time.advance(Duration.ofSeconds(2));
    events.clear();
    watch.close();
    watch.close();
    assertThat(time.waiting()).isZero();
    assertThat(network.open()).isZero();
    time.advance(Duration.ofMinutes(5));
    assertThat(events).isEmpty();
  }

  @Test
  void aNewWatchBeginsWithWhatIsKnown() {
    zone.a("db.example.com", 60, "10.0.0.1");
    DnsServices source = builder().addresses("a/db", "db.example.com", 1).build();
    source.watch(this);
    time.advance(Duration.ofSeconds(1));
    network.asked();
    network.put(FIRST, query -> {});
    state.clear();
    source.watch(this);
    time.advance(Duration.ofSeconds(1));
    assertThat(endpoints()).containsExactly("10.0.0.1:1");
    assertThat(network.asked()).isEmpty();
  }
}
