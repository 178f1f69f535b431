package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.Registration;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Time;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealTimeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Cluster cluster =
      Cluster.builder().seed(3).realTime().drain(Duration.ofMillis(300)).build();

  @AfterEach
  void close() {
    cluster.close();
  }

  private DeploymentHandle rolledOut(int replicas) {
    DeploymentHandle cart =
        cluster.newDeployment("shop/cart").replicas(replicas).port("http", 80).expose();
    cluster.runUntil(cart::rolledOut, LONG);
    return cart;
  }

  private static Endpoint endpoint(PodHandle pod) {
    return Endpoint.of(String.valueOf(pod.ip()), 80);
  }

  /** A kept connection to a Pod. */
  private final class Connection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final BufferedReader reader;

    Connection(PodHandle pod) throws IOException {
      InetSocketAddress address = cluster.network().locate(endpoint(pod));
      assertThat(address.getAddress().getHostAddress()).isEqualTo("127.0.0.1");
      socket.connect(address, 5_000);
      socket.setSoTimeout(10_000);
      reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns the lines of the answer, the body being the last one. */
    List<String> get(String path) throws IOException {
      send(path);
      List<String> lines = new ArrayList<>();
      int length = 0;
      for (String line = reader.readLine();
          line != null && !line.isEmpty();
          line = reader.readLine()) {
        lines.add(line);
        if (line.startsWith("Content-length: ")) {
          length = Integer.parseInt(line.substring("Content-length: ".length()));
        }
      }
      char[] body = new char[length];
      assertThat(reader.read(body)).isEqualTo(length);
      lines.add(new String(body));
      return lines;
    }

    void send(String path) throws IOException {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: pod\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for the other side to close. */
    boolean ended() throws IOException {
      try {
        return reader.read() < 0;
      } catch (SocketException reset) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void everyPodAnswersOnASocketOfItsOwn() throws IOException {
    DeploymentHandle cart = rolledOut(3);
    for (PodHandle pod : cart.pods()) {
      try (Connection connection = new Connection(pod)) {
        for (int i = 1; i <= 3; i++) {
          assertThat(connection.get("/"))
              .contains("HTTP/1.1 200 OK", "X-pod: " + pod.name(), pod.name() + " v1");
          assertThat(pod.served()).isEqualTo(i);
        }
      }
    }
    assertThat(cluster.network().served()).isEqualTo(9);
  }

  @Test
  void aTerminatingPodAnswersAndAsksToCloseTheConnection() throws IOException {
    DeploymentHandle cart = rolledOut(1);
    PodHandle pod = cart.pods().get(0);
    try (Connection connection = new Connection(pod)) {
      assertThat(connection.get("/")).doesNotContain("Connection: close");
      pod.delete();
      cluster.runUntil(() -> pod.state() == PodHandle.State.TERMINATING, LONG);
      assertThat(connection.get("/")).contains("Connection: close", pod.name() + " v1");
      assertThat(connection.ended()).isTrue();
    }
    cluster.runUntil(() -> pod.state() == PodHandle.State.GONE, LONG);
    assertThatThrownBy(() -> cluster.network().locate(endpoint(pod)))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aTerminatingPodFinishesWhatIsInFlight() throws IOException, InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    DeploymentHandle slow =
        cluster
            .newDeployment("shop/slow")
            .port("http", 80)
            .drain(Duration.ofMillis(1))
            .serve(
                pod ->
                    request -> {
                      begun.countDown();
                      await(go);
                      return new PodServer.Response(200, "late");
                    })
            .expose();
    cluster.runUntil(slow::rolledOut, LONG);
    PodHandle pod = slow.pods().get(0);
    try (Connection connection = new Connection(pod)) {
      connection.send("/");
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      pod.delete();
      cluster.runUntil(() -> slow.pods().size() == 2 && slow.rolledOut(), LONG);
      assertThat(pod.state()).isEqualTo(PodHandle.State.TERMINATING);
      go.countDown();
      assertThat(connection.reader.readLine()).isEqualTo("HTTP/1.1 200 OK");
    }
    cluster.runUntil(() -> pod.state() == PodHandle.State.GONE, LONG);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aKilledPodBreaksItsConnectionsAtOnce() throws IOException {
    DeploymentHandle cart = rolledOut(2);
    PodHandle pod = cart.pods().get(0);
    InetSocketAddress address = cluster.network().locate(endpoint(pod));
    try (Connection connection = new Connection(pod)) {
      assertThat(connection.get("/")).contains(pod.name() + " v1");
      pod.kill(LONG);
      assertThat(connection.ended()).isTrue();
    }
    assertRefused(address);
    assertThat(pod.state()).isEqualTo(PodHandle.State.DEAD);
    assertThat(cart.readyPods()).isEqualTo(2);
  }

  /** The system lets go of a listening socket a moment after its connections. */
  private static void assertRefused(InetSocketAddress address) {
    long end = Time.system().nanoTime() + LONG.toNanos();
    while (accepts(address)) {
      assertThat(Time.system().nanoTime()).as("still listening").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 5_000);
      return true;
    } catch (ConnectException refused) {
      return false;
    } catch (SocketException reset) {
      return true; // on its way out: ask again
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aServerOutsideOfAnyPodAnswersUntilItIsClosed() throws IOException {
    Endpoint mainframe = Endpoint.of("192.0.2.17", 23);
    Network network = cluster.network();
    Registration server = network.listen("192.0.2.17", 23, PodServer.http(200, "ready"));
    InetSocketAddress address = network.locate(mainframe);
    assertThat(network.send(mainframe, PodServer.Request.get("/")).body()).isEqualTo("ready");
    assertThatThrownBy(() -> network.listen("192.0.2.17", 23, PodServer.http(200, "")))
        .hasMessage("192.0.2.17:23: is taken (by 192.0.2.17:23)");

    server.close();

    assertThatThrownBy(() -> network.locate(mainframe)).isInstanceOf(ConnectException.class);
    assertRefused(address);
  }

  @Test
  void afterCloseNoThreadAndNoSocketIsLeft() throws IOException {
    DeploymentHandle cart = rolledOut(4);
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (PodHandle pod : cart.pods()) {
      addresses.add(cluster.network().locate(endpoint(pod)));
      try (Connection connection = new Connection(pod)) {
        connection.get("/");
      }
    }
    cluster.network().listen("192.0.2.17", 23, PodServer.http(200, "ready"));
    addresses.add(cluster.network().locate(Endpoint.of("192.0.2.17", 23)));
    assertThat(threads()).isNotEmpty();

    cluster.close();

    assertNoThread();
    addresses.forEach(RealTimeTest::assertRefused);
    assertThatThrownBy(cluster::pods)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cluster: closed");
  }

  /** A thread that was told to end needs a moment to be gone. */
  private static void assertNoThread() {
    long end = Time.system().nanoTime() + LONG.toNanos();
    for (List<String> left = threads(); !left.isEmpty(); left = threads()) {
      assertThat(Time.system().nanoTime()).as("still there: %s", left).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("discovery-") || name.startsWith("HTTP-Dispatcher"))
        .sorted()
        .toList();
  }

  @Test
  void realTimeCannotBeAdvanced() {
    assertThatThrownBy(() -> cluster.advance(Duration.ofSeconds(1)))
        .hasMessage("cluster: real time cannot be advanced");
  }
}
