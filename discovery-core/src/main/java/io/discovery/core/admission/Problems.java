package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.Status.Cause;
import io.discovery.model.StatusException;
import io.discovery.model.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What is wrong with an object, collected in order and worded as Kubernetes words it. */
final class Problems {
  static final String IMMUTABLE = "field is immutable";

  /** A second equal problem is not told again; null while there is none. */
  private @Nullable Set<Cause> causes;

  /** What leads to the fields that are named from now on: lists, each with a place in it. */
  private final List<Object> path = new ArrayList<>(0);

  /** Goes to an item of a list, whose fields are named without what leads to it. */
  void enter(String list, int index) {
    path.add(list);
    path.add(index);
  }

  /** Goes back to what the list belongs to. */
  void leave() {
    path.remove(path.size() - 1);
    path.remove(path.size() - 1);
  }

  void required(String field, String detail) {
    add("FieldValueRequired", field, "Required value", detail);
  }

  void forbidden(String field, String detail) {
    add("FieldValueForbidden", field, "Forbidden", detail);
  }

  void invalid(String field, @Nullable Object value, String detail) {
    add("FieldValueInvalid", field, "Invalid value: " + Values.shown(value), detail);
  }

  /** Adds one problem for each thing that a syntax rule found. */
  void invalid(String field, @Nullable Object value, List<String> details) {
    for (int i = 0; i < details.size(); i++) {
      invalid(field, value, details.get(i));
    }
  }

  void immutable(String field, @Nullable Object value) {
    invalid(field, value, IMMUTABLE);
  }

  void label(String field, @Nullable String name) {
    if (name != null) {
      invalid(field, name, Syntax.dns1123Label(name));
    }
  }

  void subdomain(String field, @Nullable String name) {
    if (name != null) {
      invalid(field, name, Syntax.dns1123Subdomain(name));
    }
  }

  void qualified(String field, @Nullable String name) {
    if (name != null) {
      invalid(field, name, Syntax.qualifiedName(name));
    }
  }

  void kept(String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      immutable(field, after);
    }
  }

  void notNegative(String field, @Nullable Number value) {
    if (value != null && value.longValue() < 0) {
      invalid(field, value, "must be greater than or equal to 0");
    }
  }

  void duplicate(String field, @Nullable Object value) {
    add("FieldValueDuplicate", field, "Duplicate value: " + Values.shown(value), "");
  }

  void notSupported(String field, @Nullable Object value, List<String> supported) {
    List<String> quoted = Values.mapped(supported, Syntax::quoted);
    String detail = "supported values: " + String.join(", ", quoted);
    add("FieldValueNotSupported", field, "Unsupported value: " + Values.shown(value), detail);
  }

  /** Checks that a value is there and one of those supported. */
  void oneOf(String field, @Nullable Object value, List<String> supported) {
    if (value == null || value.toString().isEmpty()) {
      required(field, "");
    } else if (!supported.contains(value.toString())) {
      notSupported(field, value, supported);
    }
  }

  void internal(String field, String detail) {
    add("InternalError", field, "Internal error", detail);
  }

  void tooLong(String field, int bytes) {
    add("FieldValueTooLong", field, "Too long", "may not be more than " + bytes + " bytes");
  }

  void tooMany(String field, int count, int most) {
    add("FieldValueTooMany", field, "Too many: " + count, "must have at most " + most + " items");
  }

  private void add(String reason, String field, String type, String detail) {
    if (causes == null) {
      causes = new LinkedHashSet<>();
    }
    StringBuilder whole = new StringBuilder();
    for (int i = 0; i < path.size(); i += 2) {
      whole.append(path.get(i)).append('[').append(path.get(i + 1)).append("].");
    }
    causes.add(
        new Cause(
            reason,
            whole.append(field).toString(),
            detail.isEmpty() ? type : type + ": " + detail));
  }

  boolean isEmpty() {
    return causes == null;
  }

  /** Refuses the object if there is anything wrong. */
  void refuse(KubernetesObject object) {
    if (causes != null) {
      throw refusal(object.kind(), object.metadata().name());
    }
  }

  StatusException refusal(ResourceKind kind, String name) {
    return new StatusException(Status.invalid(kind, name, causes()));
  }

  private List<Cause> causes() {
    return causes == null ? List.of() : List.copyOf(causes);
  }

  /** Returns a refusal for a reason that is no field of the object. */
  static StatusException internal(String message) {
    Status status = Status.internal(message);
    List<Cause> causes = List.of(new Cause("", "", message));
    return new StatusException(
        new Status(status.code(), status.reason(), status.message(), causes));
  }
}
