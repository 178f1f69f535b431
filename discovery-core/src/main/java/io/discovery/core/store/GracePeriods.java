package io.discovery.core.store;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Pod;
import java.util.Objects;

/** How long an object may take to end; Pods alone have a say (CheckGracefulDelete). */
final class GracePeriods {
  private static final long DEFAULT_SECONDS = 30;

  private GracePeriods() {}

  /** Returns seconds; 0 for what nobody has to stop. */
  static long of(KubernetesObject object, @Nullable Long asked) {
    if (!(object instanceof Pod pod) || !isBound(pod) || pod.ended()) {
      return 0;
    }
    Long own = pod.spec().terminationGracePeriodSeconds();
    long seconds =
        Objects.requireNonNullElse(asked, Objects.requireNonNullElse(own, DEFAULT_SECONDS));
    return seconds < 0 ? 1 : seconds;
  }

  private static boolean isBound(Pod pod) {
    String node = pod.spec().nodeName();
    return node != null && !node.isEmpty();
  }
}
