package io.discovery.core.controller;

import io.discovery.model.Pod;
import java.util.Objects;

/** Which changes of a Pod the slices of its Services follow (util/endpoint/controller_utils.go). */
final class PodChange {
  private PodChange() {}

  /** Labels aside; neither phase nor node counts by itself. */
  static boolean matters(Pod before, Pod after) {
    return before.metadata().terminating()
        || after.metadata().terminating()
        || before.ready() != after.ready()
        || !before.status().podIPs().equals(after.status().podIPs())
        || !Objects.equals(before.spec().hostname(), after.spec().hostname())
        || !Objects.equals(before.spec().subdomain(), after.spec().subdomain());
  }
}
