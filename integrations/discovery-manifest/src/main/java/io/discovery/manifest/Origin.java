package io.discovery.manifest;

import java.util.List;

/** Where manifests come from. */
interface Origin {
  /** Returns what it is called in states and messages. */
  String name();

  /** Returns whether what it holds may change. */
  boolean changes();

  /**
   * Returns what it holds now, in the order of names.
   *
   * @throws ManifestException if that cannot be read, or is more than the limits allow
   */
  List<Content> load(Limits limits);
}
