package io.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.DiscoveryState;
import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.snapshot.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Over loopback, against a server that lies before it tells the truth. */
class RealSocketsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Zone zone = new Zone().a("db.example.com", 1, "10.0.0.1");

  @Test
  void endpointsOfARealServerCanBePicked() throws Exception {
    try (LoopbackServer server = new LoopbackServer(this::honest);
        ServiceDiscovery discovery = open(server.address())) {
      discovery.awaitSynced(LONG);
      assertThat(picked(discovery)).isEqualTo("10.0.0.1:5432");
      CompletableFuture<Void> changed = new CompletableFuture<>();
      discovery
          .service("legacy/db:sql")
          .onChange(
              endpoints -> {
                if (endpoints.usable().toString().contains("10.0.0.2")) {
                  changed.complete(null);
                }
              });
      synchronized (zone) {
        zone.a("db.example.com", 1, "10.0.0.2");
      }
      changed.get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(picked(discovery)).isEqualTo("10.0.0.2:5432");
    }
    assertThat(threads()).isEmpty();
  }

  @Test
  void everyQueryComesFromAnotherPort() throws Exception {
    try (LoopbackServer server = new LoopbackServer(this::honest);
        ServiceDiscovery discovery = open(server.address())) {
      discovery.awaitSynced(LONG);
      assertThat(server.seen).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    }
  }

  @Test
  void aTruncatedAnswerIsAskedForByTcp() throws Exception {
    LoopbackServer.Answering cutting =
        asked -> {
          if (asked.stream()) {
            honest(asked);
          } else {
            Message cut = Zone.head(asked.query());
            cut.getHeader().setFlag(Flags.TC);
            asked.send(cut.toWire());
          }
        };
    try (LoopbackServer server = new LoopbackServer(cutting);
        ServiceDiscovery discovery = open(server.address())) {
      discovery.awaitSynced(LONG);
      assertThat(picked(discovery)).isEqualTo("10.0.0.1:5432");
      assertThat(server.seen).anyMatch(each -> each.startsWith("TCP"));
    }
  }

  @Test
  void ofAllIdsOnlyTheRightOneIsAccepted() throws Exception {
    LoopbackServer.Answering guessing =
        asked -> {
          byte[] forged = forged(asked.query());
          int right = asked.query().getHeader().getID();
          for (int id = 0; id < 65_536 && !asked.stream(); id++) {
            forged[0] = (byte) (id >> 8);
            forged[1] = (byte) id;
            if (id != right) {
              asked.send(forged);
            }
          }
          honest(asked);
        };
    try (LoopbackServer server = new LoopbackServer(guessing);
        ServiceDiscovery discovery = open(server.address())) {
      discovery.awaitSynced(LONG);
      assertThat(picked(discovery)).isEqualTo("10.0.0.1:5432");
    }
  }

  @Test
  void anAnswerFromAnotherPortOrToAnotherQuestionIsNotAccepted() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        LoopbackServer server =
            new LoopbackServer(
                asked -> {
                  byte[] forged = forged(asked.query());
                  other.send(new DatagramPacket(forged, forged.length, asked.client()));
                  forged[13] ^= 1;
                  asked.send(forged);
                  honest(asked);
                });
        ServiceDiscovery discovery = open(server.address())) {
      discovery.awaitSynced(LONG);
      assertThat(picked(discovery)).isEqualTo("10.0.0.1:5432");
    }
  }

  @Test
  void aServerThatIsNotThereIsPassedOver() throws Exception {
    InetSocketAddress nobody;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    try (LoopbackServer server = new LoopbackServer(this::honest);
        ServiceDiscovery discovery = open(nobody, server.address())) {
      discovery.awaitSynced(LONG);
      assertThat(picked(discovery)).isEqualTo("10.0.0.1:5432");
      assertThat(discovery.state().phase()).isEqualTo(DiscoveryState.Phase.SYNCED);
    }
  }

  private void honest(LoopbackServer.Asked asked) throws IOException {
    synchronized (zone) {
      asked.send(zone.answer(asked.query()).toWire());
    }
  }

  private static byte[] forged(Message query) {
    Message answer = Zone.head(query);
    Name name = query.getQuestion().getName();
    answer.addRecord(Zone.row(name, 9, Type.A, "10.66.66.66"), Section.ANSWER);
    return answer.toWire();
  }

  private static ServiceDiscovery open(InetSocketAddress... servers) {
    return Discovery.of(
        DnsServices.builder()
            .resolver(servers)
            .addresses("legacy/db:sql", "db.example.com", 5432)
            .build());
  }

  private static String picked(ServiceDiscovery discovery) {
    Endpoint endpoint = discovery.service("legacy/db:sql").endpoint();
    return endpoint.address() + ":" + endpoint.port();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.equals("discovery-dns"))
        .toList();
  }
}
