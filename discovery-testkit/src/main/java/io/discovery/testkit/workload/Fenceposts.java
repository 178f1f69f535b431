package io.discovery.testkit.workload;

import io.discovery.model.IntOrString;
import io.discovery.testkit.workload.Deployment.RollingUpdate;
import io.discovery.testkit.workload.Deployment.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a rolling update in Pods (deployment/util ResolveFenceposts).
 *
 * @param surge Pods above the wanted number
 * @param unavailable Pods that may be missing of it
 */
record Fenceposts(int surge, int unavailable) {
  static final IntOrString DEFAULT = IntOrString.of("25%");

  /** Surge is rounded up, unavailable down; if both are 0 one Pod may be missing. */
  static Fenceposts of(Deployment deployment) {
    if (!isRolling(deployment)) {
      return new Fenceposts(0, 0);
    }
    int replicas = Counts.replicas(deployment);
    Strategy strategy = deployment.spec().strategy();
    RollingUpdate update = strategy == null ? null : strategy.rollingUpdate();
    int surge = resolve(update == null ? null : update.maxSurge(), replicas, true);
    int unavailable = resolve(update == null ? null : update.maxUnavailable(), replicas, false);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    return new Fenceposts(surge, Math.min(unavailable, replicas));
  }

  static boolean isRolling(Deployment deployment) {
    Strategy strategy = deployment.spec().strategy();
    return strategy == null || !Strategy.RECREATE.equals(strategy.type());
  }

  private static int resolve(@Nullable IntOrString value, int replicas, boolean up) {
    IntOrString given = value == null ? DEFAULT : value;
    if (given instanceof IntOrString.Number number) {
      return number.value();
    }
    String text = given.toString();
    long percent = Long.parseLong(text.substring(0, text.length() - 1));
    long hundredths = percent * replicas;
    return Math.toIntExact(up ? (hundredths + 99) / 100 : hundredths / 100);
  }
}
