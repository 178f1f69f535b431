package io.discovery.testkit.workload;

import io.discovery.model.ObjectMeta;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a Deployment writes on its ReplicaSets. */
final class Annotations {
  private static final String PREFIX = "deployment.kubernetes.io/";
  private static final String REVISION = PREFIX + "revision";
  private static final String DESIRED = PREFIX + "desired-replicas";
  private static final String MOST = PREFIX + "max-replicas";

  private Annotations() {}

  static @Nullable Integer desired(ReplicaSet set) {
    return number(set.metadata(), DESIRED);
  }

  static @Nullable Integer most(ReplicaSet set) {
    return number(set.metadata(), MOST);
  }

  static int revision(ReplicaSet set) {
    return Counts.orZero(number(set.metadata(), REVISION));
  }

  static ObjectMeta withRevision(ObjectMeta metadata, int revision) {
    return with(metadata, Map.of(REVISION, Integer.toString(revision)));
  }

  /** Returns metadata that says the size of the Deployment. */
  static ObjectMeta withSize(ObjectMeta metadata, Deployment deployment) {
    int replicas = Counts.replicas(deployment);
    int most = replicas + Fenceposts.of(deployment).surge();
    return with(
        metadata, Map.of(DESIRED, Integer.toString(replicas), MOST, Integer.toString(most)));
  }

  private static ObjectMeta with(ObjectMeta metadata, Map<String, String> more) {
    Map<String, String> annotations = new TreeMap<>(metadata.annotations());
    annotations.putAll(more);
    return metadata.toBuilder().annotations(annotations).build();
  }

  private static @Nullable Integer number(ObjectMeta metadata, String annotation) {
    String text = metadata.annotations().get(annotation);
    return text == null || !text.matches("[0-9]{1,9}") ? null : Integer.valueOf(text);
  }
}
