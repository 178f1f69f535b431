package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.CallOptions;
import io.discovery.Registration;
import io.discovery.ServiceDiscovery;
import io.discovery.ServiceHandle;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.NoEndpointException.Reason;
import io.discovery.balancer.PickRequest;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.EndpointSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandleTest {
  private static final PickRequest PATIENT = PickRequest.ANY.waitAtMost(Duration.ofSeconds(2));

  private final VirtualLoop loop = new VirtualLoop();
  private final InMemorySource source = new InMemorySource();
  private final ServiceDiscovery discovery =
      Discovery.builder().source(source).loop(loop).time(loop).build();
  private final ServiceHandle cart = discovery.service("shop/cart");

  HandleTest() {
    loop.runUntilIdle();
  }

  @AfterEach
  void leavesNothing() {
    discovery.close();
    loop.runUntilIdle();
    assertThat(loop.waiting()).isZero();
  }

  private void put(String... ready) {
    source.put(Cart.service("cart", "http:80"));
    source.put(
        Cart.slice(
            "cart",
            "cart-1",
            List.of(ready).stream().map(Cart::ready).toArray(EndpointSlice.Endpoint[]::new)));
    loop.runUntilIdle();
  }

  private static void assertNone(ServiceHandle handle, Reason reason, String message) {
    assertThatThrownBy(handle::endpoint)
        .hasMessage(message)
        .isInstanceOfSatisfying(
            NoEndpointException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThatThrownBy(handle::pick).hasMessage(message);
    assertThat(handle.explain().problem()).isEqualTo(message);
    assertThat(handle.explain().toString()).contains(message);
  }

  @Test
  void saysThatThereIsNoServiceAndWhichIsNearest() {
    put("10.0.0.1");
    assertNone(
        discovery.service("shop/carts"),
        Reason.NO_SUCH_SERVICE,
        "shop/carts: no Service with this name (nearest: shop/cart)");
    assertNone(
        discovery.service("default/cart", "http"),
        Reason.NO_SUCH_SERVICE,
        "default/cart:http: no Service with this name (nearest: shop/cart)");
    assertNone(
        discovery.service("shop/payments"),
        Reason.NO_SUCH_SERVICE,
        "shop/payments: no Service with this name");
  }

  @Test
  void saysWhichPortsThereAre() {
    source.put(Cart.service("cart", "http:80", "admin:81"));
    loop.runUntilIdle();
    assertNone(
        cart,
        Reason.UNKNOWN_PORT,
        "shop/cart: several ports, and none was named (it has http, admin)");
    assertNone(
        discovery.service("shop/cart", "web"),
        Reason.UNKNOWN_PORT,
        "shop/cart:web: no port with this name (it has http, admin)");
    source.put(Cart.service("none"));
    loop.runUntilIdle();
    assertNone(
        discovery.service("shop/none"),
        Reason.UNKNOWN_PORT,
        "shop/none: no port to pick from (the Service has none)");
  }

  @Test
  void aNameMayHaveThePortBehindAColon() {
    put("10.0.0.1");
    ServiceHandle http = discovery.service("shop/cart", "http");
    assertThat(discovery.service(http.name())).isSameAs(http);
    assertThat(discovery.service("cart.shop.svc:http")).isSameAs(http);
    assertThatThrownBy(() -> discovery.service(":http"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhereEndpointsAreToComeFrom() {
    source.put(Cart.service("cart", ServiceSpec.builder(), "http:80"));
    loop.runUntilIdle();
    assertNone(
        discovery.service("shop/cart:http"),
        Reason.NO_ENDPOINT,
        "shop/cart:http: no endpoint (no selector, and no EndpointSlice has one)");
    ServiceSpec.Builder selecting =
        ServiceSpec.builder().selector(Map.of("tier", "web", "app", "crat"));
    source.put(Cart.service("cart", selecting, "http:80"));
    loop.runUntilIdle();
    assertNone(
        discovery.service("shop/cart:http"),
        Reason.NO_ENDPOINT,
        "shop/cart:http: no endpoint (selector app=crat,tier=web, target port 8080)");
  }

  @Test
  void aSelectorWithoutEndIsCut() {
    ServiceSpec.Builder spec = ServiceSpec.builder().selector(Map.of("app", "x".repeat(1_000)));
    source.put(Cart.service("cart", spec, "http:80"));
    loop.runUntilIdle();
    assertThatThrownBy(cart::endpoint).message().hasSizeLessThan(300).contains("x…, target port");
  }

  @Test
  void saysThatAServiceIsAName() {
    ServiceSpec.Builder spec =
        ServiceSpec.builder().type(ServiceSpec.Type.EXTERNAL_NAME).externalName("db.example");
    source.put(Cart.service("cart", spec, "http:80"));
    loop.runUntilIdle();
    assertNone(cart, Reason.EXTERNAL_NAME, "shop/cart: no endpoints (ExternalName of db.example)");
  }

  @Test
  void saysHowManyAreNotReady() {
    source.put(Cart.service("cart", "http:80"));
    source.put(Cart.slice("cart", "cart-1", Cart.endpoint("10.0.0.1", false, false, false)));
    loop.runUntilIdle();
    assertThatThrownBy(cart::endpoint)
        .isInstanceOfSatisfying(
            NoEndpointException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NONE_READY))
        .hasMessage("shop/cart:http: no ready endpoint (1 known: 1 not ready)");
  }

  @Test
  void waitsForAFirstEndpoint() {
    loop.schedule(Duration.ofSeconds(1), () -> put("10.0.0.1"));
    assertThat(cart.endpoint(PATIENT).port()).isEqualTo(8080);
    assertThat(loop.nanoTime()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void doesNotWaitIfThereIsOne() {
    put("10.0.0.1");
    try (var pick = cart.pick(PATIENT)) {
      assertThat(pick.endpoint().port()).isEqualTo(8080);
    }
    assertThat(loop.nanoTime()).isZero();
  }

  @Test
  void aWaitInVainSaysWhatIsKnownByThen() {
    loop.schedule(
        Duration.ofSeconds(1), () -> source.put(Cart.service("cart", "http:80", "admin:81")));
    assertThatThrownBy(() -> cart.endpoint(PATIENT))
        .hasMessage("shop/cart: several ports, and none was named (it has http, admin)");
    assertThat(loop.nanoTime()).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void waitsForAnyTime() {
    loop.schedule(Duration.ofDays(1), () -> put("10.0.0.1"));
    PickRequest forever = PickRequest.ANY.waitAtMost(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(cart.endpoint(forever).port()).isEqualTo(8080);
  }

  @Test
  void aThreadThatIsInterruptedKeepsItsStatus() throws Exception {
    try (ServiceDiscovery real = Discovery.of(new InMemorySource())) {
      CompletableFuture<String> message = new CompletableFuture<>();
      CompletableFuture<Boolean> status = new CompletableFuture<>();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  Thread.currentThread().interrupt();
                  real.service("shop/cart").endpoint(PATIENT);
                } catch (NoEndpointException e) {
                  message.complete(e.getMessage());
                }
                status.complete(Thread.currentThread().isInterrupted());
              });
      waiting.start();
      assertThat(message.get(10, TimeUnit.SECONDS))
          .isEqualTo("shop/cart: no Service with this name");
      assertThat(status.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingEndsAWait() {
    loop.schedule(Duration.ofSeconds(1), discovery::close);
    assertThatThrownBy(() -> cart.endpoint(PATIENT))
        .hasMessage("shop/cart: the discovery was closed");
    assertThat(loop.nanoTime()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void afterClosingEveryHandleThrows() {
    put("10.0.0.1");
    discovery.close();
    discovery.close();
    assertNone(cart, Reason.CLOSED, "shop/cart: the discovery was closed");
    assertNone(discovery.service("shop/new"), Reason.CLOSED, "shop/new: the discovery was closed");
    assertThat(discovery.state().phase()).hasToString("CLOSED");
    assertThat(discovery.toString()).contains("CLOSED");
  }

  @Test
  void anAsyncCallWaitsWithoutBlocking() {
    var options = CallOptions.DEFAULT.withRequest(PATIENT);
    CompletableFuture<Integer> port =
        cart.callAsync(options, endpoint -> CompletableFuture.completedFuture(endpoint.port()));
    loop.runUntilIdle();
    assertThat(port).isNotDone();
    put("10.0.0.1");
    assertThat(port).isCompletedWithValue(8080);
  }

  @Test
  void callsPickFromTheHandle() throws Exception {
    put("10.0.0.1");
    assertThat(cart.<Integer>call(endpoint -> endpoint.port())).isEqualTo(8080);
  }

  @Test
  void aListenerHearsTheCurrentStateFirst() {
    put("10.0.0.1");
    List<EndpointSet> heard = new ArrayList<>();
    try (Registration registration = cart.onChange(heard::add)) {
      assertThat(registration.toString()).isEqualTo("Registration[shop/cart]");
      assertThat(heard).isEmpty();
      loop.runUntilIdle();
      assertThat(heard).containsExactly(cart.endpoints());
    }
  }

  @Test
  void aListenerHearsMergedStatesAndTheLastOne() {
    List<EndpointSet> heard = new ArrayList<>();
    Registration registration = cart.onChange(heard::add);
    loop.runUntilIdle();
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).known()).isEmpty();
    for (int i = 1; i < 10; i++) {
      source.put(Cart.service("cart", "http:80"));
      source.put(Cart.slice("cart", "cart-1", Cart.ready("10.0.0." + i)));
    }
    loop.runUntilIdle();
    assertThat(heard).hasSize(2);
    assertThat(heard.get(1)).isSameAs(cart.endpoints());
    source.put(Cart.slice("cart", "cart-1", Cart.ready("10.0.0.9")));
    source.put(Cart.service("other", "http:80"));
    loop.runUntilIdle();
    assertThat(heard).as("nothing changed").hasSize(2);
    registration.close();
    put("10.0.0.77");
    assertThat(heard).hasSize(2);
  }

  @Test
  void aListenerOutlivesItsHandle() {
    List<EndpointSet> heard = new ArrayList<>();
    Registration registration = discovery.service("shop/late").onChange(heard::add);
    loop.runUntilIdle();
    System.gc();
    source.put(Cart.service("late", "http:80"));
    source.put(Cart.slice("late", "late-1", Cart.ready("10.0.0.1")));
    loop.runUntilIdle();
    assertThat(heard).hasSize(2);
    registration.close();
  }

  @Test
  void aListenerThatThrowsGoesOnAndHarmsNobody() {
    List<EndpointSet> heard = new ArrayList<>();
    List<EndpointSet> thrown = new ArrayList<>();
    Registration bad =
        cart.onChange(
            set -> {
              thrown.add(set);
              throw new AssertionError("mine");
            });
    Registration good = cart.onChange(heard::add);
    put("10.0.0.1");
    put("10.0.0.2");
    assertThat(thrown).hasSizeGreaterThan(1).isEqualTo(heard);
    bad.close();
    good.close();
  }

  @Test
  void aListenerMayTakeItselfBack() {
    List<EndpointSet> heard = new ArrayList<>();
    Registration[] own = new Registration[1];
    own[0] =
        cart.onChange(
            set -> {
              heard.add(set);
              own[0].close();
            });
    put("10.0.0.1");
    put("10.0.0.2");
    assertThat(heard).hasSize(1);
  }

  @Test
  void theSameHandleIsGivenWhileSomebodyHoldsIt() {
    assertThat(discovery.service("shop/cart")).isSameAs(cart);
    assertThat(discovery.service("shop/cart", "http")).isNotSameAs(cart);
    assertThat(cart.name()).isEqualTo("shop/cart");
    assertThat(cart).hasToString("ServiceHandle[shop/cart]");
    assertThat(discovery.service("shop/cart", "http").name()).isEqualTo("shop/cart:http");
  }

  @Test
  void aRecreatedServiceIsFoundAgain() {
    put("10.0.0.1");
    source.remove(ResourceKind.SERVICE, new NamespacedName("shop", "cart"));
    loop.runUntilIdle();
    assertNone(cart, Reason.NO_SUCH_SERVICE, "shop/cart: no Service with this name");
    put("10.0.0.2");
    assertThat(cart.endpoint().address()).hasToString("10.0.0.2");
  }
}
