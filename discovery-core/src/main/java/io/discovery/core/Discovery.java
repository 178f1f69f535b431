package io.discovery.core;

import io.discovery.DiscoveryObserver;
import io.discovery.Location;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.balancer.Policy;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.ServiceName;
import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import io.discovery.watch.ObjectSource;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens a discovery. */
@SuppressWarnings("overloads") // a lambda needs a cast; a class is one kind of source or the other
public final class Discovery {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Discovery() {}

  /**
   * Opens a discovery of what users wrote, such as manifests; it is synced when this returns.
   *
   * @throws IllegalArgumentException if there is no source, or one cannot deliver
   */
  public static ServiceDiscovery of(ObjectSource... sources) {
    Builder builder = builder();
    List.of(sources).forEach(builder::source);
    return builder.build();
  }

  /**
   * Opens a discovery of what clusters have; does not wait for sources that do not deliver at once.
   *
   * @throws IllegalArgumentException if there is no source, or one can never deliver
   */
  public static ServiceDiscovery of(WatchSource... sources) {
    Builder builder = builder();
    List.of(sources).forEach(builder::source);
    return builder.build();
  }

  /** Returns a builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder of {@link ServiceDiscovery}; not thread-safe. */
  public static final class Builder {
    private static final Duration PROMPT = Duration.ofSeconds(10);

    private final List<NamedSource> sources = new ArrayList<>();
    private final Map<ServiceName, Policy> policies = new LinkedHashMap<>();
    private Location location = Location.ANYWHERE;
    private Policy policy = Policies.kubernetes();
    private DiscoveryObserver observer = DiscoveryObserver.NONE;
    private Time time = Time.system();
    private Randomness randomness = Randomness.threadLocal();
    private Duration audit = Duration.ofMinutes(5);
    private List<Cidr> serviceCidrs = ControlPlane.SERVICE_CIDRS;
    private @Nullable EventLoop loop;
    private @Nullable Executor executor;

    private Builder() {}

    /**
     * Adds a source of what a cluster has admitted. Where two sources have the same Service, the
     * one that was added first has it.
     */
    public Builder source(WatchSource source) {
      sources.add(NamedSource.ofAdmitted(Objects.requireNonNull(source, "source")));
      return this;
    }

    /** Adds a source of what a user wrote: a control plane on the same loop admits it. */
    public Builder source(ObjectSource source) {
      sources.add(NamedSource.ofDeclared(Objects.requireNonNull(source, "source")));
      return this;
    }

    /**
     * Sets the ranges that ClusterIPs are drawn from, for what users wrote; default 10.96.0.0/16.
     *
     * @param cidrs the primary family first: one, or one a family
     * @throws IllegalArgumentException if there are none, or two of one family
     */
    public Builder serviceCidrs(Cidr... cidrs) {
      boolean one = cidrs.length == 1;
      if (!one && !(cidrs.length == 2 && cidrs[0].base().is4() != cidrs[1].base().is4())) {
        throw new IllegalArgumentException(
            "service CIDRs: " + List.of(cidrs) + " (expected: one, or one a family)");
      }
      serviceCidrs = List.of(cidrs);
      return this;
    }

    /** Sets where the callers are; default {@link Location#ANYWHERE}. */
    public Builder location(Location location) {
      this.location = Objects.requireNonNull(location, "location");
      return this;
    }

    /** Sets the policy of all Services; default {@link Policies#kubernetes}. */
    public Builder policy(Policy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets the policy of one Service.
     *
     * @param service a name as {@link ServiceName#parse} takes it
     * @throws IllegalArgumentException if the text is no Service name
     */
    public Builder policy(String service, Policy policy) {
      policies.put(ServiceName.parse(service), Objects.requireNonNull(policy, "policy"));
      return this;
    }

    /** Sets who sees what happens; default {@link DiscoveryObserver#NONE}. */
    public Builder observer(DiscoveryObserver observer) {
      this.observer = Objects.requireNonNull(observer, "observer");
      return this;
    }

    /**
     * Sets the loop, which is not closed with the discovery; default a thread of its own.
     *
     * <p>{@link #build} does not wait for sources on it.
     */
    public Builder loop(EventLoop loop) {
      this.loop = Objects.requireNonNull(loop, "loop");
      return this;
    }

    /** Sets the clocks; default {@link Time#system}. */
    public Builder time(Time time) {
      this.time = Objects.requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets the random numbers, which the loop and all threads that pick share; default {@link
     * Randomness#threadLocal}.
     */
    public Builder randomness(Randomness randomness) {
      this.randomness = Objects.requireNonNull(randomness, "randomness");
      return this;
    }

    /**
     * Sets how often, roughly, a source is asked for its whole state although its watch seems well:
     * that heals events that were lost. Default 5 min, zero means never.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public Builder audit(Duration interval) {
      if (interval.isNegative()) {
        throw new IllegalArgumentException("audit: " + interval + " (expected: not negative)");
      }
      audit = interval;
      return this;
    }

    /**
     * Sets where listeners run; default daemon threads of the discovery, or tasks of a loop that
     * was given and is no {@link LoopThread}.
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Opens the discovery.
     *
     * @throws IllegalArgumentException if there is no source, or one can never deliver; nothing is
     *     left running then
     */
    public ServiceDiscovery build() {
      if (sources.isEmpty()) {
        throw new IllegalArgumentException("sources: none (expected: at least 1)");
      }
      List<NamedSource> named = NamedSource.distinct(sources);
      String name = "discovery-" + NUMBER.incrementAndGet();
      Threads threads = new Threads(name, loop, executor);
      try {
        Client client = new Client(named, settings(named), threads.loop, threads);
        return threads.ownLoop() ? opened(client) : started(client);
      } catch (RuntimeException | Error e) {
        threads.close();
        throw e;
      }
    }

    private Settings settings(List<NamedSource> named) {
      Set<String> trusted = new TreeSet<>();
      named.stream().filter(NamedSource::trusted).forEach(source -> trusted.add(source.name()));
      DiscoveryObserver safe = SafeObserver.of(observer);
      return new Settings(
          location,
          policy,
          new LinkedHashMap<>(policies),
          safe,
          time,
          randomness,
          audit,
          trusted,
          serviceCidrs);
    }

    private static Client started(Client client) {
      try {
        client.start();
        return client;
      } catch (RuntimeException | Error e) {
        client.close();
        throw e;
      }
    }

    private static Client opened(Client client) {
      started(client);
      try {
        client.opened().get(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (TimeoutException e) {
        // A loop that is so slow is no reason to fail: it publishes when it comes to it.
        return client;
      } catch (ExecutionException e) {
        throw new IllegalStateException("discovery: closed", e);
      }
      return client;
    }
  }

  /** The loop and the executor of one discovery; closes those that nobody gave. */
  private static final class Threads implements Client.Owned {
    private final EventLoop loop;
    private final Executor executor;
    private final @Nullable LoopThread ownLoop;
    private final @Nullable Daemons ownExecutor;

    Threads(String name, @Nullable EventLoop loop, @Nullable Executor executor) {
      ownLoop = loop == null ? LoopThread.start(name) : null;
      this.loop = loop != null ? loop : Objects.requireNonNull(ownLoop);
      boolean threaded = this.loop instanceof LoopThread;
      ownExecutor = executor == null && threaded ? new Daemons(name + "-listeners") : null;
      this.executor =
          executor != null ? executor : Objects.requireNonNullElse(ownExecutor, this.loop);
    }

    boolean ownLoop() {
      return ownLoop != null;
    }

    @Override
    public Executor executor() {
      return executor;
    }

    @Override
    public void close() {
      if (ownExecutor != null) {
        ownExecutor.close();
      }
      if (ownLoop != null) {
        ownLoop.close();
      }
    }
  }
}
