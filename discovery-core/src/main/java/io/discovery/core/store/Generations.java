package io.discovery.core.store;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import java.util.Set;

/** When {@code metadata.generation} is set and grows (each strategy of pkg/registry). */
final class Generations {
  /** Kinds whose objects have no generation in Kubernetes. */
  private static final Set<ResourceKind> WITHOUT =
      Set.of(
          ResourceKind.SERVICE,
          ResourceKind.ENDPOINTS,
          ResourceKind.NAMESPACE,
          ResourceKind.NODE,
          ResourceKind.SERVICE_CIDR,
          ResourceKind.IP_ADDRESS);

  private static final ObjectMeta NONE = ObjectMeta.of("", "");

  private Generations() {}

  static @Nullable Long first(KubernetesObject object) {
    return WITHOUT.contains(object.kind()) ? null : Long.valueOf(1);
  }

  /** Grows with the spec; with the labels too of a slice, which has no spec. */
  static @Nullable Long next(KubernetesObject before, KubernetesObject after) {
    Long generation = before.metadata().generation();
    if (generation == null) {
      return null;
    }
    boolean grows =
        !before.withMetadata(NONE).equals(after.withMetadata(NONE))
            || (before.kind().equals(ResourceKind.ENDPOINT_SLICE)
                && !before.metadata().labels().equals(after.metadata().labels()));
    return grows ? Long.valueOf(generation + 1) : generation;
  }
}
