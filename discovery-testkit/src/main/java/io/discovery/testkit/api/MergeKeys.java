package io.discovery.testkit.api;

import io.discovery.model.ResourceKind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How strategic patches merge lists (patchStrategy and patchMergeKey of the API types). */
final class MergeKeys {
  /** Lists of texts are merged by their values. */
  static final String VALUE = "";

  private static final String TEMPLATE = "spec.template.";

  /** Lists of any object. */
  private static final Map<String, String> COMMON =
      Map.of("metadata.ownerReferences", "uid", "metadata.finalizers", VALUE);

  private static final Map<String, String> POD = pod();
  private static final Map<ResourceKind, Map<String, String>> ALL = new TreeMap<>();

  static {
    ALL.put(ResourceKind.POD, POD);
    ALL.put(ResourceKind.SERVICE, Map.of("spec.ports", "port"));
    ALL.put(ResourceKind.NODE, Map.of("spec.podCIDRs", VALUE, "status.addresses", "type"));
  }

  private MergeKeys() {}

  private static Map<String, String> pod() {
    Map<String, String> pod = new TreeMap<>();
    pod.put("status.podIPs", "ip");
    for (String containers : new String[] {"spec.containers", "spec.initContainers"}) {
      pod.put(containers, "name");
      pod.put(containers + ".ports", "containerPort");
      pod.put(containers + ".env", "name");
    }
    return pod;
  }

  /** Returns the key by which a list is merged; null if it is replaced. */
  static @Nullable String of(ResourceKind kind, String path) {
    if (path.startsWith(TEMPLATE)) {
      return of(ResourceKind.POD, path.substring(TEMPLATE.length()));
    }
    if (path.equals("status.conditions")) {
      return "type";
    }
    String common = COMMON.get(path);
    return common != null ? common : ALL.getOrDefault(kind, Map.of()).get(path);
  }
}
