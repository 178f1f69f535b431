package io.discovery.testkit.api;

import io.discovery.manifest.Json;
import io.discovery.model.KubernetesObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request that leads somewhere: finds who answers it, by method and route. */
final class Call {
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
    return route.name().isEmpty() ? ofCollection() : ofObject();
  }

  private ApiResponse ofCollection() {
    boolean within = !route.kind().namespaced() || !route.namespace().isEmpty();
    return switch (request.method()) {
      case "GET" -> answer(200, new Reads(resources, request).list(route));
      case "POST" -> {
        if (!within) {
          throw Statuses.methodNotAllowed();
        }
        yield answer(201, writes().create());
      }
      default -> throw Statuses.methodNotAllowed();
    };
  }

  private ApiResponse ofObject() {
    return switch (route.subresource()) {
      case "", "status" -> ofObjectOrStatus();
      default -> throw Statuses.notFound();
    };
  }

  private ApiResponse ofObjectOrStatus() {
    return switch (request.method()) {
      case "GET" -> answer(200, resources.get(route));
      case "PUT" -> {
        boolean there = resources.find(route) != null;
        yield answer(there ? 200 : 201, writes().update());
      }
      default -> throw Statuses.methodNotAllowed();
    };
  }

  private Writes writes() {
    return new Writes(resources, new Bodies(resources.codec, request, warnings), request, route);
  }

  private ApiResponse answer(int code, KubernetesObject object) {
    return answer(code, resources.tree(object));
  }

  private ApiResponse answer(int code, Map<String, @Nullable Object> tree) {
    return new ApiResponse(code, Json.write(tree), warnings.all());
  }
}
