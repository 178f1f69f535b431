package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ServiceDiscovery;
import io.discovery.model.ResourceKind;
import io.discovery.snapshot.ServiceSnapshot;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemorySourceTest {
  private final InMemorySource source = new InMemorySource("mine");
  private final List<WatchEvent> events = new ArrayList<>();
  private final WatchHandler handler =
      new WatchHandler() {
        @Override
        public void onEvent(WatchEvent event) {
          events.add(event);
        }

        @Override
        public void onFailure(Throwable cause) {}
      };

  @Test
  void tellsTheWholeStateAndThenEachChange() {
    var cart = Cart.service("cart", "http:80");
    var pay = Cart.service("pay", "http:80");
    source.put(cart);
    Watch watch = source.watch(handler);
    source.put(pay);
    source.put(pay);
    source.remove(cart);
    source.remove(cart);
    source.replaceAll(List.of(cart));
    watch.close();
    source.put(pay);
    assertThat(events)
        .containsExactly(
            WatchEvent.replaced(List.of(cart)),
            new WatchEvent.Added(pay),
            new WatchEvent.Modified(pay),
            new WatchEvent.Deleted(cart),
            WatchEvent.replaced(List.of(cart)));
    assertThat(source).hasToString("InMemorySource[mine]");
  }

  @Test
  void manyThreadsEndInOneState() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    VirtualLoop loop = new VirtualLoop();
    try (ServiceDiscovery discovery =
        Discovery.builder().source(source).loop(loop).time(loop).build()) {
      CountDownLatch done = new CountDownLatch(4);
      for (int t = 0; t < 4; t++) {
        int number = t;
        threads.execute(
            () -> {
              for (int i = 0; i < 500; i++) {
                source.put(Cart.service("svc-" + i % 7, "http:" + (number + 1)));
                source.remove(
                    ResourceKind.SERVICE, Cart.service("svc-" + (i + number) % 7).namespacedName());
              }
              source.put(Cart.service("last-" + number, "http:80"));
              done.countDown();
            });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      loop.runUntilIdle();
      List<ServiceSnapshot> found = List.copyOf(discovery.snapshot().services());
      source.watch(handler);
      WatchEvent.Replaced truth = (WatchEvent.Replaced) events.get(0);
      assertThat(found)
          .extracting(service -> service.service().namespacedName().toString())
          .containsExactlyInAnyOrderElementsOf(
              truth.objects().stream().map(each -> each.namespacedName().toString()).toList());
      assertThat(found)
          .allSatisfy(service -> assertThat(truth.objects()).contains(service.service()));
    } finally {
      threads.shutdownNow();
    }
  }
}
