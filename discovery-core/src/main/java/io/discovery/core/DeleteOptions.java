package io.discovery.core;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.model.Syntax;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an object is deleted (meta/v1 DeleteOptions).
 *
 * @param gracePeriodSeconds seconds that a Pod may take to end; null for its own, 0 means now
 * @param uid uid that the object must have
 * @param resourceVersion version that the object must have
 * @param propagationPolicy what becomes of dependents: {@code Background} (default), {@code
 *     Foreground} or {@code Orphan}
 * @param dryRun whether to tell only what would be
 */
public record DeleteOptions(
    @Nullable Long gracePeriodSeconds,
    @Nullable String uid,
    @Nullable String resourceVersion,
    @Nullable String propagationPolicy,
    boolean dryRun) {
  /** No wish at all. */
  public static final DeleteOptions NONE = new DeleteOptions(null, null, null, null, false);

  private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan");
  private static final ResourceKind KIND =
      new ResourceKind("meta.k8s.io", "v1", "DeleteOptions", "", false);

  /** Returns options that set a grace period; 0 means now. */
  public static DeleteOptions grace(long seconds) {
    return new DeleteOptions(seconds, null, null, null, false);
  }

  /** Returns what is wrong with a propagation policy, or null (ValidateDeleteOptions). */
  public static Status.@Nullable Cause problem(@Nullable String policy) {
    if (policy == null || POLICIES.contains(policy)) {
      return null;
    }
    String message =
        "Unsupported value: "
            + Syntax.quoted(policy)
            + ": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"";
    return new Status.Cause("FieldValueNotSupported", "propagationPolicy", message);
  }

  /** Refuses options that make no sense or do not fit the object (BeforeDelete). */
  void check(KubernetesObject stored) {
    Status.Cause wrong = problem(propagationPolicy);
    if (wrong != null) {
      throw new StatusException(Status.invalid(KIND, "", List.of(wrong)));
    }
    check(stored, "UID", uid, stored.metadata().uid(), "deleted and then recreated");
    String version = stored.metadata().resourceVersion();
    check(stored, "ResourceVersion", resourceVersion, version, "modified");
  }

  private static void check(
      KubernetesObject stored,
      String what,
      @Nullable String given,
      @Nullable String actual,
      String otherwise) {
    if (given != null && !given.equals(actual)) {
      ResourceKind kind = stored.kind();
      throw new StatusException(
          Status.conflict(
              kind.group().isEmpty() ? kind.name() : kind.name() + "." + kind.group(),
              stored.metadata().name(),
              "the %1$s in the precondition (%2$s) does not match the %1$s in record (%3$s). The"
                      .formatted(what, given, actual)
                  + " object might have been "
                  + otherwise));
    }
  }
}
