package io.discovery.testkit.api;

import io.discovery.core.DeleteOptions;
import io.discovery.manifest.Json;
import io.discovery.manifest.ManifestException;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletions, of one object or of a collection. */
final class Deletes {
  /** Kinds whose objects are the answer to their deletion (ReturnDeletedObject). */
  private static final Set<ResourceKind> ANSWERED_WITH_OBJECT =
      Set.of(ResourceKind.POD, ResourceKind.SERVICE, ResourceKind.NAMESPACE);

  private final Resources resources;
  private final ApiRequest request;

  Deletes(Resources resources, ApiRequest request) {
    this.resources = resources;
    this.request = request;
  }

  /** Deletes one object; returns it as it is then, or a Status if nothing is left of it. */
  Map<String, @Nullable Object> delete(Route route) {
    DeleteOptions options = options();
    KubernetesObject before = resources.get(route);
    KubernetesObject after = resources.plane.delete(route.kind(), route.key(), options);
    if (after != null) {
      return resources.tree(after);
    }
    return ANSWERED_WITH_OBJECT.contains(route.kind())
        ? resources.tree(before)
        : Statuses.success(route, before.metadata().uid());
  }

  /** Deletes what the selectors match; returns the list of it. */
  Map<String, @Nullable Object> deleteAll(Route route) {
    Reads reads = new Reads(resources, request);
    List<KubernetesObject> selected = reads.selected(route);
    DeleteOptions options = options();
    for (KubernetesObject object : selected) {
      resources.plane.delete(route.kind(), object.namespacedName(), options);
    }
    return reads.list(route.kind(), selected);
  }

  private DeleteOptions options() {
    Map<String, @Nullable Object> given = request.body().isBlank() ? parameters() : body();
    List<Status.Cause> causes = new ArrayList<>();
    Object orphan = field(given, "orphanDependents", Boolean.class);
    String policy = (String) field(given, "propagationPolicy", String.class);
    if (policy != null && orphan != null) {
      causes.add(
          new Status.Cause(
              "FieldValueInvalid",
              "propagationPolicy",
              "Invalid value: "
                  + Syntax.quoted(policy)
                  + ": orphanDependents and deletionPropagation cannot be both set"));
    }
    Status.Cause wrong = DeleteOptions.problem(policy);
    if (wrong != null) {
      causes.add(wrong);
    }
    List<String> dryRun = texts(given, "dryRun");
    Options.checkDryRun(dryRun, causes);
    Options.refuseIfAny("DeleteOptions", causes);
    if (orphan != null) {
      policy = Boolean.TRUE.equals(orphan) ? "Orphan" : "Background";
    }
    Object preconditions = field(given, "preconditions", Map.class);
    Map<String, @Nullable Object> wanted =
        preconditions == null ? Map.of() : Trees.map(preconditions);
    return new DeleteOptions(
        (Long) field(given, "gracePeriodSeconds", Long.class),
        (String) field(wanted, "uid", String.class),
        (String) field(wanted, "resourceVersion", String.class),
        policy,
        !dryRun.isEmpty());
  }

  private Map<String, @Nullable Object> body() {
    Object body;
    try {
      body = Json.parse(request.body());
    } catch (ManifestException e) {
      throw Statuses.badRequest(e);
    }
    if (!Trees.isMap(body)) {
      throw Statuses.badRequest("not an object (expected: DeleteOptions)");
    }
    Map<String, @Nullable Object> fields = Trees.map(body);
    if (!Objects.toString(fields.get("kind"), "DeleteOptions").equals("DeleteOptions")) {
      throw Statuses.badRequest("decoded object cannot be converted to DeleteOptions");
    }
    return fields;
  }

  private Map<String, @Nullable Object> parameters() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    request
        .parameters()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    switch (name) {
                      case "dryRun" -> List.of(value);
                      case "gracePeriodSeconds" -> seconds(value);
                      case "orphanDependents" -> !value.equals("false") && !value.equals("0");
                      default -> value;
                    }));
    fields.remove("preconditions");
    return fields;
  }

  private static Long seconds(String value) {
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw Statuses.badRequest(
          "strconv.ParseInt: parsing " + Syntax.quoted(value) + ": invalid syntax");
    }
  }

  private static List<String> texts(Map<String, @Nullable Object> given, String name) {
    Object values = field(given, name, List.class);
    List<String> texts = new ArrayList<>();
    if (values != null) {
      for (Object value : Trees.list(values)) {
        texts.add((String) Objects.requireNonNullElse(typed(value, name, String.class), ""));
      }
    }
    return texts;
  }

  private static @Nullable Object field(
      Map<String, @Nullable Object> given, String name, Class<?> type) {
    return typed(given.get(name), name, type);
  }

  private static @Nullable Object typed(@Nullable Object value, String name, Class<?> type) {
    if (value != null && !type.isInstance(value)) {
      throw Statuses.badRequest(
          "json: cannot unmarshal "
              + KeyedList.goType(value)
              + " into Go struct field DeleteOptions."
              + name);
    }
    return value;
  }
}
