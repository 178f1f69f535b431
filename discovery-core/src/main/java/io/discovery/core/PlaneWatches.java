package io.discovery.core;

import io.discovery.core.nullness.Nullable;
import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.time.EventLoop;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves watches out of a store, on its loop. */
final class PlaneWatches implements WatchSource {
  private static final Logger LOG = LoggerFactory.getLogger(PlaneWatches.class);
  private static final List<ResourceKind> KINDS =
      List.of(
          ResourceKind.SERVICE,
          ResourceKind.ENDPOINT_SLICE,
          ResourceKind.NODE,
          ResourceKind.NAMESPACE);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Store store;
  private final EventLoop loop;
  private final List<OpenWatch> open = new ArrayList<>();
  private final List<ResourceKind> kinds = new ArrayList<>(KINDS);
  private volatile boolean closed;

  PlaneWatches(Store store, EventLoop loop) {
    this.store = store;
    this.loop = loop;
    store.listen(this::changed);
  }

  static WatchEvent event(Change change) {
    KubernetesObject object = change.object();
    if (change.after() == null) {
      return new WatchEvent.Deleted(object);
    }
    return change.before() == null ? new WatchEvent.Added(object) : new WatchEvent.Modified(object);
  }

  @Override
  public Watch watch(WatchHandler handler) {
    if (closed) {
      throw new IllegalStateException("control plane: closed");
    }
    OpenWatch watch = new OpenWatch(handler);
    loop.execute(() -> begin(watch));
    return watch;
  }

  /** Delivers objects of a kind too, from the next whole state on; on the loop. */
  void add(ResourceKind kind) {
    if (!kinds.contains(kind)) {
      kinds.add(kind);
    }
  }

  private void begin(OpenWatch watch) {
    if (closed) {
      watch.fail();
      return;
    }
    if (watch.over) {
      return;
    }
    List<KubernetesObject> objects = new ArrayList<>();
    kinds.forEach(kind -> objects.addAll(store.list(kind)));
    open.add(watch);
    watch.send(new WatchEvent.Replaced(kinds, objects, Long.toString(store.revision())));
  }

  private void changed(Change change) {
    if (!open.isEmpty() && kinds.contains(change.object().kind())) {
      WatchEvent event = event(change);
      for (OpenWatch watch : List.copyOf(open)) {
        watch.send(event);
      }
    }
  }

  @Override
  public String name() {
    return "control plane";
  }

  /** Returns what is wrong with a Service port that has no endpoint; null if nothing is known. */
  @Nullable
  String why(NamespacedName service, String port) {
    if (loop.inLoop()) {
      return Causes.of(store, service, port);
    }
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(Optional.ofNullable(Causes.of(store, service, port))));
    try {
      return loop.await(answer, PATIENCE).orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (TimeoutException | ExecutionException e) {
      return null;
    }
  }

  /** Ends all watches; each hears of it unless its own side has closed it. */
  void close() {
    closed = true;
    List.copyOf(open).forEach(OpenWatch::fail);
    open.clear();
  }

  /** A watch from when it was asked for until one side ends it. */
  private final class OpenWatch implements Watch {
    private final WatchHandler handler;
    private volatile boolean over;

    OpenWatch(WatchHandler handler) {
      this.handler = handler;
    }

    void send(WatchEvent event) {
      if (over) {
        return;
      }
      try {
        handler.onEvent(event);
      } catch (RuntimeException e) {
        LOG.error("control plane: a watch handler failed, its watch goes on", e);
      }
    }

    void fail() {
      if (over) {
        return;
      }
      over = true;
      try {
        handler.onFailure(new IllegalStateException("control plane: closed"));
      } catch (RuntimeException e) {
        LOG.error("control plane: a watch handler failed", e);
      }
    }

    @Override
    public void close() {
      over = true;
      if (loop.inLoop()) {
        open.remove(this);
      } else {
        loop.execute(() -> open.remove(this));
      }
    }
  }
}
