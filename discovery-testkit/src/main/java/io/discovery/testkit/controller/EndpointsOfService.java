package io.discovery.testkit.controller;

import io.discovery.model.Endpoints;
import io.discovery.model.Endpoints.Address;
import io.discovery.model.Endpoints.Subset;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From a Service and its Pods to the Endpoints that should be (pkg/controller/endpoint). */
final class EndpointsOfService {
  private static final int MOST = 1000;
  private static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
  private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

  private EndpointsOfService() {}

  /** Returns what to write; null for nothing. */
  static @Nullable Endpoints reconcile(
      Service service, List<Pod> pods, @Nullable Endpoints current) {
    if (service.spec().external() || service.spec().selector().isEmpty()) {
      return null; // what is there stays
    }
    List<Subset> subsets = Endpoints.repacked(PodSubsets.of(service, pods));
    if (current != null && isRight(current, service, subsets)) {
      return null;
    }
    ObjectMeta before =
        current != null
            ? current.metadata()
            : ObjectMeta.of(service.metadata().namespace(), service.metadata().name());
    Map<String, String> annotations = new TreeMap<>(before.annotations());
    annotations.remove(Endpoints.TRIGGER_TIME);
    annotations.remove(OVER_CAPACITY);
    if (size(subsets) > MOST) {
      annotations.put(OVER_CAPACITY, "truncated");
    }
    return new Endpoints(
        before.toBuilder().labels(labels(service)).annotations(annotations).build(),
        truncated(subsets));
  }

  private static boolean isRight(Endpoints current, Service service, List<Subset> subsets) {
    return (current.subsets().equals(subsets)
            || Endpoints.repacked(current.subsets()).equals(subsets))
        && size(subsets) <= MOST
        && !current.metadata().annotations().containsKey(OVER_CAPACITY)
        && hasLabels(current.metadata().labels(), service.metadata().labels());
  }

  /** The label of headless Services alone is not looked at. */
  private static boolean hasLabels(Map<String, String> labels, Map<String, String> wanted) {
    Map<String, String> own = new TreeMap<>(labels);
    own.remove(Service.HEADLESS_LABEL);
    return "endpoint-controller".equals(own.remove(MANAGED_BY)) && own.equals(wanted);
  }

  private static Map<String, String> labels(Service service) {
    Map<String, String> labels = new TreeMap<>(service.metadata().labels());
    String clusterIp = service.spec().clusterIP();
    labels.remove(Service.HEADLESS_LABEL);
    if (clusterIp == null || clusterIp.isEmpty() || service.spec().headless()) {
      labels.put(Service.HEADLESS_LABEL, "");
    }
    labels.put(MANAGED_BY, "endpoint-controller");
    return labels;
  }

  private static int size(List<Subset> subsets) {
    int size = 0;
    for (Subset subset : subsets) {
      size += subset.addresses().size() + subset.notReadyAddresses().size();
    }
    return size;
  }

  /** Shares what fits among the subsets in proportion, rounded up; ready addresses go first. */
  private static List<Subset> truncated(List<Subset> subsets) {
    if (size(subsets) <= MOST) {
      return subsets;
    }
    int ready = subsets.stream().mapToInt(subset -> subset.addresses().size()).sum();
    boolean readyOnly = ready > MOST;
    int most = readyOnly ? MOST : MOST - ready;
    double all = readyOnly ? ready : size(subsets) - ready;
    int left = most;
    List<Subset> cut = new ArrayList<>();
    for (Subset subset : subsets) {
      List<Address> from = readyOnly ? subset.addresses() : subset.notReadyAddresses();
      int share = Math.min(left, (int) Math.ceil(from.size() / all * most));
      List<Address> kept = from.subList(0, Math.min(from.size(), share));
      left -= kept.size();
      cut.add(
          new Subset(
              readyOnly ? kept : subset.addresses(), readyOnly ? List.of() : kept, subset.ports()));
    }
    return cut;
  }
}
