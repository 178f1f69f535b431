package io.discovery.testkit.workload;

import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.model.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wrong with an object, field by field, in Kubernetes' words. */
final class Problems {
  private final List<Status.Cause> causes = new ArrayList<>();

  void required(String field, String detail) {
    String message = detail.isEmpty() ? "Required value" : "Required value: " + detail;
    causes.add(new Status.Cause("FieldValueRequired", field, message));
  }

  void forbidden(String field, String detail) {
    causes.add(new Status.Cause("FieldValueForbidden", field, "Forbidden: " + detail));
  }

  /** Takes a value as JSON. */
  void invalid(String field, String value, String detail) {
    String message = "Invalid value: " + value + (detail.isEmpty() ? "" : ": " + detail);
    causes.add(new Status.Cause("FieldValueInvalid", field, message));
  }

  /** Refuses another value, given as JSON, than the one before. */
  void immutable(String field, @Nullable Object before, @Nullable Object after, String value) {
    if (!Objects.equals(before, after)) {
      invalid(field, value, "field is immutable");
    }
  }

  void invalidText(String field, String value, List<String> details) {
    details.forEach(detail -> invalid(field, Syntax.quoted(value), detail));
  }

  void unsupported(String field, String value, String supported) {
    causes.add(
        new Status.Cause(
            "FieldValueNotSupported",
            field,
            "Unsupported value: " + Syntax.quoted(value) + ": supported values: " + supported));
  }

  void notNegative(String field, int value) {
    if (value < 0) {
      invalid(field, Integer.toString(value), "must be greater than or equal to 0");
    }
  }

  int count() {
    return causes.size();
  }

  void throwIfAny(ResourceKind kind, String name) {
    if (!causes.isEmpty()) {
      throw new StatusException(Status.invalid(kind, name, causes));
    }
  }
}
