package io.discovery.manifest;

import io.discovery.model.KubernetesObject;
import java.util.List;

/**
 * An object, and what a strict reader would have refused.
 *
 * @param object the object
 * @param lax such as {@code unknown field "spec.extra"} or {@code duplicate field "spec.type"}, in
 *     the order in which they were written
 */
public record Decoded(KubernetesObject object, List<String> lax) {
  /** Copies. */
  public Decoded {
    lax = List.copyOf(lax);
  }
}
