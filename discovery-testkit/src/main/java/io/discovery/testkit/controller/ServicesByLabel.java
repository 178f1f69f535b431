package io.discovery.testkit.controller;

import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The Services that select a Pod: each is listed under the rarest label of its selector. */
final class ServicesByLabel {
  private final Map<Label, Map<NamespacedName, Map<String, String>>> selectors = new HashMap<>();
  private final Map<NamespacedName, Label> listed = new HashMap<>();

  void set(Service service, boolean present) {
    NamespacedName name = service.namespacedName();
    Label old = listed.remove(name);
    if (old != null) {
      under(old).remove(name);
    }
    Map<String, String> selector = service.spec().selector();
    if (present && !selector.isEmpty()) {
      Label rarest = null;
      for (Map.Entry<String, String> entry : selector.entrySet()) {
        Label label = new Label(name.namespace(), entry.getKey(), entry.getValue());
        if (rarest == null || under(label).size() < under(rarest).size()) {
          rarest = label;
        }
      }
      Label chosen = Objects.requireNonNull(rarest);
      listed.put(name, chosen);
      selectors.computeIfAbsent(chosen, absent -> new TreeMap<>()).put(name, selector);
    }
  }

  private Map<NamespacedName, Map<String, String>> under(Label label) {
    return selectors.getOrDefault(label, new TreeMap<>());
  }

  /** Returns the Services of a Pod, by name. */
  Set<NamespacedName> of(Pod pod) {
    Map<String, String> labels = pod.metadata().labels();
    Set<NamespacedName> found = new TreeSet<>();
    labels.forEach(
        (key, value) ->
            under(new Label(pod.metadata().namespace(), key, value))
                .forEach(
                    (name, selector) -> {
                      if (labels.entrySet().containsAll(selector.entrySet())) {
                        found.add(name);
                      }
                    }));
    return found;
  }

  private record Label(String namespace, String key, String value) {}
}
