package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Service;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.List;
import java.util.Objects;

/** Short forms of looking at a Service. */
final class Looks {
  private Looks() {}

  static ServiceView look(Location location, Service service, EndpointSlice... slices) {
    return ServiceView.of(objects(service, slices), location, false, null);
  }

  static ServiceView look(Service service, EndpointSlice... slices) {
    return look(Location.ANYWHERE, service, slices);
  }

  static ServiceView again(ServiceView before, Service service, EndpointSlice... slices) {
    return ServiceView.of(objects(service, slices), Location.ANYWHERE, false, before);
  }

  /** Returns what can be used, which must be something. */
  static ServiceSnapshot found(ServiceView view) {
    return Objects.requireNonNull(view.snapshot());
  }

  /** Returns the endpoints of the first port. */
  static EndpointSet first(ServiceView view) {
    return found(view).ports().get(0);
  }

  private static ServiceObjects objects(Service service, EndpointSlice... slices) {
    return new ServiceObjects("cluster", service, List.of(slices), List.of());
  }
}
