package io.discovery.testkit.api;

import io.discovery.manifest.Json;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request that leads somewhere: finds who answers it, by method and route. */
final class Call {
  private static final Set<ResourceKind> WITHOUT_STATUS =
      Set.of(ResourceKind.ENDPOINT_SLICE, ResourceKind.ENDPOINTS, ResourceKind.IP_ADDRESS);

  private final Resources resources;
  private final ApiRequest request;
  private final Route route;
  private final Warnings warnings;

  Call(Resources resources, ApiRequest request, Route route, Warnings warnings) {
    this.resources = resources;
    this.request = request;
    this.route = route;
    this.warnings = warnings;
  }

  ApiResponse answer() {
    if (route.kind().equals(ResourceKind.ENDPOINTS)) {
      warnings.add("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
    }
    return route.name().isEmpty() ? ofCollection() : ofObject();
  }

  private ApiResponse ofCollection() {
    boolean within = !route.kind().namespaced() || !route.namespace().isEmpty();
    String method = request.method();
    if (method.equals("GET")) {
      return answer(200, new Reads(resources, request).list(route));
    }
    if (method.equals("POST") && within) {
      return answer(201, changes().create());
    }
    if (method.equals("DELETE") && within && !route.kind().equals(ResourceKind.NAMESPACE)) {
      return answer(200, new Deletes(resources, request).deleteAll(route));
    }
    throw Statuses.methodNotAllowed();
  }

  private ApiResponse ofObject() {
    String subresource = route.subresource();
    if (subresource.equals("scale") && request.method().equals("GET")) {
      return answer(200, Scales.of(resources.get(route)));
    }
    if (subresource.equals("binding") && route.kind().equals(ResourceKind.POD)) {
      if (request.method().equals("POST")) {
        return answer(201, changes().bind());
      }
      throw Statuses.methodNotAllowed();
    }
    if (subresource.isEmpty()
        || (subresource.equals("status") && !WITHOUT_STATUS.contains(route.kind()))) {
      return ofObjectOrStatus();
    }
    throw Statuses.notFound();
  }

  private ApiResponse ofObjectOrStatus() {
    String method = request.method();
    if (method.equals("GET")) {
      return answer(200, resources.get(route));
    }
    if (method.equals("PUT")) {
      Changes.Changed changed = changes().update();
      return answer(changed.code(), changed.object());
    }
    if (method.equals("PATCH")) {
      return answer(200, changes().patch());
    }
    if (method.equals("DELETE") && route.subresource().isEmpty()) {
      return answer(200, new Deletes(resources, request).delete(route));
    }
    throw Statuses.methodNotAllowed();
  }

  private Changes changes() {
    return new Changes(resources, new Bodies(resources.codec, request, warnings), request, route);
  }

  private ApiResponse answer(int code, KubernetesObject object) {
    return answer(code, resources.tree(object));
  }

  private ApiResponse answer(int code, Map<String, @Nullable Object> tree) {
    return new ApiResponse(code, Json.write(tree), warnings.all());
  }
}
