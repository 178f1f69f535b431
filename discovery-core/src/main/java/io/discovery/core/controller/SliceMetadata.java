package io.discovery.core.controller;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is written on every slice of a Service besides endpoints (newEndpointSlice). */
record SliceMetadata(Service service, Map<String, String> labels, OwnerReference owner) {
  static SliceMetadata of(Service service) {
    Map<String, String> labels = new TreeMap<>(service.metadata().labels());
    labels.remove(Service.HEADLESS_LABEL);
    String clusterIp = service.spec().clusterIP();
    if (clusterIp == null || clusterIp.isEmpty() || service.spec().headless()) {
      labels.put(Service.HEADLESS_LABEL, "");
    }
    labels.put(EndpointSlice.SERVICE_NAME_LABEL, service.metadata().name());
    labels.put(EndpointSlice.MANAGED_BY_LABEL, SliceReconciler.MANAGED_BY);
    return new SliceMetadata(service, labels, owner("Service", service.metadata()));
  }

  static OwnerReference owner(String kind, ObjectMeta of) {
    return new OwnerReference(
        "v1", kind, of.name(), Objects.requireNonNullElse(of.uid(), ""), true, true);
  }

  /** Returns whether the slice names this very Service as an owner. */
  boolean owns(EndpointSlice slice) {
    for (OwnerReference reference : slice.metadata().ownerReferences()) {
      if (reference.uid().equals(owner.uid())
          && reference.kind().equals(owner.kind())
          && reference.apiVersion().equals(owner.apiVersion())) {
        return true;
      }
    }
    return false;
  }

  EndpointSlice newSlice(
      AddressType type, List<EndpointSlice.Port> ports, List<EndpointSlice.Endpoint> endpoints) {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .generateName(service.metadata().name() + "-")
            .namespace(service.metadata().namespace())
            .labels(labels)
            .ownerReferences(List.of(owner))
            .build();
    return new EndpointSlice(metadata, type, endpoints, ports);
  }

  /** Returns whether the slice has the Service's labels; those of controllers are not looked at. */
  boolean labels(EndpointSlice slice) {
    Map<String, String> own = slice.metadata().labels();
    return own.equals(labels) || unreserved(own).equals(unreserved(labels));
  }

  private static Map<String, String> unreserved(Map<String, String> labels) {
    Map<String, String> left = new TreeMap<>(labels);
    left.remove(Service.HEADLESS_LABEL);
    left.remove(EndpointSlice.SERVICE_NAME_LABEL);
    left.remove(EndpointSlice.MANAGED_BY_LABEL);
    return left;
  }

  /** Returns the slice with the labels that it should have. */
  EndpointSlice relabel(EndpointSlice slice) {
    return slice.metadata().labels().equals(labels)
        ? slice
        : slice.withMetadata(slice.metadata().toBuilder().labels(labels).build());
  }

  /** Returns whether this is the slice that stands for no endpoints; an empty label is none. */
  boolean isPlaceholder(EndpointSlice slice) {
    Map<String, String> own = new TreeMap<>(slice.metadata().labels());
    Map<String, String> wanted = new TreeMap<>(labels);
    own.values().removeIf(String::isEmpty);
    wanted.values().removeIf(String::isEmpty);
    return slice.endpoints().isEmpty() && slice.ports().isEmpty() && own.equals(wanted);
  }
}
