package io.discovery.core.controller;

/**
 * How slices are made.
 *
 * @param maxEndpoints endpoints in a slice, 1..1000; Kubernetes' default is 100
 * @param unknownNodes whether a Pod whose Node is not known gets into slices, without a zone;
 *     Kubernetes leaves it out until the Node is there; the same goes for what names an owner that
 *     is not there, which Kubernetes deletes
 */
public record SliceSettings(int maxEndpoints, boolean unknownNodes) {
  /** As the controller manager has it by default. */
  public static final SliceSettings DEFAULT = new SliceSettings(100, false);

  /** Checks the range. */
  public SliceSettings {
    if (maxEndpoints < 1 || maxEndpoints > 1000) {
      throw new IllegalArgumentException(
          "endpoints in a slice: " + maxEndpoints + " (expected: 1..1000)");
    }
  }
}
