package io.discovery.model;

import io.discovery.model.PodSpec.Container;
import io.discovery.model.PodSpec.ContainerPort;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A running copy of an application (core/v1 Pod), as far as discovery needs it.
 *
 * @param metadata standard metadata
 * @param spec what runs, and where
 * @param status how it is doing
 */
public record Pod(ObjectMeta metadata, PodSpec spec, PodStatus status) implements KubernetesObject {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public Pod {
    Objects.requireNonNull(metadata, "metadata");
    spec = spec == null ? PodSpec.NONE : spec;
    status = status == null ? PodStatus.NONE : status;
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.POD;
  }

  @Override
  public Pod withMetadata(ObjectMeta metadata) {
    return new Pod(metadata, spec, status);
  }

  /** Returns a copy with another spec. */
  public Pod withSpec(PodSpec spec) {
    return new Pod(metadata, spec, status);
  }

  /** Returns a copy with another status. */
  public Pod withStatus(PodStatus status) {
    return new Pod(metadata, spec, status);
  }

  /** Returns whether the condition {@code Ready} is {@code True}. */
  public boolean ready() {
    for (Condition condition : status.conditions()) {
      if (condition.type().equals("Ready")) {
        return condition.isTrue();
      }
    }
    return false;
  }

  /** Returns whether the Pod ran to its end, in success or in failure. */
  public boolean ended() {
    String phase = status.phase() == null ? "" : status.phase().value();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /**
   * Returns the number at which a Service port reaches this Pod, or null if no container has a port
   * of that name and protocol (FindPort of k8s.io/endpointslice).
   */
  public @Nullable Integer numberOf(Service.Port port) {
    IntOrString target = port.targetPort();
    if (target instanceof IntOrString.Number number) {
      return number.value() == 0 ? port.port() : Integer.valueOf(number.value());
    }
    String name = target == null ? "" : target.toString();
    if (name.isEmpty()) {
      return port.port();
    }
    Protocol protocol = Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
    Integer found = named(spec.containers(), name, protocol, false);
    return found != null ? found : named(spec.initContainers(), name, protocol, true);
  }

  /** Finds a named port; among init containers only those that keep running count. */
  private static @Nullable Integer named(
      List<Container> containers, String name, Protocol protocol, boolean init) {
    for (Container container : containers) {
      if (init && !"Always".equals(container.restartPolicy())) {
        continue;
      }
      for (ContainerPort port : container.ports()) {
        if (name.equals(port.name())
            && protocol.equals(Objects.requireNonNullElse(port.protocol(), Protocol.TCP))) {
          return port.containerPort();
        }
      }
    }
    return null;
  }
}
