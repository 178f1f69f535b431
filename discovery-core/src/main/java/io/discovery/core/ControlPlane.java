package io.discovery.core;

import io.discovery.Refusal;
import io.discovery.Registration;
import io.discovery.address.Cidr;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchSource;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A control plane on one loop: admission, allocation, the store, and the controllers that make
 * EndpointSlices.
 *
 * <p>Confined to its loop: methods are called from a task of the loop, or throw {@link
 * IllegalStateException}; {@link #watchSource} and {@link #close} may be called from any thread.
 */
public final class ControlPlane implements AutoCloseable {
  private ControlPlane() {}

  /** Returns a builder; service CIDR 10.96.0.0/16 and node ports 30000..32767 by default. */
  public static Builder builder(EventLoop loop, Time time, Randomness randomness) {
    throw new UnsupportedOperationException();
  }

  /**
   * Admits and stores a new object; returns it as stored (defaults, addresses, uid, version).
   *
   * @throws io.discovery.model.StatusException if it is refused; nothing is changed then
   */
  public <T extends KubernetesObject> T create(T object) {
    throw new UnsupportedOperationException();
  }

  /**
   * Admits and stores a new state of an object, its status aside; with a resourceVersion only if
   * that is current.
   *
   * @throws io.discovery.model.StatusException if it is refused; nothing is changed then
   */
  public <T extends KubernetesObject> T update(T object) {
    throw new UnsupportedOperationException();
  }

  /** Stores a new status of an object; nothing else of it is looked at. */
  public <T extends KubernetesObject> T updateStatus(T object) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes an object: a Pod that runs on a node gets its grace period and is removed by {@link
   * #delete(ResourceKind, NamespacedName, long) delete(…, 0)}; finalizers hold any object.
   *
   * @throws io.discovery.model.StatusException if there is no such object
   */
  public void delete(ResourceKind kind, NamespacedName name) {
    throw new UnsupportedOperationException();
  }

  /** Deletes an object with a grace period in seconds; 0 means now. */
  public void delete(ResourceKind kind, NamespacedName name, long graceSeconds) {
    throw new UnsupportedOperationException();
  }

  /** Returns an object, or null. */
  public <T extends KubernetesObject> @Nullable T get(Class<T> type, NamespacedName name) {
    throw new UnsupportedOperationException();
  }

  /** Returns all objects of a type, by name. */
  public <T extends KubernetesObject> List<T> list(Class<T> type) {
    throw new UnsupportedOperationException();
  }

  /** Returns the objects of a type in a namespace, by name. */
  public <T extends KubernetesObject> List<T> list(Class<T> type, String namespace) {
    throw new UnsupportedOperationException();
  }

  /** Returns the Pods of a namespace that a selector matches, by name; found through an index. */
  public List<Pod> pods(String namespace, Selector selector) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the objects that a source wrote the state of the store: creates, updates, and deletes
   * what the same source wrote before and no longer does. Missing namespaces are created.
   *
   * @return what was refused; the rest is done
   */
  public List<Refusal> apply(String source, List<? extends KubernetesObject> objects) {
    throw new UnsupportedOperationException();
  }

  /** Tells each change, on the loop, right after it is stored. */
  public Registration onChange(Consumer<? super WatchEvent> listener) {
    throw new UnsupportedOperationException();
  }

  /** Returns a source for clients: Services, EndpointSlices and Nodes. */
  public WatchSource watchSource() {
    throw new UnsupportedOperationException();
  }

  /** Returns the loop. */
  public EventLoop loop() {
    throw new UnsupportedOperationException();
  }

  /** Ends watches; the loop is its owner's to close. */
  @Override
  public void close() {}

  /** A builder of {@link ControlPlane}; not thread-safe. */
  public static final class Builder {
    /** Sets the service CIDRs, the primary family first: one, or one a family. */
    public Builder serviceCidrs(List<Cidr> cidrs) {
      return this;
    }

    /** Sets the range of node ports, both ends included. */
    public Builder nodePorts(int first, int last) {
      return this;
    }

    /**
     * Adds a kind of objects.
     *
     * @param create returns the object with defaults, or throws StatusException
     * @param update returns the second argument made fit to follow the first, or throws
     */
    public <T extends KubernetesObject> Builder kind(
        ResourceKind kind, Class<T> type, UnaryOperator<T> create, BinaryOperator<T> update) {
      return this;
    }

    /** Returns the control plane, empty. */
    public ControlPlane build() {
      throw new UnsupportedOperationException();
    }
  }
}
