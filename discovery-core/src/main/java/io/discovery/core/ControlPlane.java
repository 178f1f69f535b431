package io.discovery.core;

import io.discovery.ControllerEvent;
import io.discovery.Refusal;
import io.discovery.Registration;
import io.discovery.address.Cidr;
import io.discovery.core.admission.Admission;
import io.discovery.core.admission.Ranges;
import io.discovery.core.controller.Controllers;
import io.discovery.core.controller.SliceSettings;
import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control plane on one loop: admission, allocation, the store, and the controllers that make
 * EndpointSlices.
 *
 * <p>Confined to its loop: methods are called from a task of the loop, or throw {@link
 * IllegalStateException}; {@link #watchSource} and {@link #close} may be called from any thread.
 */
public final class ControlPlane implements AutoCloseable {
  /** The ranges of ClusterIPs that are used if none are given. */
  static final List<Cidr> SERVICE_CIDRS = List.of(Cidr.parse("10.96.0.0/16"));

  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  private final EventLoop loop;
  private final Kinds kinds;
  private final Store store;
  private final Writes writes;
  private final Controllers controllers;
  private final PlaneWatches watches;
  private final DeclaredObjects declared;
  private final List<Consumer<? super ControllerEvent>> eventListeners = new ArrayList<>();
  private volatile boolean closed;

  private ControlPlane(Builder builder) {
    loop = builder.loop;
    kinds = builder.kinds;
    store = new Store(builder.time, builder.randomness);
    Ranges ranges = new Ranges(builder.serviceCidrs, builder.firstNodePort, builder.lastNodePort);
    Admission admission = new Admission(ranges, builder.randomness);
    writes = new Writes(store, admission, kinds);
    Addresses.createDefault(store, builder.serviceCidrs);
    controllers = new Controllers(store, loop, builder.slices, this::tell);
    watches = new PlaneWatches(store, loop);
    declared = new DeclaredObjects(store, writes);
  }

  /** Returns a builder; service CIDR 10.96.0.0/16 and node ports 30000..32767 by default. */
  public static Builder builder(EventLoop loop, Time time, Randomness randomness) {
    return new Builder(loop, time, randomness);
  }

  /**
   * Admits and stores a new object; returns it as stored (defaults, addresses, uid, version).
   *
   * @throws io.discovery.model.StatusException if it is refused; nothing is changed then
   */
  public <T extends KubernetesObject> T create(T object) {
    return create(object, false);
  }

  /** As {@link #create(KubernetesObject)}; a dry run leaves nothing stored or allocated. */
  public <T extends KubernetesObject> T create(T object, boolean dryRun) {
    check();
    return writes.create(object, dryRun);
  }

  /**
   * Admits and stores a new state of an object, its status aside; with a resourceVersion only if
   * that is current.
   *
   * @throws io.discovery.model.StatusException if it is refused; nothing is changed then
   */
  public <T extends KubernetesObject> T update(T object) {
    return update(object, false);
  }

  /** As {@link #update(KubernetesObject)}; a dry run changes nothing. */
  public <T extends KubernetesObject> T update(T object, boolean dryRun) {
    check();
    return writes.update(object, dryRun);
  }

  /** Stores a new status of an object; of the rest, labels and annotations at most are taken. */
  public <T extends KubernetesObject> T updateStatus(T object) {
    return updateStatus(object, false);
  }

  /** As {@link #updateStatus(KubernetesObject)}; a dry run changes nothing. */
  public <T extends KubernetesObject> T updateStatus(T object, boolean dryRun) {
    check();
    return writes.updateStatus(object, dryRun);
  }

  /**
   * Assigns a Pod to a Node, which an update cannot.
   *
   * @throws io.discovery.model.StatusException if there is no such Pod or it has a Node already
   */
  public Pod bind(NamespacedName pod, String node) {
    check();
    return writes.bind(pod, node);
  }

  /**
   * Deletes an object: a Pod that runs on a node gets its grace period and is removed by {@link
   * #delete(ResourceKind, NamespacedName, long) delete(…, 0)}; finalizers hold any object.
   *
   * @throws io.discovery.model.StatusException if there is no such object
   */
  public void delete(ResourceKind kind, NamespacedName name) {
    delete(kind, name, DeleteOptions.NONE);
  }

  /** Deletes an object with a grace period in seconds; 0 means now. */
  public void delete(ResourceKind kind, NamespacedName name, long graceSeconds) {
    delete(kind, name, DeleteOptions.grace(graceSeconds));
  }

  /**
   * Deletes an object as the options say.
   *
   * @return the object, terminating; null if it is gone, or would be in a dry run
   * @throws io.discovery.model.StatusException if there is no such object or the options are not
   *     met
   */
  public @Nullable KubernetesObject delete(
      ResourceKind kind, NamespacedName name, DeleteOptions options) {
    check();
    return writes.delete(kind, name, options);
  }

  /** Returns an object, or null. */
  public <T extends KubernetesObject> @Nullable T get(Class<T> type, NamespacedName name) {
    check();
    return type.cast(store.get(kinds.of(type), name));
  }

  /** Returns all objects of a type, by name. */
  public <T extends KubernetesObject> List<T> list(Class<T> type) {
    check();
    return cast(type, store.list(kinds.of(type)));
  }

  /** Returns the objects of a type in a namespace, by name. */
  public <T extends KubernetesObject> List<T> list(Class<T> type, String namespace) {
    check();
    return cast(type, store.list(kinds.of(type), namespace));
  }

  private static <T> List<T> cast(Class<T> type, Collection<KubernetesObject> objects) {
    List<T> cast = new ArrayList<>(objects.size());
    for (KubernetesObject object : objects) {
      cast.add(type.cast(object));
    }
    return Collections.unmodifiableList(cast);
  }

  /** Returns the resource version of the last change. */
  public String resourceVersion() {
    check();
    return Long.toString(store.revision());
  }

  /** Returns the Pods of a namespace that a selector matches, by name; found through an index. */
  public List<Pod> pods(String namespace, Selector selector) {
    check();
    return store.pods(namespace, selector);
  }

  /**
   * Makes the objects that a source wrote the state of the store: creates, updates, and deletes
   * what the same source wrote before and no longer does. Missing namespaces are created. What was
   * refused of other sources is tried again where this one gives something up.
   *
   * @return what was refused; the rest is done
   */
  public List<Refusal> apply(String source, List<? extends KubernetesObject> objects) {
    check();
    return declared.apply(source, objects);
  }

  /** Returns what is refused now of what a source wrote. */
  List<Refusal> refused(String source) {
    check();
    return declared.refused(source);
  }

  /** Tells each change, on the loop, right after it is stored. */
  public Registration onChange(Consumer<? super WatchEvent> listener) {
    check();
    Consumer<Change> added = change -> guarded(listener, PlaneWatches.event(change));
    store.listen(added);
    return () -> inLoop(() -> store.unlisten(added));
  }

  /** Tells what controllers have to say, on the loop; nothing of it is kept. */
  public Registration onEvent(Consumer<? super ControllerEvent> listener) {
    check();
    eventListeners.add(listener);
    return () -> inLoop(() -> eventListeners.remove(listener));
  }

  private void tell(ControllerEvent event) {
    for (Consumer<? super ControllerEvent> listener : List.copyOf(eventListeners)) {
      guarded(listener, event);
    }
  }

  private static <T> void guarded(Consumer<? super T> listener, T news) {
    try {
      listener.accept(news);
    } catch (RuntimeException e) {
      LOG.error("control plane: a listener failed, the others go on", e);
    }
  }

  /** Returns a source for clients: Services, EndpointSlices and Nodes. */
  public WatchSource watchSource() {
    return watches;
  }

  /** Returns the loop. */
  public EventLoop loop() {
    return loop;
  }

  private void check() {
    if (closed) {
      throw new IllegalStateException("control plane: closed");
    }
    if (!loop.inLoop()) {
      throw new IllegalStateException(
          "control plane: called from thread "
              + Thread.currentThread().getName()
              + " (expected: a task of its loop)");
    }
  }

  private void inLoop(Runnable task) {
    if (loop.inLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  /** Ends watches; the loop is its owner's to close. More than once is fine. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inLoop(
          () -> {
            controllers.close();
            watches.close();
          });
    }
  }

  /** A builder of {@link ControlPlane}; not thread-safe. */
  public static final class Builder {
    private final EventLoop loop;
    private final Time time;
    private final Randomness randomness;
    private final Kinds kinds = new Kinds();
    private List<Cidr> serviceCidrs = SERVICE_CIDRS;
    private int firstNodePort = 30_000;
    private int lastNodePort = 32_767;
    private SliceSettings slices = SliceSettings.DEFAULT;

    private Builder(EventLoop loop, Time time, Randomness randomness) {
      this.loop = loop;
      this.time = time;
      this.randomness = randomness;
    }

    /** Sets the service CIDRs, the primary family first: one, or one a family. */
    public Builder serviceCidrs(List<Cidr> cidrs) {
      serviceCidrs = List.copyOf(cidrs);
      return this;
    }

    /** Sets the range of node ports, both ends included. */
    public Builder nodePorts(int first, int last) {
      firstNodePort = first;
      lastNodePort = last;
      return this;
    }

    /** Sets how many endpoints a slice holds, 1..1000; default 100. */
    public Builder maxEndpointsPerSlice(int endpoints) {
      slices = new SliceSettings(endpoints, slices.unknownNodes());
      return this;
    }

    /**
     * Sets whether a Pod whose Node is not known gets into slices, without a zone; by default it
     * waits for its Node, as in Kubernetes.
     */
    public Builder unknownNodes(boolean allowed) {
      slices = new SliceSettings(slices.maxEndpoints(), allowed);
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
      kinds.add(kind, type, create, update);
      return this;
    }

    /** Returns the control plane, empty. */
    public ControlPlane build() {
      return new ControlPlane(this);
    }
  }
}
