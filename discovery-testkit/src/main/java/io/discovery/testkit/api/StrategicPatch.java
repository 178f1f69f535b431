package io.discovery.testkit.api;

import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Patches in which lists are merged by key, and directives say more (StrategicMergeMapPatch). */
final class StrategicPatch {
  private static final String DIRECTIVE = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";

  private final ResourceKind kind;

  private StrategicPatch(ResourceKind kind) {
    this.kind = kind;
  }

  /**
   * Returns what a patch makes of an object.
   *
   * @throws StatusException if it makes no sense
   */
  static Map<String, @Nullable Object> apply(
      ResourceKind kind,
      Map<String, @Nullable Object> object,
      Map<String, @Nullable Object> patch) {
    return new StrategicPatch(kind).merge("", object, patch);
  }

  private Map<String, @Nullable Object> merge(
      String path, Map<String, @Nullable Object> original, Map<String, @Nullable Object> patch) {
    if (patch.containsKey(DIRECTIVE)) {
      return directed(patch);
    }
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(original);
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(patch);
    if (rest.containsKey(RETAIN)) {
      retain(merged, rest, rest.remove(RETAIN));
    }
    for (String key : List.copyOf(rest.keySet())) {
      if (key.startsWith(ORDER)) {
        order(path, key.substring(ORDER.length()), merged, rest, rest.remove(key));
      }
    }
    rest.forEach((key, value) -> mergeField(path, key, merged, value));
    return merged;
  }

  private static Map<String, @Nullable Object> directed(Map<String, @Nullable Object> patch) {
    Object directive = patch.get(DIRECTIVE);
    if ("replace".equals(directive)) {
      Map<String, @Nullable Object> replaced = new LinkedHashMap<>(patch);
      replaced.remove(DIRECTIVE);
      return replaced;
    }
    if ("delete".equals(directive)) {
      return new LinkedHashMap<>();
    }
    throw unknown(directive, patch);
  }

  private static void retain(
      Map<String, @Nullable Object> merged,
      Map<String, @Nullable Object> patch,
      @Nullable Object retained) {
    if (!(retained instanceof List<?> keys)) {
      throw badRetain();
    }
    patch.forEach(
        (key, value) -> {
          boolean counts =
              value != null && !key.startsWith(DELETE_VALUES) && !key.startsWith(ORDER);
          if (counts && !keys.contains(key)) {
            throw badRetain();
          }
        });
    merged.keySet().removeIf(key -> !keys.contains(key));
  }

  private static StatusException badRetain() {
    return Statuses.badRequest("invalid patch format of retainKeys");
  }

  private void mergeField(
      String path, String key, Map<String, @Nullable Object> merged, @Nullable Object value) {
    boolean deletes = key.startsWith(DELETE_VALUES);
    String field = deletes ? key.substring(DELETE_VALUES.length()) : key;
    Object original = merged.get(field);
    if (value == null) {
      merged.remove(field);
    } else if (original instanceof List && value instanceof List) {
      List<@Nullable Object> items = Trees.list(value);
      merged.put(
          field,
          deletes
              ? without(Trees.list(original), items)
              : mergeList(child(path, field), Trees.list(original), items));
    } else if (deletes) {
      return;
    } else if (Trees.isMap(original) && Trees.isMap(value)) {
      merged.put(field, merge(child(path, field), Trees.map(original), Trees.map(value)));
    } else if (Trees.isMap(value) && Trees.map(value).containsKey(DIRECTIVE)) {
      merged.remove(field);
    } else {
      merged.put(field, withoutDirectives(Trees.withoutNulls(value)));
    }
  }

  private static String child(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private static List<@Nullable Object> without(
      List<@Nullable Object> items, List<@Nullable Object> deleted) {
    List<@Nullable Object> kept = new ArrayList<>(items);
    kept.removeIf(new HashSet<>(deleted)::contains);
    return kept;
  }

  private static @Nullable Object withoutDirectives(@Nullable Object value) {
    if (Trees.isMap(value)) {
      Map<String, @Nullable Object> kept = new LinkedHashMap<>();
      Trees.map(value)
          .forEach(
              (key, each) -> {
                if (!isDirective(each)) {
                  kept.put(key, withoutDirectives(each));
                }
              });
      return kept;
    }
    if (value instanceof List) {
      List<@Nullable Object> kept = new ArrayList<>();
      for (Object each : Trees.list(value)) {
        if (!isDirective(each)) {
          kept.add(withoutDirectives(each));
        }
      }
      return kept;
    }
    return value;
  }

  private static boolean isDirective(@Nullable Object value) {
    return Trees.isMap(value) && Trees.map(value).containsKey(DIRECTIVE);
  }

  private List<@Nullable Object> mergeList(
      String path, List<@Nullable Object> original, List<@Nullable Object> patch) {
    String mergeKey = MergeKeys.of(kind, path);
    if (mergeKey == null) {
      return patch;
    }
    if (original.isEmpty() && patch.isEmpty()) {
      return original;
    }
    return new KeyedList(mergeKey)
        .merge(original, patch, (old, item) -> merge(path, Trees.map(old), Trees.map(item)));
  }

  /** Merges a list and puts it into the order that a directive asks for. */
  private void order(
      String path,
      String field,
      Map<String, @Nullable Object> merged,
      Map<String, @Nullable Object> patch,
      @Nullable Object order) {
    if (!(order instanceof List)) {
      throw failed("expected a []interface {}, but received a " + KeyedList.goType(order));
    }
    Object before = merged.get(field);
    Object items = patch.remove(field);
    List<@Nullable Object> original = before instanceof List ? Trees.list(before) : List.of();
    List<@Nullable Object> given = items instanceof List ? Trees.list(items) : List.of();
    if (before == null && items == null) {
      return;
    }
    KeyedList keyed =
        new KeyedList(Objects.requireNonNullElse(MergeKeys.of(kind, child(path, field)), ""));
    keyed.checkOrder(given, Trees.list(order));
    List<@Nullable Object> all =
        items == null
            ? original
            : before == null
                ? Trees.list(Objects.requireNonNull(withoutDirectives(given)))
                : mergeList(child(path, field), original, given);
    merged.put(field, keyed.ordered(all, Trees.list(order), original));
  }

  /** Answers what is no Status of its own in Kubernetes: 500 without a reason. */
  static StatusException failed(String message) {
    return new StatusException(new Status(500, "", message, List.of()));
  }

  static StatusException unknown(@Nullable Object directive, Map<String, @Nullable Object> patch) {
    return failed(
        "unknown patch type: " + Trees.goText(directive) + " in map: " + Trees.goText(patch));
  }
}
