package io.discovery.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.manifest.Codec;
import io.discovery.manifest.Json;
import io.discovery.manifest.Kinds;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.testkit.api.ApiRequest;
import io.discovery.testkit.api.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is asked of the API: it answers, in JSON, and a refusal changes nothing. */
class ApiPropertyTest {
  private static final Codec CODEC = Codec.of(Kinds.standard());
  private static final int STEPS = Boolean.getBoolean("discovery.long") ? 500 : 40;
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "", "get");
  private static final List<String> SEGMENTS =
      List.of(
          "api",
          "apis",
          "v1",
          "discovery.k8s.io",
          "namespaces",
          "shop",
          "services",
          "pods",
          "cart",
          "status",
          "binding",
          "scale",
          "",
          "..",
          "%2f",
          "\u0000",
          "endpointslices");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/yaml",
          ApiRequest.MERGE_PATCH,
          "",
          ApiRequest.STRATEGIC_PATCH,
          ApiRequest.JSON_PATCH,
          "text/html; x=y");
  private static final List<String> PARAMETERS =
      List.of(
          "dryRun",
          "fieldValidation",
          "labelSelector",
          "fieldSelector",
          "resourceVersion",
          "limit",
          "continue",
          "watch",
          "gracePeriodSeconds",
          "propagationPolicy",
          "fieldManager",
          "pretty");
  private static final List<String> VALUES =
      List.of(
          "",
          "All",
          "None",
          "Strict",
          "Ignore",
          "true",
          "1",
          "-1",
          "9".repeat(40),
          "a in (b,c)",
          "a=b,!c",
          "a in (",
          "metadata.name=cart",
          "spec.x=y",
          "\\",
          "=",
          ",,",
          "Background");
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "null",
          "true",
          "1e999",
          "-0",
          "0.5",
          "99999999999999999999",
          "\"a\"",
          "\\u0000",
          "\u0000",
          "\ud800",
          "\ufeff",
          " ",
          "\n");

  @Property(tries = 300)
  void every_request_is_answered_in_json_and_a_refusal_changes_nothing(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed);
    for (int i = 0; i < STEPS; i++) {
      String before = shop.plane.resourceVersion();
      ApiRequest request = request(any);
      ApiResponse response = shop.api.handle(request);
      requireSound(request, response);
      if (!response.ok() || request.parameters().getOrDefault("dryRun", "").equals("All")) {
        assertThat(shop.plane.resourceVersion()).as(request.toString()).isEqualTo(before);
      }
    }
    shop.loop.runUntilIdle();
  }

  private static void requireSound(ApiRequest request, ApiResponse response) {
    assertThat(response.code()).as(request.toString()).isBetween(200, 500);
    Object body = Json.parse(response.body());
    assertThat(body).as(response.body()).isInstanceOf(Map.class);
    Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(body);
    assertThat(fields.get("kind")).as(response.body()).isNotNull();
    if (!response.ok()) {
      assertThat(fields.get("kind")).isEqualTo("Status");
      assertThat(fields.get("status")).isEqualTo("Failure");
      assertThat(fields.get("code")).as(response.body()).isEqualTo((long) response.code());
      assertThat(fields.get("message")).as(response.body()).isInstanceOf(String.class);
    }
  }

  private static ApiRequest request(Anything any) {
    ResourceKind kind = any.kind();
    KubernetesObject object = any.object(kind);
    String namespace = kind.namespaced() ? "shop" : "";
    String name = any.oneIn(3) ? object.metadata().name() : Words.nameOf(kind, any.chance);
    ApiRequest request = ApiRequest.get(kind, namespace, any.oneIn(2) ? "" : name);
    String path = request.path();
    path += any.oneIn(5) ? "/" + any.one(SEGMENTS) : "";
    path = any.oneIn(6) ? path(any) : path;
    Map<String, String> parameters = new TreeMap<>();
    for (int i = any.chance.nextInt(3); i > 0; i--) {
      parameters.put(any.one(PARAMETERS), any.one(VALUES));
    }
    String type = any.oneIn(2) ? TYPES.get(0) : any.one(TYPES);
    return new ApiRequest(any.one(METHODS), path, parameters, type, body(any, object));
  }

  private static String path(Anything any) {
    StringBuilder path = new StringBuilder();
    for (int i = any.chance.nextInt(8); i > 0; i--) {
      path.append('/').append(any.one(SEGMENTS));
    }
    return path.toString();
  }

  private static String body(Anything any, KubernetesObject object) {
    String json = CODEC.write(object);
    return switch (any.chance.nextInt(8)) {
      case 0 -> mangled(any, json);
      case 1 -> mangled(any, mangled(any, json));
      case 2 -> mangled(any, "");
      case 3 -> {
        int depth = any.one(List.of(10, 200, 20_000));
        String open = any.one(List.of("[", "{\"spec\":", "{\"metadata\":{\"labels\":"));
        yield any.oneIn(2) ? open.repeat(depth) : open.repeat(depth) + "1" + "}".repeat(depth);
      }
      default -> json;
    };
  }

  /** Cuts out a piece of a text and puts tokens in its place. */
  private static String mangled(Anything any, String json) {
    int from = any.chance.nextInt(json.length() + 1);
    int to = Math.min(json.length(), from + any.chance.nextInt(6));
    StringBuilder mangled = new StringBuilder(json.substring(0, from));
    for (int i = any.chance.nextInt(4); i > 0; i--) {
      mangled.append(any.one(TOKENS));
    }
    return mangled.append(json.substring(to)).toString();
  }
}
