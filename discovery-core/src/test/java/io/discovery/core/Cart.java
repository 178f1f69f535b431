package io.discovery.core;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectReference;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Services and slices for tests, as a cluster would have admitted them. */
public final class Cart {
  private Cart() {}

  /** Returns a Service with ports {@code name:number}. */
  public static Service service(String name, String... ports) {
    return service(name, ServiceSpec.builder(), ports);
  }

  /** Returns a Service with ports {@code name:number} and what else the spec says. */
  public static Service service(String name, ServiceSpec.Builder spec, String... ports) {
    List<Service.Port> offered =
        Arrays.stream(ports)
            .map(port -> port.split(":", -1))
            .map(port -> Service.Port.of(port[0], Integer.parseInt(port[1]), IntOrString.of(8080)))
            .toList();
    return new Service(
        ObjectMeta.of("shop", name), spec.ports(offered).build(), Service.Status.NONE);
  }

  /** Returns an IPv4 slice of a Service whose only port is {@code http}. */
  public static EndpointSlice slice(
      String service, String name, EndpointSlice.Endpoint... endpoints) {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace("shop")
            .name(name)
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, service))
            .build();
    return new EndpointSlice(
        metadata,
        AddressType.IPV4,
        List.of(endpoints),
        List.of(new EndpointSlice.Port("http", null, 8080, null)));
  }

  /** Returns a ready endpoint of a Pod whose uid is its address. */
  public static EndpointSlice.Endpoint ready(String address) {
    return endpoint(address, true, true, false);
  }

  /** Returns an endpoint of a Pod whose uid is its address. */
  public static EndpointSlice.Endpoint endpoint(
      String address, boolean ready, boolean serving, boolean terminating) {
    return EndpointSlice.Endpoint.builder()
        .addresses(List.of(address))
        .conditions(new EndpointSlice.Conditions(ready, serving, terminating))
        .targetRef(ObjectReference.pod("shop", "pod-" + address, "uid-" + address))
        .build();
  }
}
