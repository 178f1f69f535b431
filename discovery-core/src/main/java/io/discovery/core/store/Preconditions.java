package io.discovery.core.store;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.model.Syntax;
import java.util.List;

/** What a writer says about the state that it saw (Preconditions in apiserver storage). */
final class Preconditions {
  private Preconditions() {}

  /** Refuses a write that follows another object or another version than the stored one. */
  static void check(KubernetesObject stored, ObjectMeta given) {
    ObjectMeta current = stored.metadata();
    if (given.uid() != null && !given.uid().isEmpty() && !given.uid().equals(current.uid())) {
      throw new StatusException(otherObject(stored, given.uid()));
    }
    String version = given.resourceVersion();
    if (version == null || version.isEmpty() || version.equals(current.resourceVersion())) {
      return;
    }
    String number = version(version);
    if (!number.equals("0") && !number.equals(current.resourceVersion())) {
      throw new StatusException(Status.conflict(stored.kind(), current.name()));
    }
  }

  /** Returns a version without leading zeros. */
  private static String version(String text) {
    try {
      if (text.charAt(0) != '+') {
        return Long.toUnsignedString(Long.parseUnsignedLong(text));
      }
    } catch (NumberFormatException e) {
      // Told below, in the words of the language that the API server is written in.
    }
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    throw new StatusException(
        new Status(
            500,
            "",
            "strconv.ParseUint: parsing "
                + Syntax.quoted(text)
                + (digits ? ": value out of range" : ": invalid syntax"),
            List.of()));
  }

  private static Status otherObject(KubernetesObject stored, String uid) {
    return Status.conflict(
        stored.kind().resource(),
        stored.metadata().name(),
        "StorageError: invalid object, Code: 4, Key: /registry/"
            + path(stored.kind())
            + "/"
            + stored.namespacedName()
            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
            + uid
            + ", UID in object meta: "
            + stored.metadata().uid());
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
