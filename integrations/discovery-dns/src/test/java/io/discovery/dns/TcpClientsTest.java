package io.discovery.dns;

import static io.discovery.dns.ServedCluster.service;
import static io.discovery.dns.ServedCluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

@Timeout(120)
class TcpClientsTest {
  private static final String CART = "cart.shop.svc.cluster.local.";

  private final SteppedTime time = new SteppedTime();

  /** Returns whether the server ended a connection; waits for that for a while if it must. */
  private static boolean ended(Socket client, int millis) throws IOException {
    client.setSoTimeout(millis);
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  @Test
  void clientsThatSayNothingMakeRoomForOthers() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(
            builder -> builder.maxConnections(20).time(time), service("cart", "10.96.0.7"))) {
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        Socket client = cluster.connect();
        client.getOutputStream().write(i % 3 == 0 ? new byte[] {0, 45} : new byte[i % 3]);
        silent.add(client);
        if (i % 50 == 49) {
          assertThat(cluster.askWhole(CART, Type.A).getRcode()).isZero();
        }
      }
      for (Socket client : silent.subList(0, 270)) {
        assertThat(ended(client, 10_000)).isTrue();
        client.close();
      }
      for (Socket client : silent.subList(290, 300)) {
        assertThat(ended(client, 1)).isFalse();
        client.close();
      }
    }
  }

  @Test
  void theConnectionThatWasOfNoUseForLongestGoesFirst() throws Exception {
    try (ServedCluster cluster =
            new ServedCluster(
                builder -> builder.maxConnections(2).time(time), service("cart", "10.96.0.7"));
        Socket first = cluster.connect();
        Socket second = cluster.connect()) {
      byte[] query = ServedCluster.framed(ServedCluster.query(CART, Type.A));
      for (Socket client : List.of(second, first)) {
        client.getOutputStream().write(query);
        assertThat(ServedCluster.read(client).getRcode()).isZero();
      }
      second.getOutputStream().write(query, 0, 20);
      try (Socket third = cluster.connect()) {
        third.getOutputStream().write(query);
        assertThat(ServedCluster.read(third).getRcode()).isZero();
        assertThat(ended(second, 10_000)).isTrue();
        first.getOutputStream().write(query);
        assertThat(ServedCluster.read(first).getRcode()).isZero();
      }
    }
  }

  @Test
  void aMessageHasToBecomeWhole() throws Exception {
    try (ServedCluster cluster =
            new ServedCluster(builder -> builder.time(time), service("cart", "10.96.0.7"));
        Socket client = cluster.connect()) {
      byte[] query = ServedCluster.framed(ServedCluster.query(CART, Type.A));
      client.setTcpNoDelay(true);
      client.getOutputStream().write(query);
      assertThat(ServedCluster.read(client).getRcode()).isZero();
      time.advanceMillis(9_000);
      client.getOutputStream().write(query);
      assertThat(ServedCluster.read(client).getRcode()).isZero();
      client.getOutputStream().write(query, 0, 10);
      assertThat(ended(client, 600)).isFalse();
      time.advanceMillis(2_000);
      client.getOutputStream().write(query, 10, 1);
      assertThat(ended(client, 600)).isFalse();
      time.advanceMillis(2_000);
      assertThat(ended(client, 10_000)).isTrue();
    }
  }

  @Test
  void anIdleConnectionEnds() throws Exception {
    try (ServedCluster cluster =
            new ServedCluster(builder -> builder.time(time), service("cart", "10.96.0.7"));
        Socket client = cluster.connect()) {
      client.getOutputStream().write(ServedCluster.framed(ServedCluster.query(CART, Type.A)));
      assertThat(ServedCluster.read(client).getRcode()).isZero();
      time.advanceMillis(11_000);
      assertThat(ended(client, 10_000)).isTrue();
    }
  }

  @Test
  void aClientThatDoesNotReadIsNotReadFrom() throws Exception {
    try (ServedCluster cluster =
            new ServedCluster(
                builder -> builder.time(time), service("crowd", "None"), slice("crowd", 900));
        SocketChannel client = SocketChannel.open()) {
      client.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
      client.connect(cluster.server.address());
      Message query = ServedCluster.query("crowd.shop.svc.cluster.local.", Type.A);
      byte[] framed = ServedCluster.framed(query);
      ByteBuffer many = ByteBuffer.allocate(framed.length * 100_000);
      while (many.hasRemaining()) {
        many.put(framed);
      }
      many.flip();
      client.configureBlocking(false);
      // 100,000 answers would be 1.4 GB.
      for (int idle = 0; idle < 20 && many.hasRemaining(); ) {
        idle = client.write(many) == 0 ? idle + 1 : 0;
        assertThat(cluster.askWhole("crowd.shop.svc.cluster.local.", Type.A).getRcode()).isZero();
      }
      assertThat(many.hasRemaining()).isTrue();
      time.advanceMillis(6_000);
      client.configureBlocking(true);
      ByteBuffer answers = ByteBuffer.allocate(1 << 16);
      long taken = 0;
      try {
        for (int read = 0; read >= 0; read = client.read(answers.clear())) {
          taken += read;
        }
      } catch (IOException e) {
        // reset, as it had more to say
      }
      assertThat(taken).isLessThan(64L << 20);
    }
  }

  @Test
  void messagesThatNeverBecomeWholeHaveBoundedRoom() throws Exception {
    try (ServedCluster cluster =
        new ServedCluster(builder -> builder.time(time), service("cart", "10.96.0.7"))) {
      byte[] part = new byte[60_000];
      part[0] = -1;
      part[1] = -1;
      List<Socket> greedy = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Socket client = cluster.connect();
        client.getOutputStream().write(part);
        greedy.add(client);
      }
      assertThat(cluster.askWhole(CART, Type.A).getRcode()).isZero();
      int ended = 0;
      for (Socket client : greedy) {
        ended += ended(client, 20) ? 1 : 0;
        client.close();
      }
      assertThat(ended).isGreaterThan(50);
    }
  }
}
