package io.discovery.testkit;

import io.discovery.Refusal;
import io.discovery.ServiceDiscovery;
import io.discovery.core.ControlPlane;
import io.discovery.model.KubernetesObject;
import io.discovery.time.EventLoop;
import io.discovery.time.Time;
import io.discovery.watch.ObjectSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A cluster in one process: a control plane, the controllers of workloads, and Pods with a life.
 *
 * <p>In virtual time (the default) nothing runs, and no time passes, but within {@link
 * #runUntilIdle}, {@link #advance}, {@link #runUntil} and {@link #await}; all methods are called by
 * the thread that built the cluster. In real time everything runs by itself, and all methods may be
 * called from any thread.
 */
public final class Cluster implements AutoCloseable {
  private Cluster() {}

  /** Returns a builder; 3 nodes, virtual time and a drawn seed by default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the seed that everything drawn follows from. */
  public long seed() {
    throw new UnsupportedOperationException();
  }

  /** Begins a Deployment, which must not exist; {@code shop/cart}, or {@code cart} in default. */
  public DeploymentBuilder newDeployment(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds a Deployment.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DeploymentHandle deployment(String name) {
    throw new UnsupportedOperationException();
  }

  /** Returns all Deployments, by name. */
  public List<DeploymentHandle> deployments() {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds a Pod.
   *
   * @throws IllegalArgumentException if there is none
   */
  public PodHandle pod(String name) {
    throw new UnsupportedOperationException();
  }

  /** Returns all Pods, by name. */
  public List<PodHandle> pods() {
    throw new UnsupportedOperationException();
  }

  /** Creates or updates objects; returns what was refused, the rest is done. */
  public List<Refusal> apply(List<? extends KubernetesObject> objects) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes what a source says the state of the cluster, now and whenever it changes, until the
   * cluster is closed; returns what was refused of the first state.
   *
   * @throws IllegalArgumentException if the source cannot be read
   */
  public List<Refusal> apply(ObjectSource source) {
    throw new UnsupportedOperationException();
  }

  /** Returns the control plane; in real time it is confined to {@link #loop}. */
  public ControlPlane controlPlane() {
    throw new UnsupportedOperationException();
  }

  /** Returns a client of this cluster, the same one each time; closed with the cluster. */
  public ServiceDiscovery discovery() {
    throw new UnsupportedOperationException();
  }

  /** Returns the network in which the Pods answer. */
  public Network network() {
    throw new UnsupportedOperationException();
  }

  /** Returns the cluster's clocks. */
  public Time time() {
    throw new UnsupportedOperationException();
  }

  /** Returns the cluster's loop. */
  public EventLoop loop() {
    throw new UnsupportedOperationException();
  }

  /** Runs all that is due now, and what follows from it; no time passes. */
  public void runUntilIdle() {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets time pass, and everything happen that falls into it.
   *
   * @throws IllegalStateException in real time
   */
  public void advance(Duration time) {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets time pass until the condition holds; it is asked on the loop, after each step.
   *
   * @throws IllegalStateException if it does not hold after that time; says how the cluster is
   */
  public void runUntil(BooleanSupplier condition, Duration atMost) {
    throw new UnsupportedOperationException();
  }

  /**
   * Lets time pass until the future is done, one hour at most, and returns its value.
   *
   * @throws java.util.concurrent.CompletionException if the future failed
   * @throws IllegalStateException if it is not done in time
   */
  public <T> T await(CompletableFuture<T> future) {
    throw new UnsupportedOperationException();
  }

  /** Returns what happened so far. */
  public Trace trace() {
    throw new UnsupportedOperationException();
  }

  /** Returns a Deployment or Service, and its Pods, as text for a person. */
  public String describe(String name) {
    throw new UnsupportedOperationException();
  }

  /** Ends all Pods, servers, clients and threads of the cluster; more than once is fine. */
  @Override
  public void close() {}

  /** A builder of {@link Cluster}; not thread-safe. */
  public static final class Builder {
    private Builder() {}

    /** Sets the seed that everything drawn follows from; default drawn. */
    public Builder seed(long seed) {
      return this;
    }

    /** Sets the number of nodes, 1..5000; default 3. */
    public Builder nodes(int nodes) {
      return this;
    }

    /** Sets the zones that the nodes are spread over in turn; default none. */
    public Builder zones(String... zones) {
      return this;
    }

    /** Runs by the clock of the system; every Pod listens on 127.0.0.1. */
    public Builder realTime() {
      return this;
    }

    /** Sets what Pods answer whose Deployment does not say; default name and version. */
    public Builder serve(Function<? super PodHandle, ? extends PodServer> servers) {
      return this;
    }

    /** Sets how long a terminating Pod goes on to answer; default 1 s. */
    public Builder drain(Duration time) {
      return this;
    }

    /**
     * Pods that are to end die at once, their connections break, and clients learn of it only after
     * the {@link #propagation}, by default 500 ms then.
     */
    public Builder abrupt() {
      return this;
    }

    /** Sets the time between a change in the cluster and its sight by clients; default none. */
    public Builder propagation(Duration time) {
      return this;
    }

    /** Returns the cluster; its nodes are there and ready. */
    public Cluster build() {
      throw new UnsupportedOperationException();
    }
  }
}
