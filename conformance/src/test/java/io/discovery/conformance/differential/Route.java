package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where the objects of a resource are found. */
final class Route {
  private static final Map<String, String> ROOTS =
      Map.of(
          "endpointslices", "/apis/discovery.k8s.io/v1",
          "deployments", "/apis/apps/v1",
          "replicasets", "/apis/apps/v1",
          "statefulsets", "/apis/apps/v1",
          "ipaddresses", "/apis/networking.k8s.io/v1",
          "servicecidrs", "/apis/networking.k8s.io/v1");
  private static final Map<String, String> RESOURCES =
      Map.of(
          "Service", "services",
          "Pod", "pods",
          "Endpoints", "endpoints",
          "EndpointSlice", "endpointslices",
          "Namespace", "namespaces",
          "Node", "nodes",
          "Deployment", "deployments",
          "ReplicaSet", "replicasets",
          "StatefulSet", "statefulsets",
          "ServiceCIDR", "servicecidrs");

  private Route() {}

  /** Returns the path of a collection, or of one object in it if there is a name. */
  static String path(String resource, String namespace, String name) {
    String root = ROOTS.getOrDefault(resource, "/api/v1");
    String in = namespace.isEmpty() ? "" : "/namespaces/" + escaped(namespace);
    return root + in + "/" + resource + (name.isEmpty() ? "" : "/" + escaped(name));
  }

  /** Returns the path that a request of a case asks, parameters included. */
  static String of(JsonNode request) {
    String path =
        path(
            request.path("resource").asText(),
            request.path("namespace").asText(""),
            request.path("name").asText(""));
    if (request.has("subresource")) {
      path += "/" + request.get("subresource").asText();
    }
    StringBuilder query = new StringBuilder();
    for (String name : new String[] {"labelSelector", "fieldSelector", "fieldValidation"}) {
      if (request.has(name)) {
        query.append('&').append(name).append('=').append(escaped(request.get(name).asText()));
      }
    }
    if (request.path("dryRun").asBoolean(false)) {
      query.append("&dryRun=All");
    }
    return query.length() == 0 ? path : path + "?" + query.substring(1);
  }

  /** Returns the resource of a kind of objects. */
  static String resource(String kind) {
    String resource = RESOURCES.get(kind);
    if (resource == null) {
      throw new IllegalArgumentException("kind " + kind + ": no resource is known");
    }
    return resource;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
