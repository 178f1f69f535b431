package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.model.ResourceKind;
import io.discovery.testkit.api.ApiRequest;
import io.discovery.testkit.api.ApiResponse;
import java.time.Duration;

/** Does what {@code do} says, on one plane. */
final class Requests {
  private final TestPlane plane;

  Requests(TestPlane plane) {
    this.plane = plane;
  }

  /** Returns the answer in the form of {@code then}. */
  ObjectNode answer(JsonNode asked) {
    if (asked.path("verb").asText().equals("settle")) {
      plane.loop.advance(Duration.ofSeconds(asked.path("seconds").asInt(10)));
      return VectorFolder.JSON.createObjectNode();
    }
    if (asked.has("repeat")) {
      return new Repetition(this, asked).answer();
    }
    ApiResponse response = plane.send(withOptions(request(asked), asked));
    JsonNode body = TestPlane.tree(response.body());
    if (response.ok() && asked.path("verb").asText().equals("delete")) {
      return VectorFolder.JSON.createObjectNode().put("code", response.code());
    }
    return Answers.of(response.code(), body);
  }

  private ApiRequest request(JsonNode asked) {
    String[] path = asked.path("resource").asText().split("/", 2);
    ResourceKind kind = TestPlane.kind(path[0]);
    String namespace = asked.path("namespace").asText("");
    String name = asked.path("name").asText("");
    String subresource = path.length > 1 ? path[1] : asked.path("subresource").asText("");
    ApiRequest request = request(asked, kind, namespace, name, subresource);
    return subresource.isEmpty() ? request : request.subresource(subresource);
  }

  private ApiRequest request(
      JsonNode asked, ResourceKind kind, String namespace, String name, String subresource) {
    return switch (asked.path("verb").asText()) {
      case "create" -> ApiRequest.create(kind, namespace, text(asked.path("body")));
      case "update" -> {
        JsonNode body = asked.path("body");
        if (asked.has("change")) {
          ApiRequest get = ApiRequest.get(kind, namespace, name);
          get = subresource.isEmpty() ? get : get.subresource(subresource);
          body = JsonMerge.apply(TestPlane.tree(plane.send(get).body()), asked.get("change"));
        }
        yield ApiRequest.update(kind, namespace, name, text(body));
      }
      case "patch" -> {
        JsonNode patch = asked.has("patch") ? asked.get("patch") : asked.path("body");
        String type = patchType(asked.path("patchType").asText("merge"));
        yield ApiRequest.patch(kind, namespace, name, type, text(patch));
      }
      case "delete" -> {
        ApiRequest delete = ApiRequest.delete(kind, namespace, name);
        yield asked.has("body") ? delete.withBody(text(asked.get("body"))) : delete;
      }
      case "get" -> ApiRequest.get(kind, namespace, name);
      case "list" -> ApiRequest.list(kind, namespace);
      default -> throw new IllegalArgumentException("verb " + asked.path("verb") + ": not known");
    };
  }

  private static String patchType(String name) {
    return switch (name) {
      case "strategic" -> ApiRequest.STRATEGIC_PATCH;
      case "json" -> ApiRequest.JSON_PATCH;
      default -> ApiRequest.MERGE_PATCH;
    };
  }

  /** A body that is a text is sent as it is. */
  private static String text(JsonNode body) {
    return body.isTextual() ? body.asText() : body.toString();
  }

  private static ApiRequest withOptions(ApiRequest request, JsonNode asked) {
    ApiRequest with = request;
    if (asked.path("dryRun").asBoolean()) {
      with = with.with("dryRun", "All");
    }
    for (String option : new String[] {"fieldValidation", "labelSelector", "fieldSelector"}) {
      if (asked.has(option)) {
        with = with.with(option, asked.get(option).asText());
      }
    }
    return with;
  }
}
