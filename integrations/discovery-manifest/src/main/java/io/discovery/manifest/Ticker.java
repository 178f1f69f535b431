package io.discovery.manifest;

import io.discovery.watch.Watch;

/** What calls a task again and again. */
@FunctionalInterface
interface Ticker {
  /** Begins to call the task; once what is returned was closed, no further call is begun. */
  Watch begin(String name, Runnable task);
}
