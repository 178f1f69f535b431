package io.discovery.core;

import io.discovery.Refusal;
import io.discovery.core.call.Calls;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.NamespacedName;
import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What all handles of one discovery share.
 *
 * @param loop the loop that publishes
 * @param executor where listeners run, and what waited for an endpoint goes on
 * @param calls what makes calls
 * @param client what is published, what was refused, and why something is missing
 * @param listeners all listeners, which keep their handles; thread-safe
 */
record HandleContext(
    EventLoop loop, Executor executor, Calls calls, Known client, Collection<Listener> listeners) {
  private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

  /** Returns a wait whose nanoseconds fit into a long. */
  static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  Root root() {
    return client.root();
  }

  /** What handles know of their client; any thread. */
  interface Known {
    Root root();

    List<Refusal> refused();

    /** Returns what a control plane says is wrong with a Service port, or null. */
    @Nullable
    String cause(NamespacedName service, String port);
  }
}
