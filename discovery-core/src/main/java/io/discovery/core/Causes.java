package io.discovery.core;

import io.discovery.core.nullness.Nullable;
import io.discovery.core.store.Store;
import io.discovery.model.IntOrString;
import io.discovery.model.NamespacedName;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What a control plane knows of a Service port that has no endpoint; on its loop. */
final class Causes {
  private static final int MAX_OFFERED = 5;

  private Causes() {}

  /** Returns what is wrong in words, or null if nothing is known. */
  static @Nullable String of(Store store, NamespacedName name, String port) {
    Service service = (Service) store.get(ResourceKind.SERVICE, name);
    if (service == null || service.spec().external()) {
      return null;
    }
    Map<String, String> labels = service.spec().selector();
    if (labels.isEmpty()) {
      return "the Service has no selector: its endpoints are added by hand";
    }
    Selector selector = Selector.ofLabels(labels);
    List<Pod> pods = store.pods(name.namespace(), selector);
    if (pods.isEmpty()) {
      return "selector " + selector + " matches no Pod" + nearest(store, name, labels);
    }
    String missing = missingPort(service, port, pods);
    if (missing != null) {
      return missing;
    }
    int addressless = 0;
    for (Pod pod : pods) {
      addressless += pod.status().podIPs().isEmpty() ? 1 : 0;
    }
    return addressless == 0
        ? null
        : addressless + " of " + pods.size() + " Pods have no address yet";
  }

  /** Looks which part of a selector matches most. */
  private static String nearest(Store store, NamespacedName name, Map<String, String> labels) {
    String nearest = "";
    int most = 0;
    for (String left : labels.keySet()) {
      Map<String, String> rest = new TreeMap<>(labels);
      if (labels.size() > 1) {
        rest.remove(left);
      }
      Selector part = Selector.ofLabels(rest);
      int matches = store.pods(name.namespace(), part).size();
      if (matches > most) {
        most = matches;
        nearest = "; " + part + " matches " + matches;
      }
    }
    return nearest;
  }

  private static @Nullable String missingPort(Service service, String name, List<Pod> pods) {
    for (Service.Port port : service.spec().ports()) {
      if (name.equals(Objects.requireNonNullElse(port.name(), ""))
          && port.targetPort() instanceof IntOrString.Text target) {
        int without = 0;
        for (Pod pod : pods) {
          without += pod.numberOf(port) == null ? 1 : 0;
        }
        return without == 0
            ? null
            : without + " Pods have no port named \"" + target + "\": containers " + offered(pods);
      }
    }
    return null;
  }

  private static String offered(List<Pod> pods) {
    Set<String> offered = new LinkedHashSet<>();
    for (Pod pod : pods) {
      for (PodSpec.Container container : pod.spec().containers()) {
        for (PodSpec.ContainerPort port : container.ports()) {
          if (offered.size() < MAX_OFFERED) {
            offered.add(text(port));
          }
        }
      }
    }
    return offered.isEmpty() ? "offer none" : "offer " + String.join(", ", offered);
  }

  private static String text(PodSpec.ContainerPort port) {
    return port.name() == null
        ? String.valueOf(port.containerPort())
        : "\"" + port.name() + "\" " + port.containerPort();
  }
}
