package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosingTest {
  private final Shop shop = new Shop();
  private final Backend backend = Backend.echo(1);

  @AfterEach
  void close() throws IOException {
    shop.close();
    backend.close();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name -> name.startsWith("discovery-proxy") || name.startsWith("globalEventExecutor"))
        .sorted()
        .toList();
  }

  @ParameterizedTest(name = "epoll {0}")
  @ValueSource(booleans = {true, false})
  void nothingIsLeftAndAllCanBeBoundAgainAtOnce(boolean epoll) throws Exception {
    shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
    int health = Waiting.freePort();
    ServiceProxy proxy = shop.proxy().epoll(epoll).threads(2).healthPort(health).start();
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = shop.connect();
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      open.add(socket);
    }
    assertThat(threads()).hasSize(2);

    proxy.close();
    proxy.close();

    Waiting.until(() -> threads().isEmpty());
    for (Socket socket : open) {
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      socket.close();
    }
    for (int i = 0; i < 20; i++) {
      try (Socket accepted = backend.next()) {
        accepted.setSoTimeout(60_000);
        assertThatThrownBy(() -> accepted.getInputStream().read())
            .isInstanceOf(SocketException.class);
      }
    }
    assertThatThrownBy(shop::connect).isInstanceOf(ConnectException.class);
    try (ServerSocket again = new ServerSocket();
        ServerSocket healthAgain = new ServerSocket();
        DatagramSocket dns = new DatagramSocket(shop.dns())) {
      again.bind(shop.http());
      healthAgain.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), health));
      assertThat(dns.isBound()).isTrue();
    }
    try (ServiceProxy next = shop.proxy().epoll(epoll).start()) {
      assertThat(shop.ask()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "epoll {0}")
  @ValueSource(booleans = {true, false})
  void mayBeClosedByItsOwnThreadAndByTheDiscoverys(boolean epoll) throws Exception {
    AtomicReference<ServiceProxy> self = new AtomicReference<>();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    shop.endpoints("1");
    ServiceProxy proxy =
        shop.proxy()
            .epoll(epoll)
            .dial(
                endpoint -> {
                  self.get().close();
                  closed.complete(null);
                  throw new IllegalStateException("closed");
                })
            .start();
    self.set(proxy);
    assertThatThrownBy(shop::ask).isInstanceOf(SocketException.class);
    closed.get(60, TimeUnit.SECONDS);
    Waiting.until(() -> threads().isEmpty());

    ServiceProxy second = shop.proxy().epoll(epoll).start();
    CompletableFuture<Void> inLoop = new CompletableFuture<>();
    shop.execute(
        () -> {
          second.close();
          inLoop.complete(null);
        });
    inLoop.get(60, TimeUnit.SECONDS);
    Waiting.until(() -> threads().isEmpty());
    shop.endpoints("2");
  }
}
