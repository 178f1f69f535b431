package io.discovery.dns;

import static io.discovery.dns.ServedCluster.external;
import static io.discovery.dns.ServedCluster.service;
import static io.discovery.dns.ServedCluster.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.watch.WatchSource;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@Timeout(60)
class DnsServerTest {
  private static final String CART = "cart.shop.svc.cluster.local.";

  private static List<String> answers(Message message) {
    return message.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }

  @Test
  void answersOverUdpAndTcp() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(UnaryOperator.identity(), service("cart", "10.96.0.7"))) {
      assertThat(cluster.server.address().getAddress().isLoopbackAddress()).isTrue();
      assertThat(answers(cluster.ask(CART, Type.A))).containsExactly("10.96.0.7");
      assertThat(answers(cluster.askWhole(CART, Type.A))).containsExactly("10.96.0.7");
      assertThat(answers(cluster.ask("7.0.96.10.in-addr.arpa.", Type.PTR))).containsExactly(CART);
    }
  }

  @Test
  void keepsTheLetterCaseOfTheQuestion() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(UnaryOperator.identity(), service("cart", "10.96.0.7"))) {
      cluster.ask(CART, Type.SRV);
      Message answer = cluster.ask("Cart.Shop.SVC.Cluster.LOCAL.", Type.SRV);
      assertThat(answer.getQuestion().getName()).hasToString("Cart.Shop.SVC.Cluster.LOCAL.");
      assertThat(answers(answer)).containsExactly("0 100 80 cart.shop.svc.Cluster.LOCAL.");
    }
  }

  @Test
  void aKeptAnswerHasTheFlagsAndTheSizeOfEachQuery() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(UnaryOperator.identity(), service("cart", "10.96.0.7"))) {
      Message plain = ServedCluster.query(CART, Type.A);
      plain.getHeader().unsetFlag(Flags.RD);
      Message sized = ServedCluster.query(CART, Type.A);
      sized.addRecord(new OPTRecord(1_232, 0, 0, 0x8000), Section.ADDITIONAL);
      for (int i = 0; i < 3; i++) {
        Message first = cluster.ask(plain);
        assertThat(first.getHeader().getFlag(Flags.RD)).isFalse();
        assertThat(first.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(first.getOPT()).isNull();
        Message second = cluster.ask(sized);
        assertThat(second.getHeader().getID()).isEqualTo(sized.getHeader().getID());
        assertThat(second.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(second.getOPT().getPayloadSize()).isEqualTo(1_232);
        assertThat(second.getOPT().getFlags()).isEqualTo(0x8000);
        assertThat(answers(second)).containsExactly("10.96.0.7");
      }
    }
  }

  @Test
  void whatDoesNotFitComesOverTcp() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(
            UnaryOperator.identity(), service("crowd", "None"), slice("crowd", 900))) {
      for (int i = 0; i < 2; i++) {
        Message part = cluster.ask("crowd.shop.svc.cluster.local.", Type.A);
        assertThat(part.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(answers(part)).hasSize(29);
        Message whole = cluster.askWhole("crowd.shop.svc.cluster.local.", Type.A);
        assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(answers(whole)).hasSize(900).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void messagesOfOneConnectionAreAnsweredInOrderHoweverTheyAreCut() throws Exception {
    try (ServedCluster cluster =
            new ServedCluster(
                UnaryOperator.identity(), service("crowd", "None"), slice("crowd", 900));
        Socket client = cluster.connect()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < 300; i++) {
        Message query = ServedCluster.query("crowd.shop.svc.cluster.local.", Type.A);
        query.getHeader().setID(i);
        bytes.write(ServedCluster.framed(query));
      }
      byte[] all = bytes.toByteArray();
      client.setTcpNoDelay(true);
      client.getOutputStream().write(all, 0, 1);
      client.getOutputStream().write(all, 1, 60);
      client.getOutputStream().write(all, 61, all.length - 61);
      client.shutdownOutput();
      for (int i = 0; i < 300; i++) {
        Message answer = ServedCluster.read(client);
        assertThat(answer.getHeader().getID()).isEqualTo(i);
        assertThat(answers(answer)).hasSize(900);
      }
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aChangeIsAnsweredOnceItIsPublished() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(UnaryOperator.identity(), service("cart", "10.96.0.1"))) {
      for (int i = 2; i < 100; i++) {
        String ip = "10.96.0." + i;
        cluster.source.put(service("cart", ip));
        cluster.await("cart", now -> ip.equals(now.service().spec().clusterIP()));
        assertThat(answers(cluster.ask(CART, Type.A))).containsExactly(ip);
        assertThat(answers(cluster.ask(i + ".0.96.10.in-addr.arpa.", Type.PTR)))
            .containsExactly(CART);
        Message gone = cluster.ask(i - 1 + ".0.96.10.in-addr.arpa.", Type.PTR);
        assertThat(gone.getRcode()).isEqualTo(Rcode.NXDOMAIN);
      }
    }
  }

  @Test
  void otherNamesAreRefused() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(UnaryOperator.identity(), external("far", "www.example.com"))) {
      assertThat(cluster.ask("www.example.com.", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
      assertThat(answers(cluster.ask("far.shop.svc.cluster.local.", Type.A)))
          .containsExactly("www.example.com.");
    }
  }

  @Test
  void otherNamesAreAskedForUpstream() throws Exception {
    try (ServedCluster other =
            new ServedCluster(
                builder -> builder.zone("other"),
                service("cart", "10.97.0.7"),
                service("crowd", "None"),
                slice("crowd", 300));
        ServedCluster cluster =
            new ServedCluster(
                builder -> builder.upstream(other.server.address()),
                external("far", "cart.shop.svc.other"),
                external("crowd", "crowd.shop.svc.other"),
                external("none", "none.shop.svc.other"))) {
      Message forwarded = cluster.ask("Cart.shop.svc.other.", Type.A);
      assertThat(forwarded.getQuestion().getName()).hasToString("Cart.shop.svc.other.");
      assertThat(answers(forwarded)).containsExactly("10.97.0.7");
      assertThat(answers(cluster.ask("far.shop.svc.cluster.local.", Type.A)))
          .containsExactly("cart.shop.svc.other.", "10.97.0.7");
      assertThat(answers(cluster.askWhole("crowd.shop.svc.cluster.local.", Type.A))).hasSize(301);
      assertThat(answers(cluster.ask("none.shop.svc.cluster.local.", Type.A)))
          .containsExactly("none.shop.svc.other.");
      Message truncated = cluster.ask("crowd.shop.svc.other.", Type.A);
      assertThat(truncated.getHeader().getFlag(Flags.TC)).isTrue();
      assertThat(answers(cluster.askWhole("crowd.shop.svc.other.", Type.A))).hasSize(300);
    }
  }

  @Test
  void anUpstreamThatIsSilentIsAFailure() throws Exception {
    SteppedTime time = new SteppedTime();
    try (DatagramSocket silent = new DatagramSocket();
        ServedCluster cluster =
            new ServedCluster(
                builder ->
                    builder
                        .time(time)
                        .upstream(
                            new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), silent.getLocalPort())),
                external("far", "www.example.com"));
        Socket client = cluster.connect()) {
      client.getOutputStream().write(ServedCluster.framed(ServedCluster.query("x.", Type.A)));
      int[] ports = new int[2];
      for (int i = 0; i < 2; i++) {
        DatagramPacket asked = new DatagramPacket(new byte[512], 512);
        silent.receive(asked);
        ports[i] = asked.getPort();
        // An answer to another question is none.
        byte[] wrong = Arrays.copyOf(asked.getData(), asked.getLength());
        wrong[0] ^= 1;
        wrong[2] |= (byte) 0x80;
        silent.send(new DatagramPacket(wrong, wrong.length, asked.getSocketAddress()));
        time.advanceMillis(3_000);
      }
      assertThat(ServedCluster.read(client).getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(ports[0]).isNotEqualTo(ports[1]);
    }
  }

  @Test
  void withoutAWholeStateNoNameIsDenied() throws Exception {
    WatchSource silent = handler -> () -> {};
    try (ServiceDiscovery discovery = Discovery.builder().source(silent).build();
        DnsServer server = DnsServer.builder(discovery).start();
        Socket client = new Socket(server.address().getAddress(), server.port())) {
      client.getOutputStream().write(ServedCluster.framed(ServedCluster.query(CART, Type.A)));
      assertThat(ServedCluster.read(client).getRcode()).isEqualTo(Rcode.SERVFAIL);
      client
          .getOutputStream()
          .write(ServedCluster.framed(ServedCluster.query("cluster.local.", Type.SOA)));
      assertThat(ServedCluster.read(client).getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void closedMeansClosed() throws Exception {
    int port;
    try (ServedCluster cluster =
        new ServedCluster(UnaryOperator.identity(), service("cart", "10.96.0.7"))) {
      port = cluster.server.port();
      Socket client = cluster.connect();
      client.getOutputStream().write(ServedCluster.framed(ServedCluster.query(CART, Type.A)));
      assertThat(answers(ServedCluster.read(client))).hasSize(1);
      cluster.server.close();
      cluster.server.close();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("discovery-dns-" + port);
      for (int i = 0; i < 20; i++) {
        try (DnsServer again = DnsServer.builder(cluster.discovery).port(port).start()) {
          assertThat(again.port()).isEqualTo(port);
        }
      }
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(UnaryOperator.identity(), service("cart", "10.96.0.7"))) {
      DnsServer.Builder second = DnsServer.builder(cluster.discovery).port(cluster.server.port());
      assertThatThrownBy(second::start)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("dns: cannot listen (at ");
    }
  }

  @Test
  void settingsAreChecked() {
    try (ServiceDiscovery discovery = Discovery.of((WatchSource) handler -> () -> {})) {
      DnsServer.Builder builder = DnsServer.builder(discovery);
      assertThatThrownBy(() -> builder.zone("a..b")).hasMessageContaining("zone: \"a..b\"");
      assertThatThrownBy(() -> builder.zone("a".repeat(57))).hasMessageContaining("56");
      assertThatThrownBy(() -> builder.ttl(-1)).hasMessage("ttl: -1 (expected: 0 to 3600)");
      assertThatThrownBy(() -> builder.maxConnections(0)).hasMessageContaining("at least 1");
    }
  }
}
