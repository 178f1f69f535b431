package io.discovery.model;

import java.util.List;
import java.util.Objects;

/**
 * Why an API server refused a request (meta/v1 Status).
 *
 * @param code HTTP status code
 * @param reason one word, such as {@code Invalid} or {@code AlreadyExists}; empty if unknown
 * @param message the whole answer in a sentence
 * @param causes what is wrong, field by field
 */
public record Status(int code, String reason, String message, List<Cause> causes) {
  /** Checks for null and copies. */
  public Status {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(message, "message");
    causes = Copies.list(causes);
  }

  /** Returns 422: the object breaks rules. */
  public static Status invalid(ResourceKind kind, String name, List<Cause> causes) {
    String type = kind.group().isEmpty() ? kind.name() : kind.name() + "." + kind.group();
    String all = (causes.size() == 1 ? causes.get(0) : causes).toString();
    return new Status(422, "Invalid", type + " \"" + name + "\" is invalid: " + all, causes);
  }

  /** Returns 404: there is no such kind. */
  public static Status notFound() {
    String message = "the server could not find the requested resource";
    return new Status(404, "NotFound", message, List.of());
  }

  /** Returns 404: there is no such object. */
  public static Status notFound(ResourceKind kind, String name) {
    return new Status(404, "NotFound", kind.resource() + " \"" + name + "\" not found", List.of());
  }

  /** Returns 409: there is one already. */
  public static Status alreadyExists(ResourceKind kind, String name) {
    return new Status(
        409, "AlreadyExists", kind.resource() + " \"" + name + "\" already exists", List.of());
  }

  /** Returns 409: somebody else changed the object first. */
  public static Status conflict(ResourceKind kind, String name) {
    return conflict(
        kind.resource(),
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** Returns 409: a resource does not allow this now. */
  public static Status conflict(String resource, String name, String reason) {
    return new Status(
        409,
        "Conflict",
        "Operation cannot be fulfilled on " + resource + " \"" + name + "\": " + reason,
        List.of());
  }

  /** Returns 500. */
  public static Status internal(String message) {
    return new Status(500, "InternalError", "Internal error occurred: " + message, List.of());
  }

  /**
   * What is wrong with one field.
   *
   * @param reason such as {@code FieldValueInvalid}
   * @param field path of the field
   * @param message what is wrong, without the path
   */
  public record Cause(String reason, String field, String message) {
    /** Checks for null. */
    public Cause {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(message, "message");
    }

    /** Returns path and message. */
    @Override
    public String toString() {
      return field + ": " + message;
    }
  }
}
