package io.discovery.proxy;

import io.discovery.Location;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Service and its slices, as a cluster would have admitted them.
 *
 * <p>Endpoints are texts: {@code 3:LRST{a}} is 10.0.0.3, on this node, ready, serving, terminating,
 * with a hint for zone a.
 */
final class Cart {
  static final String HERE = "here";

  private static final Pattern ENDPOINT = Pattern.compile("(\\d+):([LRST]*)(?:\\{(.*)})?");

  private Cart() {}

  /** Returns a Service whose only port is {@code http}, 80. */
  static Service service(ServiceSpec.Builder spec) {
    Service.Port http = Service.Port.of("http", 80, IntOrString.of(8080));
    return new Service(
        ObjectMeta.of("shop", "cart"), spec.ports(List.of(http)).build(), Service.Status.NONE);
  }

  /** Returns the only slice of a Service in a family. */
  static EndpointSlice slice(
      Service service, AddressType family, List<EndpointSlice.Endpoint> endpoints) {
    String name = service.metadata().name();
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name(name + "-" + family)
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, name))
            .build();
    List<EndpointSlice.Port> ports = List.of(new EndpointSlice.Port("http", null, 8080, null));
    return new EndpointSlice(metadata, family, endpoints, ports);
  }

  static EndpointSlice.Endpoint ready(String address) {
    return EndpointSlice.Endpoint.builder()
        .addresses(List.of(address))
        .conditions(new EndpointSlice.Conditions(true, true, false))
        .build();
  }

  static List<EndpointSlice.Endpoint> endpoints(String text) {
    List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      Matcher parts = ENDPOINT.matcher(each);
      if (!parts.matches()) {
        throw new IllegalArgumentException(each);
      }
      String flags = parts.group(2);
      String zone = parts.group(3);
      List<EndpointSlice.ForZone> zones =
          zone == null ? List.of() : List.of(new EndpointSlice.ForZone(zone));
      endpoints.add(
          EndpointSlice.Endpoint.builder()
              .addresses(List.of("10.0.0." + parts.group(1)))
              .nodeName(flags.contains("L") ? HERE : "elsewhere")
              .conditions(
                  new EndpointSlice.Conditions(
                      flags.contains("R"), flags.contains("S"), flags.contains("T")))
              .hints(new EndpointSlice.Hints(zones, List.of()))
              .build());
    }
    return endpoints;
  }

  static ServiceView look(Service service, EndpointSlice... slices) {
    ServiceObjects objects = new ServiceObjects("cluster", service, List.of(slices), List.of());
    return ServiceView.of(objects, Location.ANYWHERE, false, null);
  }

  /** Returns what can be used, which must be something. */
  static ServiceSnapshot found(ServiceView view) {
    return Objects.requireNonNull(view.snapshot());
  }
}
