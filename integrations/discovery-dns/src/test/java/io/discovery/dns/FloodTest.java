package io.discovery.dns;

import static io.discovery.dns.ServedCluster.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

@Timeout(120)
class FloodTest {
  private static final String CART = "cart.shop.svc.cluster.local.";

  @Test
  void aFloodFromOneSourceLeavesOthersTheirAnswers() throws Exception {
    try (ServedCluster cluster =
            new ServedCluster(UnaryOperator.identity(), service("cart", "10.96.0.7"));
        DatagramSocket socket = new DatagramSocket()) {
      AtomicBoolean over = new AtomicBoolean();
      Thread flood =
          new Thread(
              () -> {
                byte[] query = ServedCluster.framed(query());
                byte[] junk = new byte[2_000];
                try {
                  for (int i = 0; i < 200_000 && !over.get(); i++) {
                    byte[] sent = i % 4 == 0 ? junk : query;
                    int length = i % 4 == 0 ? i % junk.length : query.length - 2;
                    int offset = i % 4 == 0 ? 0 : 2;
                    socket.send(new DatagramPacket(sent, offset, length, cluster.server.address()));
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      flood.start();
      for (int i = 0; i < 200; i++) {
        assertThat(cluster.ask(CART, Type.A).getRcode()).isZero();
        assertThat(cluster.askWhole(CART, Type.A).getRcode()).isZero();
      }
      over.set(true);
      flood.join();
    }
  }

  private static Message query() {
    try {
      return ServedCluster.query("nobody.shop.svc.cluster.local.", Type.A);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
