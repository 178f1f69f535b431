package io.discovery.testkit;

import io.discovery.Refusal;
import io.discovery.ServiceDiscovery;
import io.discovery.address.Cidr;
import io.discovery.core.ControlPlane;
import io.discovery.core.Discovery;
import io.discovery.core.LoopThread;
import io.discovery.manifest.Kinds;
import io.discovery.manifest.Manifests;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.testkit.api.ApiServer;
import io.discovery.testkit.workload.Workloads;
import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import io.discovery.watch.ObjectSource;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in one process: a control plane, the controllers of workloads, and Pods with a life.
 *
 * <p>In virtual time (the default) nothing runs, and no time passes, but within {@link
 * #runUntilIdle}, {@link #advance}, {@link #runUntil} and {@link #await}; all methods are called by
 * the thread that built the cluster. In real time everything runs by itself, and all methods may be
 * called from any thread.
 */
public final class Cluster implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration AWAIT = Duration.ofHours(1);

  private final long seed;
  private final Driver driver;
  private final Running running;
  private final Doors doors;
  private volatile boolean closed;
  private volatile List<String> leaks = List.of();
  private @Nullable ServiceDiscovery client;

  private Cluster(Running.Settings settings, Driver driver, PodNetwork network) {
    this.seed = settings.seed();
    this.driver = driver;
    this.running = new Running(settings, driver, network);
    this.doors = new Doors(running);
  }

  /** Returns a builder; 3 nodes, virtual time and a drawn seed by default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the kinds that manifests for a cluster may hold: the standard ones and workloads. */
  public static Kinds kinds() {
    return Workloads.readableBy(Kinds.standard());
  }

  /** Returns the seed that everything drawn follows from. */
  public long seed() {
    return seed;
  }

  /** Begins a Deployment; {@code shop/cart}, or {@code cart} in namespace default. */
  public DeploymentBuilder newDeployment(String name) {
    return new NewDeployment(this, NamespacedName.parse(name));
  }

  DeploymentHandle create(NamespacedName name, PodProfile profile, List<KubernetesObject> created) {
    return driver.ask(() -> doors.create(name, profile, created));
  }

  /**
   * Finds a Deployment.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DeploymentHandle deployment(String name) {
    NamespacedName key = NamespacedName.parse(name);
    return ask(() -> doors.deployment(key));
  }

  /** Returns all Deployments, by name. */
  public List<DeploymentHandle> deployments() {
    return ask(doors::deployments);
  }

  /**
   * Finds a Pod.
   *
   * @throws IllegalArgumentException if there is none
   */
  public PodHandle pod(String name) {
    NamespacedName key = NamespacedName.parse(name);
    return ask(() -> doors.pod(key));
  }

  /** Returns all Pods, by name. */
  public List<PodHandle> pods() {
    return ask(doors::pods);
  }

  /** Creates or updates objects, and their namespaces; returns what was refused. */
  public List<Refusal> apply(List<? extends KubernetesObject> given) {
    return ask(() -> running.objects().apply(given));
  }

  /**
   * Makes what a source says the state of the cluster, now and whenever it changes, until the
   * cluster is closed; returns what was refused of the first state. Manifests are read with the
   * {@link #kinds} of a cluster.
   *
   * @throws IllegalArgumentException if the source cannot be read
   */
  public List<Refusal> apply(ObjectSource given) {
    check();
    ObjectSource known = given instanceof Manifests read ? read.withKinds(kinds()) : given;
    return running.objects().follow(known);
  }

  /** Returns the control plane; in real time it is confined to {@link #loop}. */
  public ControlPlane controlPlane() {
    return running.plane();
  }

  /** Returns the API of the control plane; throws {@code IllegalStateException} when closed. */
  public ApiServer api() {
    return ApiServer.on(running.plane(), kinds()).through(this::ask);
  }

  /** Returns what clients watch: the control plane, after the propagation delay. */
  public WatchSource watchSource() {
    return running.source();
  }

  /** Returns a client, the same each time; synced with the next run, closed with the cluster. */
  public ServiceDiscovery discovery() {
    return ask(
        () -> {
          if (client == null) {
            client = newDiscovery().build();
          }
          return client;
        });
  }

  /**
   * Returns a builder of a client on the cluster's loop and clocks, with the cluster as its first
   * source; whoever builds it closes it first. In virtual time its randomness follows from the
   * seed.
   */
  public Discovery.Builder newDiscovery() {
    check();
    return Discovery.builder()
        .source(running.source())
        .loop(driver.loop())
        .time(driver.time())
        .randomness(driver.picks(seed));
  }

  /** Returns the network in which the Pods answer. */
  public Network network() {
    return running.network();
  }

  /** Returns the cluster's clocks. */
  public Time time() {
    return driver.time();
  }

  /** Returns the cluster's loop. */
  public EventLoop loop() {
    return driver.loop();
  }

  /** Runs all that is due now, and what follows from it; no time passes. */
  public void runUntilIdle() {
    check();
    driver.advance(Duration.ZERO);
  }

  /**
   * Lets time pass, and everything happen that falls into it.
   *
   * @throws IllegalStateException in real time
   */
  public void advance(Duration time) {
    check();
    driver.advance(time);
  }

  /**
   * Lets time pass until the condition holds; it is asked on the loop, between steps. What follows
   * from the last step, such as what clients see, may still be due: {@link #runUntilIdle} runs it.
   *
   * @throws IllegalStateException if it does not hold after that time; says how the cluster is
   */
  public void runUntil(BooleanSupplier condition, Duration atMost) {
    check();
    if (!driver.runUntil(condition, atMost)) {
      String pods = ask(running.description()::pods);
      throw new IllegalStateException(
          "cluster: the condition does not hold after %s (seed %s; pods: %s)"
              .formatted(atMost, seed, pods));
    }
  }

  /**
   * Lets time pass until the future is done, one hour at most, and returns its value.
   *
   * @throws java.util.concurrent.CompletionException if the future failed
   * @throws IllegalStateException if it is not done in time
   */
  public <T> T await(CompletableFuture<T> future) {
    runUntil(future::isDone, AWAIT);
    return future.join();
  }

  /** Returns what happened so far. */
  public Trace trace() {
    return ask(running.trace()::trace);
  }

  /** Returns a Deployment or Service, and its Pods, as text for a person. */
  public String describe(String name) {
    NamespacedName key = NamespacedName.parse(name);
    return ask(() -> running.description().of(key));
  }

  private <T> T ask(Supplier<T> question) {
    check();
    return driver.ask(question);
  }

  private void check() {
    if (closed) {
      throw new IllegalStateException("cluster: closed");
    }
  }

  /** Ends all Pods, servers, clients and threads of the cluster; more than once is fine. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    ServiceDiscovery known = driver.ask(() -> client);
    if (known != null) {
      known.close();
    }
    leaks = running.end();
  }

  /** Returns what was left when the cluster was closed. */
  List<String> leaks() {
    return leaks;
  }

  /** A builder of {@link Cluster}; not thread-safe. */
  public static final class Builder {
    private static final Duration ABRUPT_PROPAGATION = Duration.ofMillis(500);

    private long seed = Randomness.threadLocal().nextLong();
    private int nodes = 3;
    private List<String> zones = List.of();
    private Running.Ranges ranges = Running.Ranges.DEFAULT;
    private boolean realTime;
    private boolean abrupt;
    private @Nullable Duration propagation;
    private PodProfile defaults = PodProfile.NONE;

    private Builder() {}

    /** Sets the seed that everything drawn follows from; default drawn. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** Sets the number of nodes, 1..250; default 3. */
    public Builder nodes(int nodes) {
      if (nodes < 1 || nodes > Nodes.MOST) {
        throw new IllegalArgumentException(
            "nodes: " + nodes + " (expected: 1.." + Nodes.MOST + ")");
      }
      this.nodes = nodes;
      return this;
    }

    /** Sets the zones that the nodes are spread over in turn; default none. */
    public Builder zones(String... zones) {
      this.zones = List.of(zones);
      return this;
    }

    /**
     * Sets the ranges that ClusterIPs are drawn from, the primary family first; default
     * 10.96.0.0/16. On Linux each address of 127.0.0.0/8 can be listened at.
     */
    public Builder serviceCidrs(Cidr... cidrs) {
      ranges = new Running.Ranges(List.of(cidrs), ranges.nodes());
      return this;
    }

    /** Sets the range that nodes have their addresses in, IPv4; default 172.18.0.0/16. */
    public Builder nodeCidr(Cidr cidr) {
      ranges = new Running.Ranges(ranges.services(), cidr);
      return this;
    }

    /**
     * Runs by the clock of the system; every Pod listens on 127.0.0.1, where {@link Network#locate}
     * says: the addresses of endpoints are the cluster's own.
     */
    public Builder realTime() {
      realTime = true;
      return this;
    }

    /** Sets what Pods answer whose Deployment does not say; default name and version. */
    public Builder serve(Function<? super PodHandle, ? extends PodServer> servers) {
      defaults = defaults.withServers(Objects.requireNonNull(servers, "servers"));
      return this;
    }

    /** Sets the time from scheduled to started; default drawn from 10..50 ms for each Pod. */
    public Builder startAfter(Duration time) {
      defaults = defaults.withStartAfter(Objects.requireNonNull(time, "time"));
      return this;
    }

    /** Sets the time from started to ready; default drawn from 50..200 ms for each Pod. */
    public Builder readyAfter(Duration time) {
      defaults = defaults.withReadyAfter(Objects.requireNonNull(time, "time"));
      return this;
    }

    /** Sets how long a terminating Pod goes on to answer; default 1 s. */
    public Builder drain(Duration time) {
      defaults = defaults.withDrain(Objects.requireNonNull(time, "time"));
      return this;
    }

    /**
     * Pods that are to end die at once, their connections break, and clients learn of it only after
     * the {@link #propagation}, by default 500 ms then.
     */
    public Builder abrupt() {
      abrupt = true;
      return this;
    }

    /** Sets the time between a change in the cluster and its sight by clients; default none. */
    public Builder propagation(Duration time) {
      propagation = Objects.requireNonNull(time, "time");
      return this;
    }

    private Running.Settings settings() {
      Duration usual = abrupt ? ABRUPT_PROPAGATION : Duration.ZERO;
      return new Running.Settings(
          seed,
          ranges,
          nodes,
          zones,
          defaults,
          abrupt,
          Objects.requireNonNullElse(propagation, usual));
    }

    /** Returns the cluster; its nodes are there and ready. */
    public Cluster build() {
      if (!realTime) {
        return new Cluster(settings(), new Driver.Virtual(new VirtualLoop()), PodNetwork.virtual());
      }
      String name = "discovery-cluster-" + NUMBERS.incrementAndGet();
      Driver driver = new Driver.Real(LoopThread.start(name), Time.system());
      PodNetwork network = PodNetwork.real(name);
      try {
        return driver.ask(() -> new Cluster(settings(), driver, network));
      } catch (RuntimeException e) {
        network.end();
        driver.end();
        throw e;
      }
    }
  }
}
