package io.discovery.core;

import io.discovery.core.call.Calls;
import io.discovery.time.EventLoop;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all handles of one discovery share.
 *
 * @param loop the loop that publishes
 * @param executor where listeners run, and what waited for an endpoint goes on
 * @param calls what makes calls
 * @param published what is published
 * @param listeners all listeners, which keep their handles; thread-safe
 */
record HandleContext(
    EventLoop loop,
    Executor executor,
    Calls calls,
    Supplier<Root> published,
    Collection<Listener> listeners) {
  Root root() {
    return published.get();
  }
}
