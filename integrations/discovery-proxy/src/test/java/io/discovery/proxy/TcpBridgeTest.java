package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.ServiceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "epoll {0}")
@ValueSource(booleans = {true, false})
class TcpBridgeTest {
  private static final int MEGABYTE = 1 << 20;

  private final boolean epoll;
  private final Shop shop = new Shop();

  TcpBridgeTest(boolean epoll) {
    this.epoll = epoll;
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private ServiceProxy start() {
    return shop.proxy().epoll(epoll).start();
  }

  private ServiceProxy start(Mode mode) {
    return shop.proxy().epoll(epoll).mode(mode).start();
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

  @Test
  void whatIsSentComesBackByteForByte() throws IOException {
    try (Backend echo = Backend.echo(1)) {
      shop.place(1, Shop.HTTP, echo.address()).endpoints("1");
      try (ServiceProxy proxy = start()) {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 100, 65_536, MEGABYTE, 10 * MEGABYTE}) {
          byte[] bytes = new byte[size];
          random.nextBytes(bytes);
          int chunk = random.nextInt(70_000) + 1;
          try (Socket socket = shop.connect()) {
            CompletableFuture<Void> sent =
                CompletableFuture.runAsync(() -> send(socket, bytes, chunk));
            byte[] all = socket.getInputStream().readAllBytes();
            sent.join();
            assertThat(all).hasSize(size + 1);
            assertThat(Arrays.equals(all, 1, size + 1, bytes, 0, size)).isTrue();
          }
        }
      }
    }
  }

  /** The client ends its output first, and the rest waits for it: an end of input and waiting. */
  @Test
  void aSlowReaderSlowsTheSenderDownAndLosesNothing() throws Exception {
    byte[] bytes = new byte[64 * MEGABYTE];
    new Random(2).nextBytes(bytes);
    AtomicLong written = new AtomicLong();
    Backend.Handler sender =
        socket -> {
          socket.getInputStream().readAllBytes();
          OutputStream out = socket.getOutputStream();
          for (int at = 0; at < bytes.length; at += 65_536) {
            out.write(bytes, at, 65_536);
            written.addAndGet(65_536);
          }
          socket.shutdownOutput();
        };
    try (Backend backend = Backend.of(sender)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      try (ServiceProxy proxy = start();
          Socket socket = shop.connect()) {
        socket.shutdownOutput();
        backend.next();
        long stuck = Waiting.untilSteady(written::get);
        assertThat(stuck).isBetween(1L, 40L * MEGABYTE);
        byte[] all = socket.getInputStream().readAllBytes();
        assertThat(Arrays.equals(all, bytes)).isTrue();
      }
    }
  }

  @Test
  void whatTheClientSendsBeforeAnEndpointIsThereArrives() throws Exception {
    try (Backend backend = Backend.echo(7)) {
      CountDownLatch go = new CountDownLatch(1);
      shop.endpoints("1");
      try (ServiceProxy proxy =
              shop.proxy()
                  .epoll(epoll)
                  .dial(
                      endpoint -> {
                        Waiting.on(go);
                        return backend.address();
                      })
                  .start();
          Socket socket = shop.connect()) {
        byte[] bytes = new byte[100_000];
        new Random(3).nextBytes(bytes);
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        go.countDown();
        byte[] all = socket.getInputStream().readAllBytes();
        assertThat(Arrays.copyOfRange(all, 1, all.length)).isEqualTo(bytes);
      }
    }
  }

  @Test
  void theEndpointMayEndItsOutputFirst() throws Exception {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    Backend.Handler handler =
        socket -> {
          socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
          socket.shutdownOutput();
          received.complete(socket.getInputStream().readAllBytes());
        };
    try (Backend backend = Backend.of(handler)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      try (ServiceProxy proxy = start();
          Socket socket = shop.connect()) {
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        socket.getOutputStream().write("later".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        assertThat(received.get(60, TimeUnit.SECONDS)).asString().isEqualTo("later");
      }
    }
  }

  @Test
  void aResetOfTheClientReachesTheEndpoint() throws Exception {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Backend.Handler handler =
        socket -> {
          socket.getOutputStream().write(1);
          try {
            end.completeExceptionally(new AssertionError(socket.getInputStream().read()));
          } catch (SocketException e) {
            end.complete(e);
          }
        };
    try (Backend backend = Backend.of(handler)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      try (ServiceProxy proxy = start()) {
        Socket socket = shop.connect();
        assertThat(socket.getInputStream().read()).isEqualTo(1);
        socket.setSoLinger(true, 0);
        socket.close();
        assertThat(end.get(60, TimeUnit.SECONDS)).hasMessageContaining("reset");
      }
    }
  }

  @Test
  void aResetOfTheEndpointReachesTheClient() throws Exception {
    Backend.Handler handler =
        socket -> {
          assertThat(socket.getInputStream().read()).isEqualTo('x');
          socket.setSoLinger(true, 0);
          socket.close();
        };
    try (Backend backend = Backend.of(handler)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      try (ServiceProxy proxy = start();
          Socket socket = shop.connect()) {
        socket.getOutputStream().write('x');
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
    }
  }

  @Test
  void userspaceModeMovesOnFromAnEndpointThatRefuses() throws IOException {
    try (Backend alive = Backend.echo(2)) {
      shop.place(1, Shop.HTTP, Waiting.nobody()).place(2, Shop.HTTP, alive.address());
      shop.endpoints("1", "2");
      try (ServiceProxy proxy = start(Mode.USERSPACE)) {
        for (int i = 0; i < 20; i++) {
          assertThat(shop.ask()).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void directModeResetsTheClientOfAnEndpointThatRefuses() throws IOException {
    shop.place(1, Shop.HTTP, Waiting.nobody()).endpoints("1");
    try (ServiceProxy proxy = start(Mode.DIRECT)) {
      assertThatThrownBy(shop::ask)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void anEndpointThatIsNowhereIsOneThatRefuses() throws IOException {
    shop.endpoints("1", "2");
    try (ServiceProxy proxy = start(Mode.USERSPACE)) {
      assertThatThrownBy(shop::ask)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void whereThereIsNoEndpointNobodyListens() throws IOException {
    try (Backend backend = Backend.echo(3);
        ServiceProxy proxy = start()) {
      assertThatThrownBy(shop::connect).isInstanceOf(ConnectException.class);
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      assertThat(shop.ask(proxy)).isEqualTo(3);
      shop.endpoints();
      proxy.awaitDone();
      assertThatThrownBy(shop::connect).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void whereOnlySomeMayComeTheOthersAreLeftWithoutAnAnswer() throws IOException {
    shop.apply(shop.cart(spec -> spec.internalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL)));
    shop.endpoints("1");
    try (ServiceProxy proxy =
            shop.proxy().epoll(epoll).node("another").silence(2, Duration.ofSeconds(30)).start();
        Socket first = shop.connect();
        Socket second = shop.connect()) {
      first.setSoTimeout(200);
      assertThatThrownBy(() -> first.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      try (Socket third = shop.connect()) {
        first.setSoTimeout(60_000);
        assertThatThrownBy(() -> first.getInputStream().read())
            .as("the oldest makes room")
            .isInstanceOf(SocketException.class);
        second.setSoTimeout(200);
        assertThatThrownBy(() -> second.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Test
  void silenceEnds() throws IOException {
    shop.apply(shop.cart(spec -> spec.internalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL)));
    shop.endpoints("1");
    try (ServiceProxy proxy =
            shop.proxy().epoll(epoll).node("another").silence(9, Duration.ofMillis(80)).start();
        Socket socket = shop.connect()) {
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void atTheCapConnectionsWaitToBeAccepted() throws Exception {
    try (Backend backend = Backend.echo(4)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      try (ServiceProxy proxy = shop.proxy().epoll(epoll).connections(100, 2).start()) {
        for (int round = 0; round < 3; round++) {
          Socket first = shop.connect();
          Socket second = shop.connect();
          assertThat(first.getInputStream().read()).isEqualTo(4);
          assertThat(second.getInputStream().read()).isEqualTo(4);
          try (Socket third = shop.connect()) {
            third.setSoTimeout(200);
            assertThatThrownBy(() -> third.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
            first.close();
            second.close();
            third.setSoTimeout(60_000);
            assertThat(third.getInputStream().read()).isEqualTo(4);
          }
        }
      }
    }
  }

  @Test
  void anOpenConnectionOutlivesItsEndpointAndItsService() throws Exception {
    try (Backend backend = Backend.echo(5)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      try (ServiceProxy proxy = start();
          Socket socket = shop.connect()) {
        assertThat(socket.getInputStream().read()).isEqualTo(5);
        shop.endpoints();
        assertThat(echoes(socket, 'a')).isTrue();
        shop.delete(shop.cart(spec -> spec));
        proxy.awaitDone();
        assertThatThrownBy(shop::connect).isInstanceOf(ConnectException.class);
        assertThat(echoes(socket, 'b')).isTrue();
      }
    }
  }

  @Test
  void afterTheDrainDeadlineItIsReset() throws Exception {
    try (Backend backend = Backend.echo(5)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1", "2");
      shop.place(2, Shop.HTTP, backend.address());
      try (ServiceProxy proxy = shop.proxy().epoll(epoll).drain(Duration.ofMillis(80)).start();
          Socket one = shop.connect();
          Socket other = shop.connect()) {
        assertThat(one.getInputStream().read()).isEqualTo(5);
        assertThat(other.getInputStream().read()).isEqualTo(5);
        shop.endpoints("1-", "2-");
        assertThat(echoes(one, 'a')).as("not ready is not gone").isTrue();
        shop.endpoints();
        assertThatThrownBy(() -> one.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> other.getInputStream().read()).isInstanceOf(SocketException.class);
      }
    }
  }

  @Test
  void anIdleConnectionIsReset() throws Exception {
    try (Backend backend = Backend.echo(5)) {
      shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
      try (ServiceProxy proxy = shop.proxy().epoll(epoll).idle(Duration.ofMillis(160)).start();
          Socket socket = shop.connect()) {
        assertThat(socket.getInputStream().read()).isEqualTo(5);
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
      }
    }
  }

  private static boolean echoes(Socket socket, int what) throws IOException {
    socket.getOutputStream().write(what);
    InputStream in = socket.getInputStream();
    return in.read() == what;
  }

  @Test
  void threadsShareConnections() throws IOException {
    try (Backend one = Backend.echo(1);
        Backend two = Backend.echo(2)) {
      shop.place(1, Shop.HTTP, one.address()).place(2, Shop.HTTP, two.address());
      shop.endpoints("1", "2");
      try (ServiceProxy proxy = shop.proxy().epoll(epoll).threads(3).start()) {
        Set<Integer> seen = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
          seen.add(shop.ask());
        }
        assertThat(seen).containsExactly(1, 2);
      }
    }
  }
}
