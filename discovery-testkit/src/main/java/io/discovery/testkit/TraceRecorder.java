package io.discovery.testkit;

import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import io.discovery.testkit.workload.Deployment;
import io.discovery.testkit.workload.ReplicaSet;
import io.discovery.time.Time;
import io.discovery.watch.WatchEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** Writes down what happens. */
final class TraceRecorder {
  private static final int KEPT = 100_000;

  private final Time time;
  private final long start;
  private final MessageDigest digest;
  private final Deque<String> lines = new ArrayDeque<>();
  private long count;

  TraceRecorder(Time time) {
    this.time = time;
    this.start = time.nanoTime();
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("trace: every JVM has SHA-256", e);
    }
  }

  /** Writes down a change of the store. */
  void change(WatchEvent event) {
    if (event instanceof WatchEvent.Added added) {
      line("added", added.object());
    } else if (event instanceof WatchEvent.Modified modified) {
      line("modified", modified.object());
    } else if (event instanceof WatchEvent.Deleted deleted) {
      line("deleted", deleted.object());
    }
  }

  private void line(String what, KubernetesObject object) {
    add(
        what
            + " "
            + object.kind()
            + " "
            + object.namespacedName()
            + " "
            + object.metadata().resourceVersion()
            + content(object));
  }

  private static String content(KubernetesObject object) {
    if (object instanceof Pod pod) {
      return " "
          + (pod.metadata().terminating() ? "terminating " : "")
          + pod.status().phase()
          + (pod.ready() ? " ready " : " ")
          + pod.spec().nodeName()
          + " "
          + pod.status().podIP();
    }
    if (object instanceof EndpointSlice slice) {
      return endpoints(slice);
    }
    if (object instanceof Service service) {
      return " " + service.spec();
    }
    if (object instanceof ReplicaSet set) {
      return " "
          + set.spec().replicas()
          + " wanted "
          + set.status().replicas()
          + " there "
          + set.status().readyReplicas()
          + " ready "
          + set.status().availableReplicas()
          + " available";
    }
    if (object instanceof Deployment deployment) {
      return " "
          + deployment.spec().replicas()
          + " wanted "
          + deployment.status().updatedReplicas()
          + " updated "
          + deployment.status().availableReplicas()
          + " available";
    }
    return "";
  }

  private static String endpoints(EndpointSlice slice) {
    StringBuilder text = new StringBuilder();
    for (EndpointSlice.Port port : slice.ports()) {
      text.append(' ').append(port.name()).append(':').append(port.port());
    }
    for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
      EndpointSlice.Conditions conditions = endpoint.conditions();
      text.append(' ').append(String.join(",", endpoint.addresses()));
      text.append(Boolean.TRUE.equals(conditions.ready()) ? " ready" : "");
      text.append(Boolean.TRUE.equals(conditions.serving()) ? " serving" : "");
      text.append(Boolean.TRUE.equals(conditions.terminating()) ? " terminating" : "");
    }
    return text.toString();
  }

  /** Writes down a step. */
  void add(String text) {
    String line = (time.nanoTime() - start) / 1000 + "us " + text;
    digest.update(line.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    lines.add(line);
    if (lines.size() > KEPT) {
      lines.remove();
    }
    count++;
  }

  Trace trace() {
    try {
      MessageDigest soFar = (MessageDigest) digest.clone();
      return new Trace(HexFormat.of().formatHex(soFar.digest()), count, List.copyOf(lines));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("trace: SHA-256 of this JVM cannot be cloned", e);
    }
  }
}
