package io.discovery.testkit.api;

import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels of a template that are given but empty: records have none, Kubernetes shows them. */
final class EmptyLabels {
  private static final String FIELD = "spec.template.metadata.labels";
  private static final String NONE = "Invalid value: null:";
  private static final String EMPTY = "Invalid value: {}:";

  private EmptyLabels() {}

  /** Returns a refusal as it is to be told to the author of a document. */
  static StatusException shown(StatusException refusal, @Nullable Object document) {
    Object labels = document;
    for (String field : FIELD.split("\\.", -1)) {
      labels = Trees.isMap(labels) ? Trees.map(labels).get(field) : null;
    }
    return Map.of().equals(labels) ? shown(refusal.status()) : refusal;
  }

  private static StatusException shown(Status status) {
    List<Status.Cause> causes = status.causes().stream().map(EmptyLabels::shown).toList();
    String message = status.message().replace(FIELD + ": " + NONE, FIELD + ": " + EMPTY);
    return new StatusException(new Status(status.code(), status.reason(), message, causes));
  }

  private static Status.Cause shown(Status.Cause cause) {
    return cause.field().equals(FIELD)
        ? new Status.Cause(cause.reason(), FIELD, cause.message().replace(NONE, EMPTY))
        : cause;
  }
}
