package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Time;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Endpoint MACHINE = udp("192.0.2.17");

  private final Cluster cluster =
      Cluster.builder().seed(3).realTime().drain(Duration.ofMillis(300)).build();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static Endpoint udp(String address) {
    return Endpoint.builder(Ip.parse(address), 53).protocol(Protocol.UDP).build();
  }

  private PodHandle names() {
    DeploymentHandle names =
        cluster
            .newDeployment("shop/names")
            .port("dns", 53, Protocol.UDP)
            .port("dns-tcp", 53)
            .expose();
    cluster.runUntil(names::rolledOut, LONG);
    return names.pods().get(0);
  }

  /** Returns the answer as text; empty if there is none within the time. */
  private static String ask(InetSocketAddress address, String question, int millis)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(millis);
      byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, address));
      DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(answer);
      assertThat(answer.getSocketAddress()).isEqualTo(address);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException silence) {
      return "";
    }
  }

  @Test
  void aPodAnswersByBothProtocolsAtOnePort() throws IOException {
    PodHandle pod = names();
    String ip = String.valueOf(pod.ip());

    InetSocketAddress udp = cluster.network().locate(udp(ip));
    assertThat(ask(udp, "who is there", 10_000)).isEqualTo("who is there");
    assertThat(ask(udp, "x".repeat(9_000), 10_000)).hasSize(9_000);
    assertThat(pod.served()).isEqualTo(2);

    try (Socket socket = new Socket()) {
      socket.connect(cluster.network().locate(Endpoint.of(ip, 53)), 5_000);
    }
    PodServer.Response response =
        cluster.network().send(Endpoint.of(ip, 53), PodServer.Request.get("/"));
    assertThat(response.body()).isEqualTo(pod.name() + " v1");
  }

  @Test
  void aTerminatingPodAnswersDatagramsUntilItHasDrained() throws IOException {
    PodHandle pod = names();
    Endpoint endpoint = udp(String.valueOf(pod.ip()));
    InetSocketAddress address = cluster.network().locate(endpoint);

    pod.delete();
    cluster.runUntil(() -> pod.state() == PodHandle.State.TERMINATING, LONG);
    assertThat(ask(address, "still", 10_000)).isEqualTo("still");

    cluster.runUntil(() -> pod.state() == PodHandle.State.GONE, LONG);
    assertThatThrownBy(() -> cluster.network().locate(endpoint))
        .isInstanceOf(ConnectException.class)
        .hasMessageEndingWith(":53/udp: connection refused (nothing listens there)");
    assertThatThrownBy(() -> cluster.network().dial(endpoint))
        .hasCauseInstanceOf(ConnectException.class);
    assertFree(address);
  }

  @Test
  void aServerOutsideMayAnswerOtherwiseOrNotAtAll() throws IOException {
    Network network = cluster.network();
    network.listen(
        MACHINE,
        PodServer.datagrams(
            asked -> {
              if (asked.length == 0) {
                throw new IllegalStateException("nothing asked");
              }
              return asked.length == 1 ? null : "yes".getBytes(StandardCharsets.UTF_8);
            }));
    InetSocketAddress address = network.dial(MACHINE);
    assertThat(ask(address, "", 200)).isEmpty();
    assertThat(ask(address, "?", 200)).isEmpty();
    assertThat(ask(address, "well?", 10_000)).isEqualTo("yes");
    assertThat(network.send(MACHINE, new byte[2])).containsExactly('y', 'e', 's');
    assertThat(network.send(MACHINE, new byte[1])).isNull();
    assertThatThrownBy(() -> network.send(MACHINE, PodServer.Request.get("/")))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> network.listen(MACHINE, PodServer.http(200, "")))
        .hasMessage("192.0.2.17:53/udp: is taken (by 192.0.2.17:53/udp)");

    cluster.close();

    assertFree(address);
  }

  @Test
  void inVirtualTimeDatagramsNeedNoSocket() throws IOException {
    try (Cluster virtual = Cluster.builder().build()) {
      virtual.network().listen(MACHINE, PodServer.http(200, ""));
      assertThat(virtual.network().send(MACHINE, new byte[] {1, 2})).containsExactly(1, 2);
    }
  }

  /** A port is free once its selector has let go of it. */
  private static void assertFree(InetSocketAddress address) throws IOException {
    long end = Time.system().nanoTime() + LONG.toNanos();
    while (!binds(address)) {
      assertThat(Time.system().nanoTime()).as("still bound").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean binds(InetSocketAddress address) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(address);
      return true;
    } catch (BindException taken) {
      return false;
    }
  }
}
