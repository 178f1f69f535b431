package io.discovery.core;

import io.discovery.core.call.Calls;
import io.discovery.model.NamespacedName;
import io.discovery.time.EventLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all handles of one discovery share.
 *
 * @param loop the loop that publishes
 * @param executor where listeners run, and what waited for an endpoint goes on
 * @param calls what makes calls
 * @param published what is published
 * @param listeners all listeners, which keep their handles; thread-safe
 * @param causes what a control plane knows of a Service port without endpoint
 */
record HandleContext(
    EventLoop loop,
    Executor executor,
    Calls calls,
    Supplier<Root> published,
    Collection<Listener> listeners,
    Causes causes) {
  /** Tells more than the client knows. */
  interface Causes {
    /** Returns what is wrong with a Service port, or null if nothing is known. */
    @Nullable String of(NamespacedName service, String port);
  }

  private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

  /** Returns a wait whose nanoseconds fit into a long. */
  static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  Root root() {
    return published.get();
  }
}
