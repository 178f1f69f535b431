package io.discovery.testkit.api;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Selector;
import io.discovery.testkit.workload.Deployment;
import io.discovery.testkit.workload.ReplicaSet;
import io.discovery.testkit.workload.ReplicationController;
import io.discovery.testkit.workload.StatefulSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sub-resource {@code scale} (autoscaling/v1 Scale). */
final class Scales {
  private Scales() {}

  /** Returns the scale of a workload. */
  static Map<String, @Nullable Object> of(KubernetesObject object) {
    if (object instanceof Deployment one) {
      Selector selector = Selector.of(one.spec().selector());
      return scale(one.metadata(), one.spec().replicas(), one.status().replicas(), selector);
    }
    if (object instanceof ReplicaSet one) {
      Selector selector = Selector.of(one.spec().selector());
      return scale(one.metadata(), one.spec().replicas(), one.status().replicas(), selector);
    }
    if (object instanceof StatefulSet one) {
      Selector selector = Selector.of(one.spec().selector());
      return scale(one.metadata(), one.spec().replicas(), one.status().replicas(), selector);
    }
    if (object instanceof ReplicationController one) {
      Selector selector = Selector.ofLabels(one.spec().selector());
      return scale(one.metadata(), one.spec().replicas(), one.status().replicas(), selector);
    }
    throw Statuses.notFound();
  }

  private static Map<String, @Nullable Object> scale(
      ObjectMeta of, @Nullable Integer wanted, @Nullable Integer there, Selector selector) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", of.name());
    metadata.put("namespace", of.namespace());
    metadata.put("uid", of.uid());
    metadata.put("resourceVersion", of.resourceVersion());
    metadata.put("creationTimestamp", Objects.toString(of.creationTimestamp(), null));
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    if (wanted != null && wanted != 0) {
      spec.put("replicas", wanted);
    }
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("replicas", Objects.requireNonNullElse(there, 0));
    if (!selector.toString().isEmpty()) {
      status.put("selector", selector.toString());
    }
    Map<String, @Nullable Object> scale = new LinkedHashMap<>();
    scale.put("kind", "Scale");
    scale.put("apiVersion", "autoscaling/v1");
    scale.put("metadata", metadata);
    scale.put("spec", spec);
    scale.put("status", status);
    return scale;
  }
}
