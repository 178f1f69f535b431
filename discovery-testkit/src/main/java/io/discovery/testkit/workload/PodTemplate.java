package io.discovery.testkit.workload;

import io.discovery.model.ObjectMeta;
import io.discovery.model.PodSpec;
import org.jspecify.annotations.Nullable;

/**
 * What the Pods of a workload are made after (core/v1 PodTemplateSpec).
 *
 * @param metadata labels and annotations of the Pods
 * @param spec what they run
 */
public record PodTemplate(ObjectMeta metadata, PodSpec spec) {
  /** A template in which nothing is set. */
  public static final PodTemplate NONE = new PodTemplate(null, null);

  /** What is null is empty. */
  public PodTemplate(@Nullable ObjectMeta metadata, @Nullable PodSpec spec) {
    this.metadata = metadata == null ? ObjectMeta.builder().build() : metadata;
    this.spec = spec == null ? PodSpec.NONE : spec;
  }
}
