package io.discovery.testkit.api;

import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.model.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kubernetes' answers about a request itself (meta/v1 Status). */
final class Statuses {
  private Statuses() {}

  static StatusException badRequest(String message) {
    return new StatusException(new Status(400, "BadRequest", message, List.of()));
  }

  /** Refuses in the words of what was thrown. */
  static StatusException badRequest(RuntimeException thrown) {
    return badRequest(String.valueOf(thrown.getMessage()));
  }

  static StatusException notFound() {
    return new StatusException(Status.notFound());
  }

  static StatusException methodNotAllowed() {
    return new StatusException(
        new Status(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource",
            List.of()));
  }

  static StatusException unsupportedMediaType(String accepted) {
    return new StatusException(
        new Status(
            415,
            "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: "
                + accepted,
            List.of()));
  }

  static StatusException tooLarge(String why) {
    String message = "Request entity too large: " + why;
    return new StatusException(new Status(413, "RequestEntityTooLarge", message, List.of()));
  }

  /** Refuses what is well-formed but cannot be done. */
  static StatusException unprocessable() {
    return new StatusException(
        new Status(
            422,
            "Invalid",
            "the server rejected our request due to an error in our request",
            List.of()));
  }

  /** Refuses what a patch has made. */
  static StatusException badPatch(String patched, String why) {
    String message = "Invalid value: " + Syntax.quoted(patched) + ": " + why;
    Status.Cause cause = new Status.Cause("FieldValueInvalid", "patch", message);
    return new StatusException(
        new Status(422, "Invalid", " \"\" is invalid: " + cause, List.of(cause)));
  }

  /** Returns a refusal as JSON. */
  static Map<String, @Nullable Object> failure(Status status, @Nullable Route route) {
    Map<String, @Nullable Object> tree = head("Failure");
    tree.put("message", status.message());
    if (!status.reason().isEmpty()) {
      tree.put("reason", status.reason());
    }
    Map<String, @Nullable Object> details = details(status, route);
    if (!details.isEmpty()) {
      tree.put("details", details);
    }
    tree.put("code", status.code());
    return tree;
  }

  private static Map<String, @Nullable Object> details(Status status, @Nullable Route route) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    boolean named =
        switch (status.reason()) {
          case "NotFound", "AlreadyExists", "Conflict", "Forbidden", "Invalid" -> route != null;
          default -> false;
        };
    if (named && route != null) {
      name(details, status, route);
    }
    if (!status.causes().isEmpty()) {
      List<Object> causes = new ArrayList<>();
      status.causes().forEach(cause -> causes.add(cause(cause)));
      details.put("causes", causes);
    }
    return details;
  }

  private static void name(Map<String, @Nullable Object> details, Status status, Route route) {
    String quoted = quoted(status.message());
    String name = quoted.isEmpty() ? route.name() : quoted;
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!route.kind().group().isEmpty()) {
      details.put("group", route.kind().group());
    }
    boolean invalid = status.reason().equals("Invalid");
    details.put("kind", invalid ? route.kind().name() : route.kind().plural());
  }

  /** Returns the first text in quotes of a message, which is the name of its object. */
  private static String quoted(String message) {
    int from = message.indexOf('"');
    int to = from < 0 ? -1 : message.indexOf('"', from + 1);
    return to < 0 ? "" : message.substring(from + 1, to);
  }

  private static Map<String, @Nullable Object> cause(Status.Cause cause) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    if (!cause.reason().isEmpty()) {
      tree.put("reason", cause.reason());
    }
    tree.put("message", cause.message());
    if (!cause.field().isEmpty()) {
      tree.put("field", cause.field());
    }
    return tree;
  }

  /** Returns the answer to what has been done and left nothing to show. */
  static Map<String, @Nullable Object> success(Route route, @Nullable String uid) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    details.put("name", route.name());
    if (!route.kind().group().isEmpty()) {
      details.put("group", route.kind().group());
    }
    details.put("kind", route.kind().plural());
    if (uid != null) {
      details.put("uid", uid);
    }
    Map<String, @Nullable Object> tree = head("Success");
    tree.put("details", details);
    return tree;
  }

  /** Returns the answer to what has been done. */
  static Map<String, @Nullable Object> done(int code) {
    Map<String, @Nullable Object> tree = head("Success");
    tree.put("code", code);
    return tree;
  }

  private static Map<String, @Nullable Object> head(String status) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("kind", "Status");
    tree.put("apiVersion", "v1");
    tree.put("metadata", Map.of());
    tree.put("status", status);
    return tree;
  }
}
