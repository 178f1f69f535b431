package io.discovery.manifest;

/** Reads and writes manifests. */
public final class Manifests {
  private Manifests() {}
}
