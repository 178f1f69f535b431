package io.discovery.testkit.workload;

import io.discovery.core.ControlPlane;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Whose an object is: adopts what a selector matches, and lets go what it no longer does. */
final class Claims<T extends KubernetesObject> {
  private final ControlPlane plane;
  private final Owned<T> owned;
  private final BiFunction<T, ObjectMeta, T> withMetadata;

  Claims(ControlPlane plane, Owned<T> owned, BiFunction<T, ObjectMeta, T> withMetadata) {
    this.plane = plane;
    this.owned = owned;
    this.withMetadata = withMetadata;
  }

  /** Returns the objects of an owner, by name. */
  List<T> of(KubernetesObject owner, Selector selector) {
    List<T> claimed = new ArrayList<>();
    for (T object : owned.of(owner.metadata().uid())) {
      if (selector.matches(object.metadata().labels())) {
        claimed.add(object);
      } else if (!owner.metadata().terminating()) {
        update(object, PodFactory.released(object.metadata(), owner));
      }
    }
    if (!owner.metadata().terminating()) {
      for (T orphan : owned.orphans(owner.metadata().namespace())) {
        ObjectMeta metadata = orphan.metadata();
        boolean ended = orphan instanceof Pod pod && pod.ended();
        if (!ended && !metadata.terminating() && selector.matches(metadata.labels())) {
          claimed.add(update(orphan, PodFactory.adopted(metadata, owner)));
        }
      }
    }
    return claimed;
  }

  private T update(T object, ObjectMeta metadata) {
    return plane.update(withMetadata.apply(object, metadata));
  }
}
