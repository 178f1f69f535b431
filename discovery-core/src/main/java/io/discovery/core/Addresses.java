package io.discovery.core;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.core.store.Store;
import io.discovery.model.Condition;
import io.discovery.model.IPAddress;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceCIDR;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects that say which addresses there are and who holds them (KEP-1880). */
final class Addresses {
  private static final String DEFAULT = "kubernetes";

  private final Store store;

  Addresses(Store store) {
    this.store = store;
  }

  /** Stores the ServiceCIDR that a cluster has from its start. */
  static void createDefault(Store store, List<Cidr> ranges) {
    Condition ready =
        new Condition(
            ServiceCIDR.READY,
            Condition.Status.TRUE,
            "",
            "Kubernetes default Service CIDR is ready",
            store.now(),
            null);
    List<String> texts = new ArrayList<>();
    for (Cidr range : ranges) {
      texts.add(range.toString());
    }
    store.create(
        new ServiceCIDR(
            ObjectMeta.of("", DEFAULT),
            new ServiceCIDR.Spec(texts),
            new ServiceCIDR.Status(List.of(ready))));
    store.tell();
  }

  /** Returns the ranges that may be used, those of the cluster's start first. */
  List<Cidr> ready() {
    List<Cidr> ranges = new ArrayList<>();
    for (KubernetesObject object : store.list(ResourceKind.SERVICE_CIDR)) {
      ServiceCIDR range = (ServiceCIDR) object;
      if (range.ready() && !range.metadata().terminating()) {
        int place = range.metadata().name().equals(DEFAULT) ? 0 : ranges.size();
        for (String cidr : range.spec().cidrs()) {
          ranges.add(place++, Cidr.parse(cidr));
        }
      }
    }
    return ranges;
  }

  /** Gives each address of a Service its IPAddress, and takes it from what is no address of it. */
  void changed(@Nullable Service before, @Nullable Service after) {
    if (before != null
        && after != null
        && before.spec().clusterIPs().equals(after.spec().clusterIPs())) {
      return;
    }
    Map<String, Ip> old = addresses(before);
    Map<String, Ip> now = addresses(after);
    for (String name : old.keySet()) {
      NamespacedName key = new NamespacedName("", name);
      if (!now.containsKey(name) && store.get(ResourceKind.IP_ADDRESS, key) != null) {
        store.delete(ResourceKind.IP_ADDRESS, key, null);
      }
    }
    for (Map.Entry<String, Ip> entry : now.entrySet()) {
      String name = entry.getKey();
      NamespacedName key = new NamespacedName("", name);
      if (after != null
          && !old.containsKey(name)
          && store.get(ResourceKind.IP_ADDRESS, key) == null) {
        store.create(address(name, entry.getValue(), after.metadata()));
      }
    }
  }

  private static Map<String, Ip> addresses(@Nullable Service service) {
    Map<String, Ip> found = new TreeMap<>();
    if (service != null && !service.spec().external()) {
      for (String text : service.spec().clusterIPs()) {
        Ip ip = Ip.tryParse(text);
        if (ip != null) {
          found.put(ip.toString(), ip);
        }
      }
    }
    return found;
  }

  private static IPAddress address(String name, Ip ip, ObjectMeta service) {
    Map<String, String> labels =
        Map.of(
            "ipaddress.kubernetes.io/ip-family",
            ip.family().value(),
            IPAddress.MANAGED_BY_LABEL,
            IPAddress.ALLOCATOR);
    return new IPAddress(
        ObjectMeta.builder().name(name).labels(labels).build(),
        new IPAddress.Spec(
            new IPAddress.ParentReference("", "services", service.namespace(), service.name())));
  }
}
