package io.discovery.core.controller;

import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta.OwnerReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Deletes, in the background, what belongs to an object that is gone. */
final class GarbageCollector {
  private final Store store;
  private final Deque<String> gone = new ArrayDeque<>();

  GarbageCollector(Store store) {
    this.store = store;
  }

  void changed(Change change) {
    String uid = change.object().metadata().uid();
    if (change.after() == null && uid != null && !store.dependentsOf(uid).isEmpty()) {
      gone.add(uid);
    }
  }

  boolean idle() {
    return gone.isEmpty();
  }

  void collect() {
    for (String uid = gone.poll(); uid != null; uid = gone.poll()) {
      for (KubernetesObject dependent : store.dependentsOf(uid)) {
        release(dependent);
      }
      store.tell();
    }
  }

  /** An object goes with its last owner; before that it loses the references that lead nowhere. */
  private void release(KubernetesObject dependent) {
    List<OwnerReference> left = new ArrayList<>();
    for (OwnerReference owner : dependent.metadata().ownerReferences()) {
      if (store.exists(owner.uid())) {
        left.add(owner);
      }
    }
    if (left.isEmpty()) {
      store.delete(dependent.kind(), dependent.namespacedName(), null);
    } else {
      store.update(
          dependent.withMetadata(dependent.metadata().toBuilder().ownerReferences(left).build()));
    }
  }
}
