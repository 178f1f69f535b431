package io.discovery.core;

import io.discovery.CallOptions;
import io.discovery.Explanation;
import io.discovery.Registration;
import io.discovery.ServiceHandle;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.core.balancer.PortPicker;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.discovery.time.EventLoop.Timer;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

/** A Service port: what the loop publishes it writes into the field that picks read. */
final class Handle implements ServiceHandle {
  private static final PortPicker NOT_READ =
      PortPicker.none(
          NoEndpointException.Reason.NOT_SYNCED,
          "not read",
          EndpointSet.empty(ServicePortName.parse("none")));
  private static final AtomicReferenceFieldUpdater<Handle, PortPicker> PICKER =
      AtomicReferenceFieldUpdater.newUpdater(Handle.class, PortPicker.class, "picker");

  private final HandleContext context;
  private final ServiceName service;
  private final @Nullable String port;
  private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile PortPicker picker = NOT_READ;

  Handle(HandleContext context, ServiceName service, @Nullable String port) {
    this.context = context;
    this.service = service;
    this.port = port;
  }

  ServiceName service() {
    return service;
  }

  @Nullable
  String port() {
    return port;
  }

  boolean hasEndpoint() {
    return picker.hasEndpoint();
  }

  /** Takes what is published now, unless the loop was faster. */
  void read() {
    if (picker == NOT_READ) {
      PICKER.compareAndSet(this, NOT_READ, context.root().picker(service, port));
    }
  }

  /** Takes a new state; called by the loop alone. */
  void publish(Root root) {
    PortPicker next = root.picker(service, port);
    if (next == picker) {
      return;
    }
    picker = next;
    if (next.hasEndpoint() || root.closed()) {
      for (CompletableFuture<Void> each = waiting.poll(); each != null; each = waiting.poll()) {
        each.complete(null);
      }
    }
    listeners.forEach(Listener::changed);
  }

  @Override
  public String name() {
    return port == null ? service.toString() : new ServicePortName(service, port).toString();
  }

  @Override
  public Endpoint endpoint() {
    return picker.endpoint(PickRequest.ANY);
  }

  @Override
  public Endpoint endpoint(PickRequest request) {
    return waited(request).endpoint(request);
  }

  @Override
  public Pick pick() {
    return picker.pick(PickRequest.ANY);
  }

  @Override
  public Pick pick(PickRequest request) {
    return waited(request).pick(request);
  }

  private PortPicker waited(PickRequest request) {
    PortPicker now = picker;
    if (now.hasEndpoint() || request.waitAtMost().isZero()) {
      return now;
    }
    CompletableFuture<Void> first = firstEndpoint();
    try {
      context.loop().await(first, HandleContext.bounded(request.waitAtMost()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      return picker;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      forget(first);
    }
    return picker;
  }

  /** Completes once there is an endpoint, or none to wait for. */
  private CompletableFuture<Void> firstEndpoint() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    waiting.add(first);
    if (picker.hasEndpoint() || context.root().closed()) {
      first.complete(null);
    }
    return first;
  }

  private void forget(CompletableFuture<Void> first) {
    waiting.removeIf(each -> each == first);
  }

  /** Picks at once or once there is an endpoint, without blocking. */
  private CompletableFuture<Pick> pickLater(PickRequest request) {
    CompletableFuture<Pick> result = new CompletableFuture<>();
    if (picker.hasEndpoint() || request.waitAtMost().isZero()) {
      pickInto(result, request);
      return result;
    }
    CompletableFuture<Void> first = firstEndpoint();
    Timer timer =
        context
            .loop()
            .schedule(HandleContext.bounded(request.waitAtMost()), () -> first.complete(null));
    var unused =
        first.whenCompleteAsync(
            (done, failure) -> {
              timer.cancel();
              forget(first);
              pickInto(result, request);
            },
            context.executor());
    return result;
  }

  private void pickInto(CompletableFuture<Pick> result, PickRequest request) {
    try {
      Pick pick = picker.pick(request);
      if (!result.complete(pick)) {
        pick.close();
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  @Override
  public <T> T call(CallOptions options, EndpointCall<T> call)
      throws IOException, InterruptedException {
    return context.calls().call(this::pickLater, options, call);
  }

  @Override
  public <T> CompletableFuture<T> callAsync(CallOptions options, AsyncEndpointCall<T> call) {
    return context.calls().callAsync(this::pickLater, options, call);
  }

  @Override
  public EndpointSet endpoints() {
    return picker.endpoints();
  }

  @Override
  public Registration onChange(Consumer<? super EndpointSet> listener) {
    Listener added = new Listener(this, listener, context);
    listeners.add(added);
    context.listeners().add(added);
    added.changed();
    return added;
  }

  void remove(Listener listener) {
    listeners.remove(listener);
  }

  @Override
  public Explanation explain(PickRequest request) {
    return Explanations.explain(this, context, picker, request);
  }

  @Override
  public String toString() {
    return "ServiceHandle[" + name() + "]";
  }
}
