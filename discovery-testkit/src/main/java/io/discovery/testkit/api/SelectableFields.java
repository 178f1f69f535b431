package io.discovery.testkit.api;

import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.Node;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.Syntax;
import io.discovery.testkit.workload.ReplicationController;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a kind that a selector may name (field label conversions of core/v1, and the
 * SelectableFields of its registries).
 *
 * <p>What the records do not keep has the value that Kubernetes gives by default.
 */
final class SelectableFields {
  private static final String NAME = "metadata.name";
  private static final String NAMESPACE = "metadata.namespace";

  /** Any other kind: its fields are those of metadata, and unknown ones have their own text. */
  private static final SelectableFields PLAIN = new SelectableFields(true, true);

  private static final Map<ResourceKind, SelectableFields> ALL = new TreeMap<>();

  static {
    ALL.put(ResourceKind.POD, pod());
    ALL.put(
        ResourceKind.SERVICE,
        new SelectableFields(true, false)
            .add("spec.clusterIP", Service.class, service -> service.spec().clusterIP())
            .add("spec.type", Service.class, service -> service.spec().type()));
    ALL.put(
        ResourceKind.NODE,
        new SelectableFields(false, false)
            .add("spec.unschedulable", Node.class, SelectableFields::unschedulable));
    ALL.put(
        ResourceKind.NAMESPACE,
        new SelectableFields(false, false)
            .add("status.phase", Namespace.class, SelectableFields::phase));
    ALL.put(
        ReplicationController.KIND,
        new SelectableFields(true, false)
            .add("status.replicas", ReplicationController.class, SelectableFields::replicas));
  }

  private final boolean plain;
  private final Map<String, Function<KubernetesObject, String>> fields = new TreeMap<>();

  private SelectableFields(boolean namespaced, boolean plain) {
    this.plain = plain;
    add(NAME, KubernetesObject.class, object -> object.metadata().name());
    if (namespaced) {
      add(NAMESPACE, KubernetesObject.class, object -> object.metadata().namespace());
    }
  }

  static SelectableFields of(ResourceKind kind) {
    return ALL.getOrDefault(kind, PLAIN);
  }

  private static SelectableFields pod() {
    return new SelectableFields(true, false)
        .add("spec.nodeName", Pod.class, pod -> pod.spec().nodeName())
        .add("spec.restartPolicy", Pod.class, pod -> pod.spec().restartPolicy())
        .add("spec.schedulerName", Pod.class, pod -> "default-scheduler")
        .add("spec.serviceAccountName", Pod.class, pod -> "")
        .add("spec.hostNetwork", Pod.class, SelectableFields::hostNetwork)
        .add("status.phase", Pod.class, pod -> pod.status().phase())
        .add("status.podIP", Pod.class, SelectableFields::podIp)
        .add("status.podIPs", Pod.class, pod -> "")
        .add("status.nominatedNodeName", Pod.class, pod -> "");
  }

  private <T extends KubernetesObject> SelectableFields add(
      String field, Class<T> type, Function<T, @Nullable Object> value) {
    fields.put(field, object -> Objects.toString(value.apply(type.cast(object)), ""));
    return this;
  }

  private static Object hostNetwork(Pod pod) {
    return Boolean.TRUE.equals(pod.spec().hostNetwork());
  }

  private static Object podIp(Pod pod) {
    return pod.status().podIPs().isEmpty() ? "" : pod.status().podIPs().get(0).ip();
  }

  private static Object unschedulable(Node node) {
    return node.spec() != null && Boolean.TRUE.equals(node.spec().unschedulable());
  }

  private static @Nullable Object phase(Namespace namespace) {
    return namespace.status() == null ? null : namespace.status().phase();
  }

  private static Object replicas(ReplicationController controller) {
    return Objects.requireNonNullElse(controller.status().replicas(), 0);
  }

  /**
   * Returns the name of a field as it is kept.
   *
   * @throws IllegalArgumentException if there is no such field, in Kubernetes' words
   */
  String known(String field) {
    if (this == ALL.get(ResourceKind.POD) && field.equals("spec.host")) {
      return "spec.nodeName";
    }
    if (fields.containsKey(field)) {
      return field;
    }
    throw new IllegalArgumentException(
        plain
            ? Syntax.quoted(field)
                + " is not a known field selector: only \"metadata.name\","
                + " \"metadata.namespace\""
            : "field label not supported: " + field);
  }

  String value(String field, KubernetesObject object) {
    Function<KubernetesObject, String> value = fields.get(field);
    return value == null ? "" : value.apply(object);
  }
}
