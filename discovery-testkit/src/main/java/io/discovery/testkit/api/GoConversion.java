package io.discovery.testkit.api;

import io.discovery.manifest.Codec;
import io.discovery.manifest.Decoded;
import io.discovery.manifest.ManifestException;
import io.discovery.manifest.Problem;
import io.discovery.model.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a strategic patch has made as Go's converter does, which is more lenient with numbers
 * than a decoder and has words of its own (apimachinery runtime fromUnstructured).
 */
final class GoConversion {
  private static final Pattern STEP = Pattern.compile("\\[([^\\]]*)\\]|[^.\\[]+");
  private static final Set<String> INT_OR_STRING =
      Set.of("targetPort", "maxUnavailable", "maxSurge");
  private static final Set<String> MAPS =
      Set.of("labels", "annotations", "selector", "deprecatedTopology", "matchLabels");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("protocol", "v1.Protocol"),
          Map.entry("addressType", "v1.AddressType"),
          Map.entry("ipFamilies", "v1.IPFamily"),
          Map.entry("ipFamilyPolicy", "v1.IPFamilyPolicy"),
          Map.entry("sessionAffinity", "v1.ServiceAffinity"),
          Map.entry("internalTrafficPolicy", "v1.ServiceInternalTrafficPolicy"),
          Map.entry("externalTrafficPolicy", "v1.ServiceExternalTrafficPolicy"),
          Map.entry("ipMode", "v1.LoadBalancerIPMode"),
          Map.entry("restartPolicy", "v1.RestartPolicy"),
          Map.entry("uid", "types.UID"));

  private final ResourceKind kind;
  private final Map<String, @Nullable Object> tree;

  private GoConversion(ResourceKind kind, Map<String, @Nullable Object> tree) {
    this.kind = kind;
    this.tree = tree;
  }

  /**
   * Returns the object that a tree says.
   *
   * @throws IllegalArgumentException if a value cannot be converted, in Go's words
   */
  static Decoded decode(Codec codec, ResourceKind kind, Map<String, @Nullable Object> patched) {
    try {
      return codec.decode(kind, patched);
    } catch (ManifestException e) {
      GoConversion conversion =
          new GoConversion(kind, Trees.map(Objects.requireNonNull(Trees.copy(patched))));
      for (Problem problem : e.problems()) {
        conversion.mend(problem);
      }
      return codec.decode(kind, conversion.tree);
    }
  }

  /** Puts a number into the place of one that Go takes for another; refuses all else. */
  private void mend(Problem problem) {
    Object in = null;
    Object value = tree;
    String name = "";
    String key = "";
    Matcher step = STEP.matcher(problem.field());
    while (step.find()) {
      in = value;
      key = step.group(1) == null ? step.group() : step.group(1);
      name = step.group(1) == null || Trees.isMap(in) ? key : name;
      value = Trees.isMap(in) ? Trees.map(in).get(key) : item(in, key);
    }
    if (in == null || value == null) {
      return;
    }
    String type = type(problem, name);
    String failure = failure(type, value);
    if (failure != null) {
      throw new IllegalArgumentException(failure);
    }
    long number = value instanceof Double real ? real.longValue() : ((Number) value).longValue();
    // A conversion to 32 bits drops the upper ones.
    Object taken = type.equals("int32") ? number << 32 >> 32 : number;
    if (Trees.isMap(in)) {
      Trees.map(in).put(key, taken);
    } else {
      Trees.list(in).set(Integer.parseInt(key), taken);
    }
  }

  private static @Nullable Object item(@Nullable Object list, String index) {
    return list instanceof List ? Trees.list(list).get(Integer.parseInt(index)) : null;
  }

  /** Returns what Go calls the type of a field. */
  private String type(Problem problem, String name) {
    String what = problem.message();
    if (INT_OR_STRING.contains(name)) {
      return "intstr";
    }
    if (what.startsWith("not a list")) {
      return "slice";
    }
    if (what.startsWith("not a mapping")) {
      return MAPS.contains(name) ? "map" : "struct";
    }
    if (what.startsWith("not a boolean")) {
      return "bool";
    }
    if (!what.startsWith("not text")) {
      return name.endsWith("eneration") || name.endsWith("PeriodSeconds") ? "int64" : "int32";
    }
    return kind.equals(ResourceKind.SERVICE) && problem.field().equals("spec.type")
        ? "v1.ServiceType"
        : TYPES.getOrDefault(name, "string");
  }

  /** Returns why a value is not converted; null if it is an integer for an integer. */
  private static @Nullable String failure(String type, Object value) {
    String from = kindOf(value);
    return switch (type) {
      case "slice", "map" -> "cannot restore " + type + " from " + from;
      case "struct" -> "cannot restore struct from: " + from;
      case "intstr" -> "json: cannot unmarshal " + json(value) + " into Go value of type int32";
      case "int32", "int64" -> notWhole(type, from, value);
      case "bool" -> "unrecognized type: bool";
      default ->
          from.equals("int64") ? "cannot convert int64 to " + type : "unrecognized type: string";
    };
  }

  private static @Nullable String notWhole(String type, String from, Object value) {
    if (!(value instanceof Number number)) {
      return "unrecognized type: " + type;
    }
    boolean whole = number.doubleValue() == Math.rint(number.doubleValue());
    return whole ? null : "cannot convert " + from + " to " + type;
  }

  private static String json(Object value) {
    if (value instanceof Number) {
      return "number " + Trees.goText(value);
    }
    return value instanceof List ? "array" : Trees.isMap(value) ? "object" : "bool";
  }

  private static String kindOf(Object value) {
    if (Trees.isMap(value)) {
      return "map";
    }
    if (value instanceof List) {
      return "slice";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    return value instanceof Long ? "int64" : value instanceof String ? "string" : "float64";
  }
}
