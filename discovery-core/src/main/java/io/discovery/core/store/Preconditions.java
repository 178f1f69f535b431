package io.discovery.core.store;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.List;

/** What a writer says about the state that it saw: optimistic locking. */
final class Preconditions {
  private Preconditions() {}

  /** Refuses a write that follows another object or another version than the stored one. */
  static void check(KubernetesObject stored, ObjectMeta given) {
    ObjectMeta current = stored.metadata();
    if (given.uid() != null && !given.uid().isEmpty() && !given.uid().equals(current.uid())) {
      throw new StatusException(otherObject(stored, given.uid()));
    }
    String version = given.resourceVersion();
    if (version != null
        && !version.isEmpty()
        && !version.equals("0")
        && !version.equals(current.resourceVersion())) {
      throw new StatusException(Status.conflict(stored.kind(), current.name()));
    }
  }

  private static Status otherObject(KubernetesObject stored, String uid) {
    return new Status(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + stored.kind().resource()
            + " \""
            + stored.metadata().name()
            + "\": StorageError: invalid object, Code: 4, Key: /registry/"
            + path(stored.kind())
            + "/"
            + stored.namespacedName()
            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
            + uid
            + ", UID in object meta: "
            + stored.metadata().uid(),
        List.of());
  }

  /** Returns where an API server keeps the objects of a kind. */
  private static String path(ResourceKind kind) {
    if (kind.equals(ResourceKind.SERVICE)) {
      return "services/specs";
    }
    if (kind.equals(ResourceKind.ENDPOINTS)) {
      return "services/endpoints";
    }
    return kind.equals(ResourceKind.NODE) ? "minions" : kind.plural();
  }
}
