package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpBridgeTest {
  private final Shop shop = new Shop();
  private ServiceProxy proxy;

  private void start(ServiceProxy.Builder builder) {
    proxy = builder.start();
  }

  @AfterEach
  void close() {
    if (proxy != null) {
      proxy.close();
    }
    shop.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(shop.http(), 10_000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Test
  void whatIsSentComesBackByteForByte() throws IOException {
    try (Backend echo = Backend.echo(1)) {
      shop.place(1, Shop.HTTP, echo.address()).endpoints("1");
      start(shop.proxy());
      Random random = new Random(1);
      for (int size : new int[] {1, 0, 100, 65_536, 1_000_000, 10_000_000}) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        try (Socket socket = connect()) {
          CompletableFuture<Void> sent =
              CompletableFuture.runAsync(() -> send(socket, bytes, random.nextInt(70_000) + 1));
          byte[] all = socket.getInputStream().readAllBytes();
          sent.join();
          assertThat(all).hasSize(size + 1);
          assertThat(Arrays.copyOfRange(all, 1, size + 1)).isEqualTo(bytes);
        }
      }
    }
  }

  private static void send(Socket socket, byte[] bytes, int chunk) {
    try {
      for (int at = 0; at < bytes.length; at += chunk) {
        socket.getOutputStream().write(bytes, at, Math.min(chunk, bytes.length - at));
      }
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
