package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.Syntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Metadata of all kinds (ValidateObjectMeta, ValidateObjectMetaUpdate in apimachinery). */
final class MetaRules {
  private static final int ANNOTATIONS_BYTES = 256 * 1024;
  private static final String FINALIZERS = "metadata.finalizers";
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("kubernetes", "orphan", "foregroundDeletion");

  private final Function<String, List<String>> nameRule;
  private final boolean namespaced;

  MetaRules(Function<String, List<String>> nameRule, boolean namespaced) {
    this.nameRule = nameRule;
    this.namespaced = namespaced;
  }

  /** Checks a new object, or a new state of one, whose name is not checked again. */
  void check(@Nullable KubernetesObject before, KubernetesObject object, Problems problems) {
    ObjectMeta metadata = object.metadata();
    if (before == null) {
      checkNames(metadata, problems);
    } else {
      checkPrefix(metadata, MetaRules::pathSegment, problems);
    }
    checkNamespace(metadata.namespace(), problems);
    // A generation that the strategy of the kind overwrites first is never a wrong one.
    boolean overwritten =
        before != null || object instanceof Pod || object instanceof EndpointSlice;
    if (!overwritten) {
      problems.notNegative("metadata.generation", metadata.generation());
    }
    checkCommon(metadata, problems);
    if (before != null) {
      checkKept(before.metadata(), metadata, problems);
    }
    List<String> finalizers = metadata.finalizers();
    for (int i = 0; i < finalizers.size(); i++) {
      String finalizer = finalizers.get(i);
      if (!finalizer.contains("/") && !STANDARD_FINALIZERS.contains(finalizer)) {
        problems.invalid(
            FINALIZERS + "[" + i + "]",
            finalizer,
            "name is neither a standard finalizer name nor is it fully qualified");
      }
    }
  }

  /** Checks what names an object; some kinds look at it in updates as well. */
  void checkNames(ObjectMeta metadata, Problems problems) {
    checkPrefix(metadata, nameRule, problems);
    if (metadata.name().isEmpty()) {
      problems.required("metadata.name", "name or generateName is required");
    } else {
      problems.invalid("metadata.name", metadata.name(), nameRule.apply(metadata.name()));
    }
  }

  private static void checkPrefix(
      ObjectMeta metadata, Function<String, List<String>> rule, Problems problems) {
    String prefix = Values.text(metadata.generateName());
    if (prefix != null) {
      problems.invalid("metadata.generateName", prefix, rule.apply(asName(prefix)));
    }
  }

  /** A prefix may end in a dash, which a name may not. */
  private static String asName(String prefix) {
    return prefix.length() > 1 && prefix.endsWith("-")
        ? prefix.substring(0, prefix.length() - 2) + "a"
        : prefix;
  }

  static List<String> pathSegment(String text) {
    List<String> wrong = new ArrayList<>(0);
    for (String illegal : List.of("/", "%")) {
      if (text.contains(illegal)) {
        wrong.add("may not contain '" + illegal + "'");
      }
    }
    return wrong;
  }

  private void checkNamespace(String namespace, Problems problems) {
    if (!namespaced) {
      if (!namespace.isEmpty()) {
        problems.forbidden("metadata.namespace", "not allowed on this type");
      }
    } else if (namespace.isEmpty()) {
      problems.required("metadata.namespace", "");
    } else {
      problems.label("metadata.namespace", namespace);
    }
  }

  private static void checkCommon(ObjectMeta metadata, Problems problems) {
    labels("metadata.labels", metadata.labels(), problems);
    if (!metadata.annotations().isEmpty()) {
      annotations(metadata.annotations(), problems);
    }
    OwnerRules.check(metadata.ownerReferences(), problems);
    List<String> finalizers = metadata.finalizers();
    for (String finalizer : finalizers) {
      problems.qualified(FINALIZERS, finalizer);
    }
    if (finalizers.contains("orphan") && finalizers.contains("foregroundDeletion")) {
      problems.invalid(
          FINALIZERS, finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
    }
  }

  /** Checks what a new state must not change. */
  private static void checkKept(ObjectMeta before, ObjectMeta after, Problems problems) {
    if (before.terminating()) {
      checkFinalizers(before.finalizers(), after.finalizers(), problems);
    }
    problems.kept("metadata.name", before.name(), after.name());
    problems.kept("metadata.namespace", before.namespace(), after.namespace());
    if (!before.terminating()) {
      problems.kept("metadata.deletionTimestamp", null, after.deletionTimestamp());
    }
    if (after.deletionGracePeriodSeconds() != null) {
      problems.kept(
          "metadata.deletionGracePeriodSeconds",
          before.deletionGracePeriodSeconds(),
          after.deletionGracePeriodSeconds());
    }
  }

  private static void checkFinalizers(List<String> before, List<String> after, Problems problems) {
    Set<String> added = new TreeSet<>(after);
    before.forEach(added::remove);
    if (!added.isEmpty()) {
      problems.forbidden(
          FINALIZERS,
          "no new finalizers can be added if the object is being deleted, found new finalizers"
              + added.stream()
                  .map(Syntax::quoted)
                  .collect(Collectors.joining(", ", " []string{", "}")));
    }
  }

  static void labels(String field, Map<String, String> labels, Problems problems) {
    labels.forEach(
        (key, value) -> {
          problems.qualified(field, key);
          problems.invalid(field, value, Syntax.labelValue(value));
        });
  }

  private static void annotations(Map<String, String> annotations, Problems problems) {
    long bytes = 0;
    for (Map.Entry<String, String> entry : annotations.entrySet()) {
      String key = entry.getKey();
      problems.invalid(
          "metadata.annotations", key, Syntax.qualifiedName(key.toLowerCase(Locale.ROOT)));
      bytes += key.getBytes(StandardCharsets.UTF_8).length;
      bytes += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > ANNOTATIONS_BYTES) {
      problems.tooLong("metadata.annotations", ANNOTATIONS_BYTES);
    }
  }
}
