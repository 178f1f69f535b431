package io.discovery.core.controller;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Conditions;
import io.discovery.model.Node;
import io.discovery.model.ObjectReference;
import io.discovery.model.Pod;
import io.discovery.model.PodStatus.PodIP;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a Pod is to a Service: an endpoint, and a number for each port (endpointslice/utils.go). */
final class PodEndpoints {
  private PodEndpoints() {}

  /**
   * Returns the endpoint of a Pod.
   *
   * @param addresses its addresses of the family
   * @param known what a slice says of the Pod: the same instance is returned if that is right
   */
  static EndpointSlice.Endpoint endpoint(
      Pod pod,
      Service service,
      @Nullable Node node,
      List<String> addresses,
      EndpointSlice.@Nullable Endpoint known) {
    boolean serving = pod.ready();
    boolean terminating = pod.metadata().terminating();
    boolean ready = publishesNotReady(service) || (serving && !terminating);
    EndpointSlice.Endpoint endpoint =
        new EndpointSlice.Endpoint(
            addresses,
            new Conditions(ready, serving, terminating),
            hostname(pod, service),
            ObjectReference.pod(
                pod.metadata().namespace(), pod.metadata().name(), pod.metadata().uid()),
            Map.of(),
            pod.spec().nodeName(),
            node == null ? null : node.zone(),
            null);
    return known != null && known.equals(endpoint) ? known : endpoint;
  }

  static boolean publishesNotReady(Service service) {
    return Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
  }

  private static @Nullable String hostname(Pod pod, Service service) {
    String hostname = pod.spec().hostname();
    return hostname != null
            && !hostname.isEmpty()
            && service.metadata().name().equals(pod.spec().subdomain())
        ? hostname
        : null;
  }

  /**
   * Returns all addresses of a family that the Pod has.
   *
   * @param known what a slice says of the Pod, which need not be read again where that is right
   */
  static List<String> addresses(Pod pod, AddressType type, EndpointSlice.@Nullable Endpoint known) {
    List<PodIP> given = pod.status().podIPs();
    if (known != null
        && given.size() == 1
        && known.addresses().size() == 1
        && known.addresses().get(0).equals(given.get(0).ip())) {
      return known.addresses();
    }
    List<String> addresses = new ArrayList<>();
    boolean v6 = type.equals(AddressType.IPV6);
    for (PodIP podIp : given) {
      String ip = podIp.ip();
      Ip parsed = ip.indexOf(':') >= 0 == v6 ? Ip.tryParse(ip) : null;
      if (parsed != null) {
        addresses.add(v6 ? parsed.toString() : ip); // IPv6 has many forms, IPv4 one
      }
    }
    return addresses;
  }

  /** Returns the number that each port of the Service has at the Pod; null where it has none. */
  static List<@Nullable Integer> numbers(Pod pod, Service service) {
    List<Service.Port> ports = service.spec().ports();
    List<@Nullable Integer> numbers = new ArrayList<>(ports.size());
    for (int i = 0; i < ports.size(); i++) {
      numbers.add(pod.numberOf(ports.get(i)));
    }
    return numbers;
  }

  /** Returns the ports of the Service that have a number, with these numbers. */
  static List<EndpointSlice.Port> ports(Service service, List<@Nullable Integer> numbers) {
    List<EndpointSlice.Port> ports = new ArrayList<>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      Service.Port port = service.spec().ports().get(i);
      if (numbers.get(i) != null) {
        String name = Objects.requireNonNullElse(port.name(), "");
        Protocol protocol = Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
        ports.add(new EndpointSlice.Port(name, protocol, numbers.get(i), port.appProtocol()));
      }
    }
    return ports;
  }
}
