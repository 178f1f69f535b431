package io.discovery.testkit;

import io.discovery.Registration;
import io.discovery.core.ControlPlane;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.testkit.workload.ReplicaSet;
import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.watch.WatchEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Scheduler and kubelet of all nodes: gives every Pod a life; confined to the loop. */
final class Kubelet implements AutoCloseable {
  private final Driver driver;
  private final ControlPlane plane;
  private final Nodes nodes;
  private final PodNetwork network;
  private final Randomness randomness;
  private final TraceRecorder trace;
  private final PodProfile defaults;
  private final boolean abrupt;
  private final Map<NamespacedName, LivePod> pods = new TreeMap<>();
  private final Map<NamespacedName, PodProfile> profiles = new TreeMap<>();
  private final Registration changes;

  /** What a cluster gives its kubelet. */
  record Surroundings(Driver driver, ControlPlane plane, PodNetwork network, TraceRecorder trace) {}

  Kubelet(
      Surroundings surroundings,
      Nodes nodes,
      Randomness randomness,
      PodProfile defaults,
      boolean abrupt) {
    this.driver = surroundings.driver();
    this.plane = surroundings.plane();
    this.network = surroundings.network();
    this.trace = surroundings.trace();
    this.nodes = nodes;
    this.randomness = randomness;
    this.defaults = defaults;
    this.abrupt = abrupt;
    this.changes = plane.onChange(this::changed);
  }

  Driver driver() {
    return driver;
  }

  EventLoop loop() {
    return driver.loop();
  }

  long nanos() {
    return driver.time().nanoTime();
  }

  Instant instant() {
    return driver.time().instant();
  }

  Nodes nodes() {
    return nodes;
  }

  PodNetwork network() {
    return network;
  }

  Randomness randomness() {
    return randomness;
  }

  boolean abrupt() {
    return abrupt;
  }

  void step(NamespacedName pod, String text) {
    trace.add("pod " + pod + " " + text);
  }

  /** Sets how the Pods of a workload live that are created from now on. */
  void profile(NamespacedName workload, PodProfile profile) {
    profiles.put(workload, profile);
  }

  PodProfile profileOf(Pod pod) {
    String namespace = pod.metadata().namespace();
    OwnerReference owner = pod.metadata().controller();
    if (owner != null && owner.kind().equals(ReplicaSet.KIND.name())) {
      ReplicaSet set = plane.get(ReplicaSet.class, new NamespacedName(namespace, owner.name()));
      OwnerReference deployment = set == null ? null : set.metadata().controller();
      owner = deployment == null ? owner : deployment;
    }
    PodProfile own =
        owner == null ? null : profiles.get(new NamespacedName(namespace, owner.name()));
    return own == null ? defaults : own.orElse(defaults);
  }

  private void changed(WatchEvent event) {
    if (event instanceof WatchEvent.Added added && added.object() instanceof Pod pod) {
      added(pod);
    } else if (event instanceof WatchEvent.Modified modified
        && modified.object() instanceof Pod pod) {
      modified(pod);
    } else if (event instanceof WatchEvent.Deleted deleted && deleted.object() instanceof Pod pod) {
      LivePod live = pods.remove(pod.namespacedName());
      if (live != null) {
        live.gone();
      }
    }
  }

  /** A Pod that is bound elsewhere, or whose status was given, is somebody else's. */
  private void added(Pod pod) {
    boolean free = pod.spec().nodeName() == null || nodes.has(pod.spec().nodeName());
    if (free && pod.status().podIP() == null && !pod.ended()) {
      LivePod live = new LivePod(this, plane, pod);
      pods.put(pod.namespacedName(), live);
      live.begin();
    }
  }

  private void modified(Pod pod) {
    LivePod live = pods.get(pod.namespacedName());
    if (live != null) {
      live.changed(pod);
    }
  }

  @Nullable LivePod pod(NamespacedName name) {
    return pods.get(name);
  }

  /** Returns all Pods, by name. */
  List<LivePod> pods() {
    return new ArrayList<>(pods.values());
  }

  @Override
  public void close() {
    changes.close();
    pods.values().forEach(LivePod::close);
    pods.clear();
  }
}
