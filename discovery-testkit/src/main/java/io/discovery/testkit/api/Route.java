package io.discovery.testkit.api;

import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a path leads to.
 *
 * @param kind kind of the objects
 * @param namespace empty for all namespaces, or for a kind that has none
 * @param name empty for all objects
 * @param subresource such as {@code status}; empty for the object itself
 */
record Route(ResourceKind kind, String namespace, String name, String subresource) {

  /** Returns the route of a path; null if it leads nowhere. */
  static @Nullable Route of(String path, Resources resources) {
    List<String> parts = Arrays.asList(path.split("/", -1));
    int first = parts.size() > 1 && parts.get(1).equals("apis") ? 4 : 3;
    String root = first == 4 ? "apis" : "api";
    if (parts.size() <= first || !parts.get(0).isEmpty() || !parts.get(1).equals(root)) {
      return null;
    }
    String group = first == 4 ? parts.get(2) : "";
    String version = parts.get(first - 1);
    List<String> rest = parts.subList(first, parts.size());
    if (rest.stream().anyMatch(String::isEmpty)) {
      return null;
    }
    String namespace = "";
    if (rest.get(0).equals("namespaces") && rest.size() > 2 && !isOfNamespace(rest)) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    ResourceKind kind = resources.find(group, version, rest.get(0));
    if (kind == null || rest.size() > 3 || (!kind.namespaced() && !namespace.isEmpty())) {
      return null;
    }
    String name = rest.size() > 1 ? rest.get(1) : "";
    boolean complete = !kind.namespaced() || !namespace.isEmpty() || name.isEmpty();
    return complete ? new Route(kind, namespace, name, rest.size() > 2 ? rest.get(2) : "") : null;
  }

  private static boolean isOfNamespace(List<String> rest) {
    return rest.size() == 3 && (rest.get(2).equals("status") || rest.get(2).equals("finalize"));
  }

  NamespacedName key() {
    return new NamespacedName(namespace, name);
  }
}
