package io.discovery.core.controller;

import io.discovery.core.nullness.Nullable;
import io.discovery.core.store.Change;
import io.discovery.model.Node;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import java.util.Objects;

/** Which changes slices follow (controller_utils.go, the slice tracker). */
final class Concerns {
  private Concerns() {}

  /** Labels are looked at elsewhere; neither phase nor node counts by itself. */
  static boolean endpointChanged(Pod before, Pod after) {
    return before.metadata().terminating()
        || after.metadata().terminating()
        || before.ready() != after.ready()
        || !before.status().podIPs().equals(after.status().podIPs());
  }

  /** Annotations and owners of a slice may be edited; they are restored when it is next written. */
  static boolean sliceChanged(Change change) {
    return change.before() == null
        || change.after() == null
        || !Objects.equals(
            change.before().metadata().generation(), change.after().metadata().generation());
  }

  /** The mirroring controller looks at whether a Service has a selector, and at nothing else. */
  static boolean mirroringChanged(@Nullable Service before, @Nullable Service after) {
    return isBare(before) != isBare(after);
  }

  private static boolean isBare(@Nullable Service service) {
    return service != null && service.spec().selector().isEmpty();
  }

  /** Shares of zones are reckoned anew then; a change of CPU alone waits for the next time. */
  static boolean zonesChanged(@Nullable Node before, @Nullable Node after) {
    return before == null
        || after == null
        || AutoHints.isReady(before) != AutoHints.isReady(after)
        || !Objects.equals(before.zone(), after.zone());
  }
}
