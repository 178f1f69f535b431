package io.discovery.core;

import io.discovery.DiscoveryState;
import io.discovery.DiscoveryState.Phase;
import io.discovery.Refusal;
import io.discovery.Registration;
import io.discovery.Resolver;
import io.discovery.ServiceDiscovery;
import io.discovery.ServiceHandle;
import io.discovery.core.cache.ObjectCache;
import io.discovery.core.call.Calls;
import io.discovery.core.feed.Feed;
import io.discovery.core.feed.Follower;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.snapshot.ClusterSnapshot;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A discovery: sources, cache, view and what is published, on one loop. */
final class Client implements ServiceDiscovery, Feed, HandleContext.Known {
  private static final Duration LAST_TASK = Duration.ofSeconds(5);
  private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

  private final Settings settings;
  private final EventLoop loop;
  private final Owned owned;
  private final Sources sources;
  private final Publisher publisher;
  private final Handles handles = new Handles();
  private final HandleContext context;
  private final Collection<Listener> listeners = Collections.synchronizedSet(new LinkedHashSet<>());
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> synced = new CompletableFuture<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile DiscoveryState state;
  private volatile List<Refusal> refusedByPlane = List.of();
  private @Nullable List<Sources.Running> prompt;
  private boolean scheduled;
  private boolean closed;

  Client(List<NamedSource> named, Settings settings, EventLoop loop, Owned owned) {
    this.settings = settings;
    this.loop = loop;
    this.owned = owned;
    ObjectCache cache = new ObjectCache(Sources.admitted(named), settings.location().node());
    sources = new Sources(named, settings, loop, cache, this::changed);
    publisher = new Publisher(settings, cache, handles, sources.missing());
    Executor executor = owned.executor();
    context =
        new HandleContext(
            loop,
            executor,
            new Calls(loop, settings.time(), settings.randomness()),
            this,
            listeners);
    String missing = Objects.requireNonNullElse(sources.missing(), "");
    state = new DiscoveryState(Phase.CONNECTING, settings.time().instant(), missing);
  }

  /**
   * Begins to watch; returns once what the sources delivered within the call can be picked from.
   */
  void start() {
    List<Sources.Running> delivered = sources.start();
    loop.execute(
        () -> {
          prompt = delivered;
          changed();
        });
  }

  /** Completes once what was delivered within {@link #start} can be picked from. */
  CompletableFuture<Void> opened() {
    return opened;
  }

  private void changed() {
    if (!scheduled && !closed) {
      scheduled = true;
      loop.execute(this::publish);
    }
  }

  private void publish() {
    scheduled = false;
    if (closed) {
      return;
    }
    publisher.publish();
    if (closed) {
      return; // an observer closed it
    }
    refusedByPlane = sources.refused();
    String missing = sources.missing();
    if (!Objects.equals(missing, publisher.root().missing())) {
      publisher.missing(missing);
    }
    say();
    if (missing == null) {
      synced.complete(null);
    }
    if (prompt != null && prompt.stream().allMatch(Sources.Running::settled)) {
      opened.complete(null);
    }
  }

  private void say() {
    String missing = sources.missing();
    String stale = sources.stale();
    Phase phase = missing != null ? Phase.CONNECTING : stale != null ? Phase.STALE : Phase.SYNCED;
    say(phase, missing != null ? missing : stale != null ? stale : "");
  }

  private void say(Phase phase, String detail) {
    DiscoveryState before = state;
    if (before.phase() != phase || !before.detail().equals(detail)) {
      boolean same = before.phase() == phase;
      state = new DiscoveryState(phase, same ? before.since() : settings.time().instant(), detail);
      settings.observer().onState(state);
    }
  }

  @Override
  public Root root() {
    return publisher.root();
  }

  @Override
  public @Nullable String cause(NamespacedName service, String port) {
    return sources.why(service, port);
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public Registration follow(Follower follower, boolean pods) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    inLoop(
        () -> {
          try {
            if (pods) {
              sources.add(ResourceKind.POD);
            }
            publisher.follow(follower);
            told.complete(null);
          } catch (RuntimeException e) {
            told.completeExceptionally(e);
          }
        });
    try {
      loop.await(told, FIRST_LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("discovery: cannot be followed", e);
    }
    return () -> inLoop(() -> publisher.unfollow(follower));
  }

  private void inLoop(Runnable task) {
    if (loop.inLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  @Override
  public ServiceHandle service(ServiceName name) {
    return handles.get(context, Objects.requireNonNull(name, "name"), null);
  }

  @Override
  public ServiceHandle service(ServicePortName name) {
    return handles.get(context, name.service(), name.port());
  }

  @Override
  public Resolver resolver(String namespace) {
    return new PodNames(this, Objects.requireNonNull(namespace, "namespace"));
  }

  @Override
  public ClusterSnapshot snapshot() {
    return publisher.root().snapshot();
  }

  @Override
  public CompletionStage<Void> synced() {
    return synced.isDone()
        ? synced.minimalCompletionStage()
        : synced.thenRunAsync(() -> {}, context.executor()).minimalCompletionStage();
  }

  @Override
  public void awaitSynced(Duration atMost) throws InterruptedException, TimeoutException {
    try {
      loop.await(synced, HandleContext.bounded(atMost));
    } catch (ExecutionException e) {
      throw new IllegalStateException("discovery: closed", e);
    } catch (TimeoutException e) {
      String missing = publisher.root().missing();
      throw new TimeoutException(
          "discovery: not synced within " + atMost + " (waiting for " + missing + ")");
    }
  }

  @Override
  public DiscoveryState state() {
    return state;
  }

  @Override
  public List<Refusal> refused() {
    List<Refusal> all = new ArrayList<>(refusedByPlane);
    all.addAll(publisher.refused());
    return List.copyOf(all);
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    if (loop.inLoop()) {
      end();
    } else {
      CompletableFuture<Void> ended = new CompletableFuture<>();
      loop.execute(
          () -> {
            end();
            ended.complete(null);
          });
      awaitEnd(ended);
    }
    owned.close();
  }

  private void awaitEnd(CompletableFuture<Void> ended) {
    boolean interrupted = false;
    try {
      loop.await(ended, LAST_TASK);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (TimeoutException | ExecutionException e) {
      end();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    if (closed) {
      return;
    }
    closed = true;
    sources.close();
    List.copyOf(listeners).forEach(Listener::close);
    publisher.close();
    context.calls().close();
    say(Phase.CLOSED, "");
    IllegalStateException cause = new IllegalStateException("discovery: closed");
    synced.completeExceptionally(cause);
    opened.completeExceptionally(cause);
  }

  @Override
  public String toString() {
    return "ServiceDiscovery[" + state + ", " + publisher.root().snapshot() + "]";
  }

  /** What is closed with a discovery. */
  interface Owned extends AutoCloseable {
    Executor executor();

    @Override
    void close();
  }
}
