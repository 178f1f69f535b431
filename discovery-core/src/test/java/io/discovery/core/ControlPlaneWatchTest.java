package io.discovery.core;

import static io.discovery.core.TestObjects.namespace;
import static io.discovery.core.TestObjects.node;
import static io.discovery.core.TestObjects.pod;
import static io.discovery.core.TestObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.time.Randomness;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ControlPlaneWatchTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane = ControlPlane.builder(loop, loop, Randomness.seeded(1)).build();
  private final WatchSource source = plane.watchSource();

  /** Writes down what it is told. */
  private static class Notes implements WatchHandler {
    final List<String> events = new ArrayList<>();

    @Override
    public void onEvent(WatchEvent event) {
      if (event instanceof WatchEvent.Replaced replaced) {
        events.add("all " + replaced.objects().stream().map(Notes::name).toList());
        assertThat(replaced.resourceVersion()).isNotNull();
        assertThat(replaced.kinds())
            .containsExactly(
                ResourceKind.SERVICE,
                ResourceKind.ENDPOINT_SLICE,
                ResourceKind.NODE,
                ResourceKind.NAMESPACE);
      } else if (event instanceof WatchEvent.Added added) {
        events.add("+" + name(added.object()));
      } else if (event instanceof WatchEvent.Modified modified) {
        events.add(name(modified.object()));
      } else if (event instanceof WatchEvent.Deleted deleted) {
        events.add("-" + name(deleted.object()));
      }
    }

    private static String name(KubernetesObject object) {
      String name = object.metadata().name();
      return object.kind().equals(ResourceKind.ENDPOINT_SLICE)
          ? name.replaceAll(".....$", "")
          : name;
    }

    @Override
    public void onFailure(Throwable cause) {
      events.add("failed: " + cause.getMessage());
    }
  }

  @Test
  void aWatchOpensWithTheWholeStateAndGoesOnInOrder() {
    Notes early = new Notes();
    source.watch(early);
    assertThat(early.events).as("returns without waiting").isEmpty();
    loop.runUntilIdle();
    plane.apply("test", List.of(node("node-a", "a"), service("cart"), pod("p", "10.244.0.1")));
    loop.runUntilIdle();
    Notes late = new Notes();
    source.watch("1", late);
    loop.runUntilIdle();
    plane.apply("test", List.of(service("cart", Map.of("app", "x"), null)));
    plane.delete(ResourceKind.SERVICE, new NamespacedName("shop", "cart"));
    loop.runUntilIdle();
    assertThat(early.events)
        .containsExactly(
            "all []", "+node-a", "+shop", "+cart", "+cart-", "-node-a", "cart", "-cart", "-cart-");
    assertThat(late.events)
        .containsExactly("all [cart, cart-, node-a, shop]", "-node-a", "cart", "-cart", "-cart-");
  }

  @Test
  void nothingBeginsAfterCloseNotEvenForTheNextWatcherOfTheSameEvent() {
    plane.create(namespace("shop"));
    Notes second = new Notes();
    List<Watch> watches = new ArrayList<>();
    source.watch(
        new Notes() {
          @Override
          public void onEvent(WatchEvent event) {
            if (event instanceof WatchEvent.Added) {
              watches.forEach(Watch::close);
            }
          }
        });
    watches.add(source.watch(second));
    Notes never = new Notes();
    source.watch(never).close();
    loop.runUntilIdle();
    plane.create(service("cart"));
    assertThat(second.events).containsExactly("all [shop]");
    assertThat(never.events).isEmpty();
    watches.forEach(Watch::close);
  }

  @Test
  void aWatchMayBeOpenedAndClosedOnAnyThread() {
    Notes notes = new Notes();
    Watch watch = CompletableFuture.supplyAsync(() -> source.watch(notes)).join();
    loop.runUntilIdle();
    CompletableFuture.runAsync(watch::close).join();
    plane.create(node("node-a", "a"));
    loop.runUntilIdle();
    assertThat(notes.events).containsExactly("all []");
    assertThat(source.name()).isEqualTo("control plane");
  }

  @Test
  void aHandlerThatFailsHarmsNoOther() {
    Notes notes = new Notes();
    source.watch(
        new WatchHandler() {
          @Override
          public void onEvent(WatchEvent event) {
            throw new IllegalStateException("expected by the test");
          }

          @Override
          public void onFailure(Throwable cause) {
            throw new IllegalStateException("expected by the test");
          }
        });
    source.watch(notes);
    loop.runUntilIdle();
    plane.create(node("node-a", "a"));
    plane.close();
    assertThat(notes.events).containsExactly("all []", "+node-a", "failed: control plane: closed");
  }

  @Test
  void closingThePlaneEndsWatchesAlsoFromAnotherThread() {
    Notes open = new Notes();
    Notes closed = new Notes();
    Notes asked = new Notes();
    source.watch(open);
    Watch watch = source.watch(closed);
    loop.runUntilIdle();
    watch.close();
    source.watch(asked);
    CompletableFuture.runAsync(plane::close).join();
    loop.runUntilIdle();
    assertThat(open.events).containsExactly("all []", "failed: control plane: closed");
    assertThat(closed.events).containsExactly("all []");
    assertThat(asked.events).last().isEqualTo("failed: control plane: closed");
    assertThatThrownBy(() -> source.watch(asked)).isInstanceOf(IllegalStateException.class);
  }
}
