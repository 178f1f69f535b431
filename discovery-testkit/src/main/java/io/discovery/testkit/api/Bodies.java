package io.discovery.testkit.api;

import io.discovery.manifest.Codec;
import io.discovery.manifest.Decoded;
import io.discovery.manifest.Json;
import io.discovery.manifest.ManifestException;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.StatusException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The objects that bodies say. */
final class Bodies {
  private static final String ACCEPTED =
      "application/json, application/yaml, application/vnd.kubernetes.protobuf";

  private final Codec codec;
  private final ApiRequest request;
  private final Warnings warnings;

  Bodies(Codec codec, ApiRequest request, Warnings warnings) {
    this.codec = codec;
    this.request = request;
    this.warnings = warnings;
  }

  /**
   * Reads the object of a request, in the namespace of its path.
   *
   * @throws StatusException if the body is not such an object
   */
  KubernetesObject object(Route route, FieldValidation validation) {
    checkType(route.kind());
    try {
      Decoded decoded = codec.decode(route.kind(), request.body());
      report(route.kind(), decoded.lax(), validation);
      return within(route, decoded.object());
    } catch (ManifestException e) {
      throw unreadable(route.kind(), "" + e.getMessage());
    }
  }

  /** Refuses a body of another type. */
  void checkJson() {
    if (!mediaType(request.contentType()).equals("application/json")) {
      throw Statuses.unsupportedMediaType(ACCEPTED);
    }
  }

  static String mediaType(String contentType) {
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).trim();
    return type.isEmpty() ? "application/json" : type;
  }

  private void checkType(ResourceKind kind) {
    Object body;
    try {
      body = Json.parse(request.body());
    } catch (ManifestException e) {
      throw unrecognized(kind, "" + e.getMessage());
    }
    if (!(body instanceof Map<?, ?> fields)) {
      throw unrecognized(kind, "not an object");
    }
    String apiVersion = text(kind, fields, "apiVersion");
    String name = text(kind, fields, "kind");
    if (!name.isEmpty() && !name.equals(kind.name())) {
      throw Statuses.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: converting it is not possible"
              .formatted(name, kind.version(), kind.name()));
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(kind.apiVersion())) {
      throw Statuses.badRequest(
          "the API version in the data (%s) does not match the expected API version (%s)"
              .formatted(apiVersion, kind.apiVersion()));
    }
  }

  private static String text(ResourceKind kind, Map<?, ?> fields, String field) {
    Object value = fields.get(field);
    if (value != null && !(value instanceof String)) {
      throw unrecognized(kind, field + " is not a text");
    }
    return Objects.toString(value, "");
  }

  private static StatusException unrecognized(ResourceKind kind, String why) {
    return Statuses.badRequest(
        "the object provided is unrecognized (must be of type %s): %s".formatted(kind.name(), why));
  }

  private static StatusException unreadable(ResourceKind kind, String why) {
    return Statuses.badRequest(
        "%s in version \"%s\" cannot be handled as a %s: %s"
            .formatted(kind.name(), kind.version(), kind.name(), why));
  }

  private void report(ResourceKind kind, List<String> lax, FieldValidation validation) {
    List<String> strict = strict(kind, lax);
    if (!strict.isEmpty() && validation == FieldValidation.STRICT) {
      throw unreadable(kind, "strict decoding error: " + String.join(", ", strict));
    }
    warn(strict, validation);
  }

  /** Returns what a strict reader does not take, fields aside that Kubernetes knows. */
  List<String> strict(ResourceKind kind, List<String> lax) {
    return lax.stream().filter(each -> !KnownFields.of(kind).covers(each)).toList();
  }

  /** Warns of what a strict reader does not take. */
  void warn(List<String> strict, FieldValidation validation) {
    if (validation == FieldValidation.WARN) {
      strict.forEach(warnings::add);
    }
  }

  /** Returns an object in the namespace of a path; refuses one of another. */
  static KubernetesObject within(Route route, KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    String namespace = metadata.namespace();
    if (namespace.equals(route.namespace())) {
      return object;
    }
    if (!namespace.isEmpty() && route.kind().namespaced()) {
      throw Statuses.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    return object.withMetadata(metadata.toBuilder().namespace(route.namespace()).build());
  }
}
