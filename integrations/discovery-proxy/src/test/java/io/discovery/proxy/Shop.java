package io.discovery.proxy;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.core.feed.Feed;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with the Service {@code shop/cart}, on an address of 127.0.0.0/8: TCP port 80 ({@code
 * http}) and UDP port 53 ({@code dns}). Its endpoints 10.0.0.1 and so on are sockets of the test.
 */
final class Shop implements WatchSource, AutoCloseable {
  static final int HTTP = 8080;
  static final int DNS = 5353;

  final String ip = draw();
  final ServiceDiscovery discovery;
  private final Map<String, KubernetesObject> objects = new TreeMap<>();
  private final Map<String, InetSocketAddress> sockets = new ConcurrentHashMap<>();
  private @Nullable WatchHandler handler;

  Shop() {
    put(cart(spec -> spec));
    discovery = Discovery.builder().source(this).build();
    settle();
  }

  /** So that builds beside each other do not meet. */
  private static String draw() {
    Randomness random = Randomness.threadLocal();
    return "127."
        + (64 + random.nextInt(64))
        + "."
        + random.nextInt(256)
        + "."
        + (1 + random.nextInt(254));
  }

  @Override
  public Watch watch(WatchHandler handler) {
    this.handler = handler;
    handler.onEvent(WatchEvent.replaced(List.copyOf(objects.values())));
    return () -> {};
  }

  Service cart(UnaryOperator<ServiceSpec.Builder> change) {
    return service("cart", ip, change);
  }

  static Service service(String name, String ip, UnaryOperator<ServiceSpec.Builder> change) {
    Service.Port http = Service.Port.builder().name("http").protocol(Protocol.TCP).port(80).build();
    Service.Port dns = Service.Port.builder().name("dns").protocol(Protocol.UDP).port(53).build();
    ServiceSpec.Builder spec =
        ServiceSpec.builder()
            .type(ServiceSpec.Type.CLUSTER_IP)
            .clusterIP(ip)
            .clusterIPs(List.of(ip))
            .ports(List.of(http, dns));
    return new Service(
        ObjectMeta.of("shop", name), change.apply(spec).build(), Service.Status.NONE);
  }

  private void put(KubernetesObject object) {
    objects.put(object.kind() + " " + object.metadata().name(), object);
  }

  /** Has the objects so, and returns when that is published and what follows is carried out. */
  void apply(KubernetesObject... changed) {
    List.of(changed).forEach(this::put);
    publish();
  }

  void delete(KubernetesObject object) {
    objects.remove(object.kind() + " " + object.metadata().name());
    publish();
  }

  private void publish() {
    if (handler != null) {
      handler.onEvent(WatchEvent.replaced(List.copyOf(objects.values())));
    }
    settle();
  }

  /** Runs a task on the loop of the discovery. */
  void execute(Runnable task) {
    ((Feed) discovery).loop().execute(task);
  }

  /** Waits until the loop has done what it had to, and what it gave itself to do. */
  void settle() {
    for (int i = 0; i < 4; i++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      execute(() -> done.complete(null));
      done.orTimeout(60, TimeUnit.SECONDS).join();
    }
  }

  /** Has the Service these endpoints, such as {@code 1}; {@code 2-} is not ready. */
  void endpoints(String... texts) {
    apply(slice("cart", texts));
  }

  static EndpointSlice slice(String service, String... texts) {
    List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    for (String text : texts) {
      boolean ready = !text.endsWith("-");
      endpoints.add(
          EndpointSlice.Endpoint.builder()
              .addresses(List.of("10.0.0." + text.replace("-", "")))
              .nodeName("localhost")
              .conditions(new EndpointSlice.Conditions(ready, ready, false))
              .build());
    }
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name(service + "-1")
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, service))
            .build();
    List<EndpointSlice.Port> ports =
        List.of(
            new EndpointSlice.Port("http", Protocol.TCP, HTTP, null),
            new EndpointSlice.Port("dns", Protocol.UDP, DNS, null));
    return new EndpointSlice(metadata, AddressType.IPV4, endpoints, ports);
  }

  /** Has an endpoint be a socket of this machine. */
  Shop place(int number, int port, InetSocketAddress socket) {
    sockets.put("10.0.0." + number + ":" + port, socket);
    return this;
  }

  InetSocketAddress locate(Endpoint endpoint) {
    String text = endpoint.address() + ":" + endpoint.port();
    InetSocketAddress socket = sockets.get(text);
    if (socket == null) {
      throw new IllegalStateException(text + ": is nowhere");
    }
    return socket;
  }

  ServiceProxy.Builder proxy() {
    return ServiceProxy.builder(discovery).dial(this::locate);
  }

  InetSocketAddress http() {
    return new InetSocketAddress(ip, 80);
  }

  InetSocketAddress dns() {
    return new InetSocketAddress(ip, 53);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(http(), 60_000);
      socket.setSoTimeout(60_000);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns the byte by which an endpoint introduces itself. */
  int ask() throws IOException {
    try (Socket socket = connect()) {
      return socket.getInputStream().read();
    }
  }

  int ask(ServiceProxy proxy) throws IOException {
    proxy.awaitDone();
    return ask();
  }

  @Override
  public void close() {
    discovery.close();
  }
}
