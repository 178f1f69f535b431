package io.discovery.testkit.api;

import io.discovery.model.ResourceKind;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A request to an API server.
 *
 * @param method such as {@code GET}
 * @param path such as {@code /api/v1/namespaces/shop/services/cart}, without parameters
 * @param parameters query parameters, decoded
 * @param contentType media type of the body
 * @param body text of the body; empty for none
 */
public record ApiRequest(
    String method, String path, Map<String, String> parameters, String contentType, String body) {
  /** Media type of a JSON merge patch (RFC 7386). */
  public static final String MERGE_PATCH = "application/merge-patch+json";

  /** Media type of a patch in which lists are merged by key. */
  public static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";

  /** Media type of a JSON patch (RFC 6902). */
  public static final String JSON_PATCH = "application/json-patch+json";

  private static final String JSON = "application/json";

  /** Checks for null and copies. */
  public ApiRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(path, "path");
    parameters.forEach(
        (name, value) -> {
          Objects.requireNonNull(name, "parameters: name");
          Objects.requireNonNull(value, () -> "parameters: " + name);
        });
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(body, "body");
  }

  /** Returns a request that reads one object; an empty namespace stands for none. */
  public static ApiRequest get(ResourceKind kind, String namespace, String name) {
    return of("GET", kind, namespace, name, "");
  }

  /** Returns a request that reads all objects of a namespace, or of all if it is empty. */
  public static ApiRequest list(ResourceKind kind, String namespace) {
    return of("GET", kind, namespace, "", "");
  }

  /** Returns a request that creates an object. */
  public static ApiRequest create(ResourceKind kind, String namespace, String body) {
    return of("POST", kind, namespace, "", body);
  }

  /** Returns a request that replaces an object. */
  public static ApiRequest update(ResourceKind kind, String namespace, String name, String body) {
    return of("PUT", kind, namespace, name, body);
  }

  /**
   * Returns a request that changes an object.
   *
   * @param type {@link #MERGE_PATCH}, {@link #STRATEGIC_PATCH} or {@link #JSON_PATCH}
   */
  public static ApiRequest patch(
      ResourceKind kind, String namespace, String name, String type, String patch) {
    return of("PATCH", kind, namespace, name, patch).withContentType(type);
  }

  /** Returns a request that deletes an object. */
  public static ApiRequest delete(ResourceKind kind, String namespace, String name) {
    return of("DELETE", kind, namespace, name, "");
  }

  /** Returns a request that deletes all objects of a namespace. */
  public static ApiRequest deleteCollection(ResourceKind kind, String namespace) {
    return of("DELETE", kind, namespace, "", "");
  }

  private static ApiRequest of(
      String method, ResourceKind kind, String namespace, String name, String body) {
    String root = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
    String within = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    String path =
        root + kind.version() + within + "/" + kind.plural() + (name.isEmpty() ? "" : "/" + name);
    return new ApiRequest(method, path, Map.of(), JSON, body);
  }

  /** Returns a copy for a sub-resource, such as {@code status}. */
  public ApiRequest subresource(String name) {
    return new ApiRequest(method, path + "/" + name, parameters, contentType, body);
  }

  /** Returns a copy with a query parameter, such as {@code labelSelector}. */
  public ApiRequest with(String parameter, String value) {
    Map<String, String> more = new TreeMap<>(parameters);
    more.put(parameter, value);
    return new ApiRequest(method, path, more, contentType, body);
  }

  /** Returns a copy with a body. */
  public ApiRequest withBody(String body) {
    return new ApiRequest(method, path, parameters, contentType, body);
  }

  /** Returns a copy with another media type. */
  public ApiRequest withContentType(String contentType) {
    return new ApiRequest(method, path, parameters, contentType, body);
  }

  /** Returns a parameter; empty if it is not given. */
  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }
}
