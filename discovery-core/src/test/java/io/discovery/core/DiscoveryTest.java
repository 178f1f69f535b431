package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.DiscoveryObserver;
import io.discovery.DiscoveryState;
import io.discovery.DiscoveryState.Phase;
import io.discovery.Location;
import io.discovery.Refusal;
import io.discovery.ServiceDiscovery;
import io.discovery.ServiceHandle;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Policy;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.watch.ObjectSource;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private static final PickRequest PATIENT = PickRequest.ANY.waitAtMost(Duration.ofSeconds(20));

  private final InMemorySource source = new InMemorySource();

  @Test
  void picksAtOnceFromASourceThatDeliversAtOnce() {
    source.put(Cart.service("cart", "http:80"));
    source.put(Cart.slice("cart", "cart-1", Cart.ready("10.244.0.1")));
    try (ServiceDiscovery discovery = Discovery.of(source)) {
      Endpoint endpoint = discovery.service("shop/cart").endpoint();
      assertThat(endpoint).hasToString("10.244.0.1:8080 (pod-10.244.0.1)");
      assertThat(discovery.state().phase()).isEqualTo(Phase.SYNCED);
      assertThat(discovery.synced().toCompletableFuture()).isCompleted();
      assertThat(discovery.snapshot().services()).hasSize(1);
      assertThat(discovery.refused()).isEmpty();
    }
  }

  private static ObjectSource written(KubernetesObject... objects) {
    return handler -> {
      handler.onEvent(WatchEvent.replaced(List.of(objects)));
      return () -> {};
    };
  }

  @Test
  void aPodThatAUserWroteNeedsNoNode() {
    ObjectSource written = written(TestObjects.service("cart"), TestObjects.pod("a", "10.244.0.1"));
    try (ServiceDiscovery discovery = Discovery.of(written)) {
      assertThat(discovery.service("shop/cart").endpoint().pod()).isEqualTo("a");
    }
  }

  @Test
  void picksAtOnceFromWhatAUserWrote() {
    ObjectSource written =
        written(
            Cart.service("cart", "http:80"),
            Cart.slice("cart", "cart-1", Cart.ready("10.244.0.1")));
    try (ServiceDiscovery discovery = Discovery.of(written)) {
      assertThat(discovery.service("shop/cart").endpoint().port()).isEqualTo(8080);
      assertThat(discovery.refused()).isEmpty();
      assertThat(discovery.service("shop/cart").explain().toString()).contains("ClusterIP 10.96.");
    }
  }

  @Test
  void aHandleIsValidBeforeTheServiceExists() {
    VirtualLoop loop = new VirtualLoop();
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).loop(loop).time(loop).build()) {
      var cart = discovery.service("shop/cart", "http");
      assertThatThrownBy(cart::endpoint)
          .isInstanceOfSatisfying(
              NoEndpointException.class,
              e -> assertThat(e.reason()).isEqualTo(NoEndpointException.Reason.NOT_SYNCED))
          .hasMessage("shop/cart:http: not synced (waiting for in memory)");
      loop.runUntilIdle();
      assertThatThrownBy(cart::endpoint).hasMessage("shop/cart:http: no Service with this name");
      source.put(Cart.service("cart", "http:80"));
      source.put(Cart.slice("cart", "cart-1", Cart.ready("10.244.0.1")));
      loop.runUntilIdle();
      assertThat(cart.endpoint().port()).isEqualTo(8080);
      source.remove(Cart.service("cart").kind(), new NamespacedName("shop", "cart"));
      loop.runUntilIdle();
      assertThatThrownBy(cart::endpoint).hasMessage("shop/cart:http: no Service with this name");
    }
  }

  @Test
  void fixedServicesNeedNoCluster() {
    WatchSource fixed =
        FixedServices.of("legacy/mainframe:tn3270", "192.0.2.17:23").and("legacy/db", "[::1]:5432");
    try (ServiceDiscovery discovery = Discovery.of(fixed)) {
      assertThat(discovery.service("legacy/mainframe").endpoint()).hasToString("192.0.2.17:23");
      assertThat(discovery.service("legacy/db").endpoint()).hasToString("[::1]:5432");
    }
  }

  @Test
  void aHandleThatIsMadeWhileItsServiceIsPublishedSeesIt() throws Exception {
    int rounds = 3_000;
    List<ServiceHandle> handles = new ArrayList<>();
    try (ServiceDiscovery discovery = Discovery.of(source)) {
      for (int i = 0; i < rounds; i++) {
        String name = "svc-" + i;
        source.put(Cart.slice(name, name + "-1", Cart.ready("10.0.0.1")));
        source.put(Cart.service(name, "http:80"));
        for (int spin = 0; spin < i % 50; spin++) {
          Thread.onSpinWait();
        }
        handles.add(discovery.service("shop/" + name));
      }
      assertThat(discovery.service("shop/svc-" + (rounds - 1)).endpoint(PATIENT)).isNotNull();
      assertThat(handles).allSatisfy(handle -> assertThat(handle.endpoint()).isNotNull());
    }
  }

  /** A listener that runs at once makes its handle between the two halves of publishing. */
  @Test
  void aHandleThatIsMadeInTheMidstOfPublishingSeesIt() {
    VirtualLoop loop = new VirtualLoop();
    List<ServiceHandle> made = new ArrayList<>();
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).loop(loop).time(loop).executor(Runnable::run).build()) {
      loop.runUntilIdle();
      discovery
          .service("shop/cart")
          .onChange(set -> made.add(discovery.service("shop/cart", set.name().port())));
      source.put(Cart.service("cart", "http:80"));
      source.put(Cart.slice("cart", "cart-1", Cart.ready("10.0.0.1")));
      loop.runUntilIdle();
      assertThat(made).hasSize(2);
      assertThat(made.get(1).name()).isEqualTo("shop/cart:http");
      assertThat(made.get(1).endpoint().address()).hasToString("10.0.0.1");
    }
  }

  @Test
  void aListenerNeverLosesTheLastState() throws Exception {
    source.put(Cart.service("cart", "http:80"));
    BlockingQueue<EndpointSet> heard = new LinkedBlockingQueue<>();
    try (ServiceDiscovery discovery = Discovery.of(source)) {
      discovery.service("shop/cart").onChange(heard::add);
      for (int round = 0; round < 500; round++) {
        String last = "10.0." + round / 250 + "." + (1 + round % 250);
        source.put(Cart.slice("cart", "cart-1", Cart.ready("10.1.0.1")));
        source.put(Cart.slice("cart", "cart-1"));
        source.put(Cart.slice("cart", "cart-1", Cart.ready(last)));
        awaitAddress(heard, last);
      }
    }
  }

  private static void awaitAddress(BlockingQueue<EndpointSet> heard, String address)
      throws InterruptedException {
    EndpointSet set;
    do {
      set = heard.poll(20, TimeUnit.SECONDS);
      assertThat(set).as("a state with " + address).isNotNull();
    } while (set.known().stream()
        .noneMatch(known -> known.endpoint().address().toString().equals(address)));
  }

  @Test
  void closingLeavesNoThread() throws Exception {
    source.put(Cart.service("cart", "http:80"));
    ServiceDiscovery discovery = Discovery.of(source);
    CountDownLatch heard = new CountDownLatch(1);
    discovery.service("shop/cart").onChange(set -> heard.countDown());
    assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
    List<Thread> own = threads();
    assertThat(own).hasSizeGreaterThanOrEqualTo(2).allMatch(Thread::isDaemon);
    discovery.close();
    assertEnd(own);
  }

  /** A thread that was told to end needs a moment to be gone. */
  private static void assertEnd(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("discovery-"))
        .toList();
  }

  @Test
  void aFailingStartLeavesNothing() throws InterruptedException {
    List<Thread> before = threads();
    WatchSource never =
        handler -> {
          throw new IllegalArgumentException("shop.yaml: no such file");
        };
    assertThatThrownBy(() -> Discovery.builder().source(source).source(never).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shop.yaml: no such file");
    assertEnd(threads().stream().filter(thread -> !before.contains(thread)).toList());
    assertThatThrownBy(() -> Discovery.builder().build())
        .hasMessage("sources: none (expected: at least 1)");
    assertThatThrownBy(() -> Discovery.builder().audit(Duration.ofSeconds(-1)))
        .hasMessage("audit: PT-1S (expected: not negative)");
  }

  @Test
  @SuppressWarnings("try") // closing by hand is what is tested
  void awaitSyncedNamesWhatIsMissing() {
    WatchSource silent = handler -> () -> {};
    WatchSource failing =
        new WatchSource() {
          @Override
          public Watch watch(WatchHandler handler) {
            throw new IllegalStateException("connection refused");
          }

          @Override
          public String name() {
            return "cluster";
          }
        };
    VirtualLoop loop = new VirtualLoop();
    ServiceDiscovery discovery =
        Discovery.builder()
            .source(source)
            .source(silent)
            .source(failing)
            .loop(loop)
            .time(loop)
            .build();
    assertThatThrownBy(() -> discovery.awaitSynced(Duration.ofSeconds(5)))
        .isInstanceOf(TimeoutException.class)
        .hasMessage(
            "discovery: not synced within PT5S"
                + " (waiting for source, cluster: connection refused)");
    assertThat(discovery.state().phase()).isEqualTo(Phase.CONNECTING);
    assertThat(discovery.state().detail()).isEqualTo("source, cluster: connection refused");
    discovery.close();
    assertThatThrownBy(() -> discovery.awaitSynced(Duration.ofSeconds(5)))
        .hasMessage("discovery: closed");
    assertThat(discovery.synced().toCompletableFuture()).isCompletedExceptionally();
    loop.runUntilIdle();
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void aSourceThatFailsKeepsWhatItDelivered() {
    List<WatchHandler> handlers = new ArrayList<>();
    WatchSource cluster =
        handler -> {
          handlers.add(handler);
          return () -> {};
        };
    VirtualLoop loop = new VirtualLoop();
    List<DiscoveryState> states = new ArrayList<>();
    DiscoveryObserver observer =
        new DiscoveryObserver() {
          @Override
          public void onState(DiscoveryState state) {
            states.add(state);
            throw new IllegalStateException("mine");
          }
        };
    try (ServiceDiscovery discovery =
        Discovery.builder().source(cluster).observer(observer).loop(loop).time(loop).build()) {
      handlers
          .get(0)
          .onEvent(
              WatchEvent.replaced(
                  List.of(
                      Cart.service("cart", "http:80"),
                      Cart.slice("cart", "cart-1", Cart.ready("10.0.0.1")))));
      loop.runUntilIdle();
      ServiceHandle cart = discovery.service("shop/cart");
      assertThat(cart.endpoint()).isNotNull();
      handlers.get(0).onFailure(new IllegalStateException("connection reset"));
      loop.advance(Duration.ofMinutes(1));
      assertThat(discovery.state().phase()).isEqualTo(Phase.STALE);
      assertThat(discovery.state().toString()).contains("source: no state within 30 s");
      assertThat(cart.endpoint()).isNotNull();
      handlers.get(handlers.size() - 1).onEvent(WatchEvent.replaced(List.of()));
      loop.runUntilIdle();
      assertThat(discovery.state().phase()).isEqualTo(Phase.SYNCED);
      assertThatThrownBy(cart::endpoint).hasMessage("shop/cart: no Service with this name");
    }
    assertThat(states)
        .extracting(DiscoveryState::phase)
        .containsSubsequence(Phase.SYNCED, Phase.STALE, Phase.SYNCED, Phase.CLOSED);
  }

  @Test
  void theSourceNamedFirstHasTheService() {
    InMemorySource other = new InMemorySource("other");
    source.put(Cart.service("cart", "http:80"));
    other.put(Cart.service("cart", "http:80"));
    other.put(Cart.slice("cart", "cart-1", Cart.ready("10.0.0.1")));
    try (ServiceDiscovery discovery = Discovery.of(source, other)) {
      assertThat(discovery.service("shop/cart").endpoints().known()).isEmpty();
      assertThat(discovery.refused())
          .extracting(Refusal::toString)
          .containsExactly("other: Service shop/cart: source in memory has this Service");
    }
  }

  @Test
  void explainsThatAServiceWasRefused() throws Exception {
    try (ServiceDiscovery discovery =
        Discovery.of(written(Cart.service("cart", "http:0"), Cart.service("other", "http:80")))) {
      discovery.awaitSynced(Duration.ofSeconds(20));
      ServiceHandle cart = discovery.service("shop/cart", "http");
      assertThat(cart.explain().problem())
          .startsWith("shop/cart:http: no Service with this name, one was refused (")
          .contains("Service \"cart\" is invalid: spec.ports[0].port: Invalid value: 0");
      assertThat(discovery.service("shop/carts").explain().problem())
          .isEqualTo("shop/carts: no Service with this name");
    }
  }

  @Test
  void aPolicyMayBeOfOneService() {
    source.put(Cart.service("cart", "http:80"));
    source.put(Cart.slice("cart", "cart-1", Cart.ready("10.0.0.1"), Cart.ready("10.0.0.2")));
    Policy last = Policy.stateless(all -> request -> all.get(all.size() - 1));
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).policy("shop/cart", last).build()) {
      ServiceHandle cart = discovery.service("shop/cart");
      assertThat(cart.endpoint().address()).hasToString("10.0.0.2");
      assertThat(cart.endpoint().address()).hasToString("10.0.0.2");
    }
  }

  @Test
  void theZoneOfTheOwnNodeCountsForHints() {
    ObjectMeta metadata =
        ObjectMeta.builder().name("n1").labels(Map.of(Node.ZONE_LABEL, "b")).build();
    source.put(new Node(metadata, Node.Spec.NONE, Node.Status.NONE));
    source.put(Cart.service("cart", "http:80"));
    source.put(Cart.slice("cart", "cart-1", hinted("10.0.0.1", "a"), hinted("10.0.0.2", "b")));
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).location(new Location("n1", null)).build()) {
      assertThat(discovery.service("shop/cart").endpoints().usable())
          .extracting(endpoint -> endpoint.address().toString())
          .containsExactly("10.0.0.2");
    }
  }

  private static EndpointSlice.Endpoint hinted(String address, String zone) {
    return Cart.ready(address).toBuilder()
        .hints(new EndpointSlice.Hints(List.of(new EndpointSlice.ForZone(zone)), List.of()))
        .build();
  }

  @Test
  void aServiceThatTheFirstSourceDropsAppearsFromTheSecond() {
    VirtualLoop loop = new VirtualLoop();
    List<WatchHandler> first = new ArrayList<>();
    ObjectSource dropping =
        handler -> {
          first.add(handler);
          handler.onEvent(WatchEvent.replaced(List.of(TestObjects.service("cart"))));
          return () -> {};
        };
    ObjectSource second =
        written(TestObjects.service("cart"), TestObjects.pod("late", "10.244.0.1"));
    try (ServiceDiscovery discovery =
        Discovery.builder().source(dropping).source(second).loop(loop).time(loop).build()) {
      loop.runUntilIdle();
      assertThat(discovery.refused()).hasSize(1);
      first.get(0).onEvent(WatchEvent.replaced(List.of()));
      loop.runUntilIdle();
      assertThat(discovery.service("shop/cart").endpoint().pod()).isEqualTo("late");
      assertThat(discovery.refused()).isEmpty();
    }
  }

  @Test
  @SuppressWarnings("try") // closing within is what is tested
  void anObserverMayClose() {
    VirtualLoop loop = new VirtualLoop();
    List<ServiceDiscovery> open = new ArrayList<>();
    DiscoveryObserver closing =
        new DiscoveryObserver() {
          @Override
          public void onPublished(EndpointSet endpoints) {
            open.forEach(ServiceDiscovery::close);
          }
        };
    source.put(Cart.service("cart", "http:80"));
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).loop(loop).time(loop).observer(closing).build()) {
      open.add(discovery);
      loop.runUntilIdle();
      assertThat(discovery.state().phase()).isEqualTo(Phase.CLOSED);
      assertThat(loop.waiting()).isZero();
    }
  }

  @Test
  void anExecutorThatIsFullCostsNoStateAndHarmsNobody() {
    VirtualLoop loop = new VirtualLoop();
    List<EndpointSet> heard = new ArrayList<>();
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    source.put(Cart.service("cart", "http:80"));
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).loop(loop).time(loop).executor(full).build()) {
      ServiceHandle cart = discovery.service("shop/cart");
      cart.onChange(heard::add);
      loop.runUntilIdle();
      source.put(Cart.slice("cart", "cart-1", Cart.ready("10.244.0.1")));
      loop.runUntilIdle();
      assertThat(heard).last().isSameAs(cart.endpoints());
      assertThat(discovery.service("shop/cart", "http").endpoint()).isEqualTo(cart.endpoint());
    }
  }
}
