package io.discovery.core.admission;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Syntax;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules of metadata that all resources share. */
final class MetaRules {
  private static final int ANNOTATIONS_BYTES = 256 * 1024;
  private static final Set<String> STANDARD_FINALIZERS =
      Set.of("kubernetes", "orphan", "foregroundDeletion");

  private final Function<String, List<String>> nameRule;
  private final boolean namespaced;

  MetaRules(Function<String, List<String>> nameRule, boolean namespaced) {
    this.nameRule = nameRule;
    this.namespaced = namespaced;
  }

  /** Checks a new object, or a new state of one; names are not checked again. */
  void check(@Nullable KubernetesObject before, KubernetesObject object, Problems problems) {
    if (before == null) {
      check(object.metadata(), problems);
    } else {
      checkUpdate(before.metadata(), object.metadata(), problems);
    }
  }

  void check(ObjectMeta metadata, Problems problems) {
    String prefix = Values.text(metadata.generateName());
    if (prefix != null) {
      problems.invalid("metadata.generateName", prefix, nameRule.apply(asName(prefix)));
    }
    if (metadata.name().isEmpty()) {
      problems.required("metadata.name", "name or generateName is required");
    } else {
      problems.invalid("metadata.name", metadata.name(), nameRule.apply(metadata.name()));
    }
    checkNamespace(metadata.namespace(), problems);
    checkCommon(metadata, problems);
  }

  /** A prefix may end in a dash, which a name may not. */
  private static String asName(String prefix) {
    return prefix.length() > 1 && prefix.endsWith("-")
        ? prefix.substring(0, prefix.length() - 2) + "a"
        : prefix;
  }

  private void checkNamespace(String namespace, Problems problems) {
    if (!namespaced) {
      if (!namespace.isEmpty()) {
        problems.forbidden("metadata.namespace", "not allowed on this type");
      }
    } else if (namespace.isEmpty()) {
      problems.required("metadata.namespace", "");
    } else {
      problems.invalid("metadata.namespace", namespace, Syntax.dns1123Label(namespace));
    }
  }

  /** Checks a new state: what identifies the object stays, and names are not checked again. */
  static void checkUpdate(ObjectMeta before, ObjectMeta after, Problems problems) {
    checkSame("metadata.name", before.name(), after.name(), problems);
    checkSame("metadata.namespace", before.namespace(), after.namespace(), problems);
    checkCommon(after, problems);
  }

  private static void checkSame(String field, String before, String after, Problems problems) {
    if (!before.equals(after)) {
      problems.invalid(field, after, "field is immutable");
    }
  }

  private static void checkCommon(ObjectMeta metadata, Problems problems) {
    labels("metadata.labels", metadata.labels(), problems);
    annotations(metadata.annotations(), problems);
    List<String> finalizers = metadata.finalizers();
    for (int i = 0; i < finalizers.size(); i++) {
      finalizer("metadata.finalizers[" + i + "]", finalizers.get(i), problems);
    }
  }

  static void labels(String field, Map<String, String> labels, Problems problems) {
    labels.forEach(
        (key, value) -> {
          problems.invalid(field, key, Syntax.qualifiedName(key));
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

  private static void finalizer(String field, String finalizer, Problems problems) {
    List<String> wrong = Syntax.qualifiedName(finalizer);
    problems.invalid(field, finalizer, wrong);
    if (wrong.isEmpty() && !finalizer.contains("/") && !STANDARD_FINALIZERS.contains(finalizer)) {
      problems.invalid(
          field, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
    }
  }
}
