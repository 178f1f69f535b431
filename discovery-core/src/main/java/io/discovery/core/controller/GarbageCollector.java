package io.discovery.core.controller;

import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta.OwnerReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Deletes what belongs to an object that is gone (garbagecollector, attemptToDeleteItem). */
final class GarbageCollector {
  private final Store store;
  private final Set<String> gone = new LinkedHashSet<>();
  private final boolean adopts;

  /**
   * Follows the store.
   *
   * @param adopts whether what is created for an owner that is not there stays
   */
  GarbageCollector(Store store, boolean adopts) {
    this.store = store;
    this.adopts = adopts;
  }

  void changed(Change change) {
    String uid = change.object().metadata().uid();
    if (change.after() == null && uid != null && !store.dependentsOf(uid).isEmpty()) {
      gone.add(uid);
    }
    if (change.after() != null && !adopts) {
      for (OwnerReference owner : change.after().metadata().ownerReferences()) {
        if (isGone(owner)) {
          gone.add(owner.uid());
        }
      }
    }
  }

  /** What kinds others have added is not known, so their objects may be there. */
  private boolean isGone(OwnerReference owner) {
    String version = owner.apiVersion();
    String group = version.substring(0, Math.max(0, version.indexOf('/')));
    return !store.exists(owner.uid()) && (group.indexOf('.') < 0 || group.endsWith(".k8s.io"));
  }

  boolean idle() {
    return gone.isEmpty();
  }

  void collect() {
    while (!gone.isEmpty()) {
      String uid = gone.iterator().next();
      gone.remove(uid);
      for (KubernetesObject dependent : store.dependentsOf(uid)) {
        release(dependent, uid);
      }
      store.tell();
    }
  }

  /** An object goes with its last owner; before that it loses the references that lead nowhere. */
  private void release(KubernetesObject dependent, String gone) {
    List<OwnerReference> left = new ArrayList<>();
    for (OwnerReference owner : dependent.metadata().ownerReferences()) {
      if (!owner.uid().equals(gone) && !isGone(owner)) {
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
