package io.discovery.testkit.api;

import io.discovery.manifest.Decoded;
import io.discovery.manifest.Json;
import io.discovery.manifest.ManifestException;
import io.discovery.model.KubernetesObject;
import io.discovery.model.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a patch makes of an object. */
final class Patches {
  private static final int MOST_OPERATIONS = 10_000;
  private static final List<String> TYPES =
      List.of(ApiRequest.JSON_PATCH, ApiRequest.MERGE_PATCH, ApiRequest.STRATEGIC_PATCH);

  private final Resources resources;
  private final ApiRequest request;
  private final Bodies bodies;
  private @Nullable Object patched;

  Patches(Resources resources, ApiRequest request, Bodies bodies) {
    this.resources = resources;
    this.request = request;
    this.bodies = bodies;
  }

  /** Refuses what is no patch. */
  void checkType() {
    if (!TYPES.contains(Bodies.mediaType(request.contentType()))) {
      throw Statuses.unsupportedMediaType(
          String.join(", ", TYPES) + ", application/apply-patch+yaml");
    }
  }

  /** Returns the object as it is to be. */
  KubernetesObject apply(Route route, KubernetesObject current, FieldValidation validation) {
    Object patch = patch();
    patched = patched(route, resources.tree(current), patch);
    String text = strategic() ? Trees.goText(patch) : Json.write(patched);
    if (!Trees.isMap(patched)
        || !isStill(current.kind().name(), Trees.map(patched).get("kind"))
        || !isStill(current.kind().apiVersion(), Trees.map(patched).get("apiVersion"))) {
      throw Statuses.badPatch(text, "it is no " + current.kind().name() + " any more");
    }
    try {
      Decoded decoded =
          strategic()
              ? GoConversion.decode(resources.codec, route.kind(), Trees.map(patched))
              : resources.codec.decode(route.kind(), Trees.map(patched));
      report(route, text, decoded, validation);
      return Bodies.within(route, decoded.object());
    } catch (IllegalArgumentException e) {
      throw Statuses.badPatch(text, String.valueOf(e.getMessage()));
    }
  }

  /** Returns what the patch that was applied made. */
  @Nullable Object patched() {
    return patched;
  }

  /** Returns whether a patch has left what says the kind; a strategic one cannot change it. */
  private boolean isStill(String expected, @Nullable Object found) {
    return found == null || found.equals("") || found.equals(expected) || strategic();
  }

  private boolean strategic() {
    return Bodies.mediaType(request.contentType()).equals(ApiRequest.STRATEGIC_PATCH);
  }

  private @Nullable Object patch() {
    try {
      return Json.parse(request.body());
    } catch (ManifestException e) {
      throw undecodable(e.getMessage());
    }
  }

  private static StatusException undecodable(@Nullable String why) {
    return Statuses.badRequest("error decoding patch: " + why);
  }

  private @Nullable Object patched(
      Route route, Map<String, @Nullable Object> before, @Nullable Object patch) {
    String type = Bodies.mediaType(request.contentType());
    if (type.equals(ApiRequest.JSON_PATCH)) {
      return patched(before, patch);
    }
    if (!Trees.isMap(patch)) {
      throw undecodable("not an object");
    }
    return type.equals(ApiRequest.MERGE_PATCH)
        ? MergePatch.apply(before, patch)
        : StrategicPatch.apply(route.kind(), before, Trees.map(patch));
  }

  private static @Nullable Object patched(
      Map<String, @Nullable Object> before, @Nullable Object patch) {
    if (!(patch instanceof List<?> operations)
        || !operations.stream().allMatch(each -> each == null || Trees.isMap(each))) {
      throw undecodable("not a list of operations");
    }
    if (operations.size() > MOST_OPERATIONS) {
      throw Statuses.tooLarge(
          "The allowed maximum operations in a JSON patch is %d, got %d"
              .formatted(MOST_OPERATIONS, operations.size()));
    }
    try {
      return JsonPatch.apply(before, operations);
    } catch (IllegalArgumentException e) {
      throw Statuses.unprocessable();
    }
  }

  private void report(Route route, String text, Decoded decoded, FieldValidation validation) {
    List<String> lax = new ArrayList<>(Json.repeated(request.body()));
    lax.addAll(decoded.lax());
    List<String> strict = bodies.strict(route.kind(), lax);
    if (!strict.isEmpty() && validation == FieldValidation.STRICT) {
      throw Statuses.badPatch(text, "strict decoding error: " + String.join(", ", strict));
    }
    bodies.warn(strict, validation);
  }
}
