package io.discovery.core.controller;

import io.discovery.core.store.Change;
import io.discovery.model.Pod;
import java.util.Objects;

/** Which changes slices follow (util/endpoint/controller_utils.go, the slice tracker). */
final class Concerns {
  private Concerns() {}

  /** Labels are looked at elsewhere; neither phase nor node counts by itself. */
  static boolean endpointChanged(Pod before, Pod after) {
    return before.metadata().terminating()
        || after.metadata().terminating()
        || before.ready() != after.ready()
        || !before.status().podIPs().equals(after.status().podIPs())
        || !Objects.equals(before.spec().hostname(), after.spec().hostname())
        || !Objects.equals(before.spec().subdomain(), after.spec().subdomain());
  }

  /** Annotations and owners of a slice may be edited; they are restored when it is next written. */
  static boolean sliceChanged(Change change) {
    return change.before() == null
        || change.after() == null
        || !Objects.equals(
            change.before().metadata().generation(), change.after().metadata().generation());
  }
}
