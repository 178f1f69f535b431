package io.discovery.testkit;

import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One Pod, and what can be done to it; goes on to say how the Pod was once it is gone.
 *
 * <p>Thread as for {@link Cluster}. Verbs act when they are called, and throw {@link
 * IllegalStateException} if the Pod is gone.
 */
public interface PodHandle {
  /** Returns namespace and name. */
  NamespacedName namespacedName();

  /** Returns the name without its namespace. */
  default String name() {
    return namespacedName().name();
  }

  /** Returns the Pod as it is now, or was last. */
  Pod object();

  /** Returns the stage of its life. */
  State state();

  /** Returns the Pod's address, 10.244.x.y; null before it runs. */
  @Nullable String ip();

  /** Returns the node that it runs on; null before it is scheduled. */
  @Nullable String node();

  /** Returns the image of its first container: the version. */
  String image();

  /** Returns how often its container was started again. */
  int restarts();

  /** Returns how many requests it has answered, over all restarts. */
  long served();

  /** The container ends at once, its connections break; it comes back after a back-off. */
  void crash();

  /** Makes the container say that it is ready, or not; it goes on to answer. */
  void ready(boolean ready);

  /** Deletes the Pod with its grace period, as a user does. */
  void delete();

  /**
   * The Pod dies as with its node's power: it answers no more from now on, and the cluster learns
   * of it after a while.
   */
  void kill(Duration unnoticed);

  /** The stage of a Pod's life, with what slices make of it. */
  enum State {
    /** Not yet scheduled or started. */
    PENDING,
    /** Started and not ready. */
    NOT_READY,
    /** Ready for traffic. */
    READY,
    /** Ended by itself; waits to be started again. */
    BACK_OFF,
    /** Asked to end; answers until it has drained. */
    TERMINATING,
    /** Dead, and the cluster has not noticed yet. */
    DEAD,
    /** Removed. */
    GONE
  }
}
