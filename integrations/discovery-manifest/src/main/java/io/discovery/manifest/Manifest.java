package io.discovery.manifest;

import io.discovery.model.KubernetesObject;
import java.util.List;

/**
 * What manifests say at one moment.
 *
 * @param objects objects in the order of the files
 * @param ignored what was passed over, the first {@value Findings#MOST_IGNORED} of it
 */
public record Manifest(List<KubernetesObject> objects, List<Ignored> ignored) {
  /** Checks for null and copies. */
  public Manifest {
    objects = List.copyOf(objects);
    ignored = List.copyOf(ignored);
  }
}
