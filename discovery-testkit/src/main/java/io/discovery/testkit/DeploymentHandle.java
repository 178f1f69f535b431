package io.discovery.testkit;

import io.discovery.model.NamespacedName;
import io.discovery.testkit.workload.Deployment;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One Deployment, and what can be done to it.
 *
 * <p>Thread as for {@link Cluster}. Verbs act when they are called: they change the Deployment, the
 * Pods follow in the cluster's time. They throw {@link io.discovery.model.StatusException} if the
 * Deployment is gone or the change is refused.
 */
public interface DeploymentHandle {
  /** Returns namespace and name. */
  NamespacedName namespacedName();

  /** Returns the Deployment as it is now. */
  Deployment object();

  /** Begins to roll out what the argument changes, such as {@code r -> r.image("v2")}. */
  void rollout(UnaryOperator<Rollout> change);

  /** Begins to grow or shrink to this many Pods, 0..10000. */
  void scale(int replicas);

  /**
   * Returns whether all wanted Pods have the wanted version and are available; of the old ones some
   * may still drain ({@code kubectl rollout status}).
   */
  boolean rolledOut();

  /** Returns its Pods of every version, those terminating included, by name. */
  List<PodHandle> pods();

  /** Returns how many of its Pods are ready and not terminating. */
  int readyPods();

  /** Deletes it, and in the background its Pods. */
  void delete();
}
