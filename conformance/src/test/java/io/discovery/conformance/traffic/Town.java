package io.discovery.conformance.traffic;

import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.core.Discovery;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.proxy.ServiceProxy;
import io.discovery.snapshot.Endpoint;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import io.discovery.watch.WatchSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cluster of three nodes in real time, whose virtual addresses this machine answers at. */
final class Town implements AutoCloseable {
  static final String REFUSED = "refused";
  static final String SILENT = "no answer";

  private static final long LONG = 60_000_000_000L;
  private static final long POLL = 2_000_000L;
  private static final int PATIENCE = 60_000;
  private static final int SILENCE = 300;
  private static final String POD_HEADER = "X-pod: ";

  final Cluster cluster;
  final ServiceDiscovery discovery;

  /** Lies in a range of its own, so that builds beside each other do not meet. */
  Town() {
    Randomness random = Randomness.threadLocal();
    String network = "127." + (128 + random.nextInt(126));
    cluster =
        Cluster.builder()
            .realTime()
            .serviceCidrs(Cidr.parse(network + ".0.0/17"))
            .nodeCidr(Cidr.parse(network + ".128.0/17"))
            .drain(Duration.ofSeconds(20))
            .build();
    discovery = cluster.newDiscovery().build();
  }

  /** Returns a builder of the proxy of a node, which listens where the cluster says. */
  ServiceProxy.Builder proxy(String node) {
    return proxyOf(discovery, node);
  }

  ServiceProxy.Builder proxyOf(ServiceDiscovery other, String node) {
    return ServiceProxy.builder(other).node(node).nodeAddresses().dial(this::locate);
  }

  /** Returns a client of another source, synced. */
  ServiceDiscovery discoveryOf(WatchSource source) {
    ServiceDiscovery other = Discovery.builder().source(source).build();
    try {
      other.awaitSynced(Duration.ofNanos(LONG));
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
    return other;
  }

  private InetSocketAddress locate(Endpoint endpoint) {
    try {
      return cluster.network().locate(endpoint);
    } catch (ConnectException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a Deployment with a Service, rolled out; one Pod a node if there are three. */
  DeploymentHandle expose(String name, int replicas) {
    DeploymentHandle deployment =
        cluster.newDeployment(name).replicas(replicas).port("http", 80).expose();
    until(deployment::rolledOut);
    return deployment;
  }

  static PodHandle on(DeploymentHandle deployment, String node) {
    return deployment.pods().stream()
        .filter(pod -> node.equals(pod.node()))
        .findFirst()
        .orElseThrow();
  }

  <T> T inLoop(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, cluster.loop())
        .orTimeout(LONG, TimeUnit.NANOSECONDS)
        .join();
  }

  Service service(String name) {
    NamespacedName key = NamespacedName.parse(name);
    return Objects.requireNonNull(
        inLoop(() -> cluster.controlPlane().get(Service.class, key)), name);
  }

  Service change(String name, UnaryOperator<ServiceSpec.Builder> change) {
    return replace(
        name,
        service ->
            new Service(
                service.metadata(),
                change.apply(service.spec().toBuilder()).build(),
                service.status()));
  }

  Service replace(String name, Function<Service, Service> change) {
    NamespacedName key = NamespacedName.parse(name);
    return inLoop(
        () -> {
          Service before = cluster.controlPlane().get(Service.class, key);
          return cluster.controlPlane().update(change.apply(Objects.requireNonNull(before)));
        });
  }

  /** Returns the virtual address of a Service's first port. */
  InetSocketAddress vip(String name) {
    ServiceSpec spec = service(name).spec();
    return new InetSocketAddress(
        Objects.requireNonNull(spec.clusterIP()), spec.ports().get(0).port());
  }

  /** Returns the node port of a Service's first port, at the address of a node. */
  InetSocketAddress nodePort(String name, int node) {
    Integer port = Objects.requireNonNull(service(name).spec().ports().get(0).nodePort());
    return at(node, port);
  }

  /** Returns a port at the address of a node. */
  InetSocketAddress at(int number, int port) {
    NamespacedName key = new NamespacedName("", "node-" + number);
    Node node = inLoop(() -> cluster.controlPlane().get(Node.class, key));
    return new InetSocketAddress(node.status().addresses().get(0).address(), port);
  }

  /** Returns the name of the Pod that answers, or what happens instead. */
  static String ask(InetSocketAddress address) {
    return ask(address, SILENCE);
  }

  private static String ask(InetSocketAddress address, int patience) {
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE);
      socket.setSoTimeout(patience);
      send(socket, "/", true);
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return pod(answer);
    } catch (SocketTimeoutException e) {
      return SILENT;
    } catch (SocketException e) {
      return REFUSED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns who answers; waits for as long as it takes. */
  static String asked(InetSocketAddress address) {
    return ask(address, PATIENCE);
  }

  private static void send(Socket socket, String path, boolean close) throws IOException {
    String text =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: pod\r\n"
            + (close ? "Connection: close\r\n\r\n" : "\r\n");
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns who answers on a connection that is kept. */
  static String askAgain(Socket socket) throws IOException {
    send(socket, "/", false);
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.read());
    }
    int length = Integer.parseInt(line(head.toString(), "Content-length: "));
    in.readNBytes(length);
    return pod(head.toString());
  }

  private static String pod(String answer) {
    return answer.isEmpty() ? REFUSED : line(answer, POD_HEADER);
  }

  private static String line(String answer, String start) {
    int at = answer.indexOf(start) + start.length();
    return answer.substring(at, answer.indexOf("\r\n", at));
  }

  /** Returns the body of an answer. */
  static String body(InetSocketAddress address, String path) {
    String answer = exchange(address, path);
    return answer == null ? REFUSED : answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  /** Returns how an HTTP server answers: its first line. */
  static @Nullable String status(InetSocketAddress address) {
    String answer = exchange(address, "/");
    return answer == null ? null : answer.lines().findFirst().orElse(null);
  }

  private static @Nullable String exchange(InetSocketAddress address, String path) {
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE);
      socket.setSoTimeout(PATIENCE);
      send(socket, path, true);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return null;
    }
  }

  static void until(BooleanSupplier condition) {
    long end = Time.system().nanoTime() + LONG;
    while (!condition.getAsBoolean()) {
      if (Time.system().nanoTime() > end) {
        throw new AssertionError("never came");
      }
      LockSupport.parkNanos(POLL);
    }
  }

  static void until(Supplier<?> value, @Nullable Object expected) {
    until(() -> Objects.equals(value.get(), expected));
  }

  /** Returns once so much time has passed in the cluster. */
  void pass(Duration time) {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    cluster.loop().schedule(time, () -> passed.complete(null));
    passed.orTimeout(LONG, TimeUnit.NANOSECONDS).join();
  }

  static List<String> names(DeploymentHandle deployment) {
    return deployment.pods().stream().map(PodHandle::name).toList();
  }

  @Override
  public void close() {
    discovery.close();
    cluster.close();
  }
}
