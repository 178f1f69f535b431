package io.discovery.testkit.controller;

import io.discovery.address.Ip;
import io.discovery.model.Endpoints.Address;
import io.discovery.model.Endpoints.Port;
import io.discovery.model.Endpoints.Subset;
import io.discovery.model.IpFamily;
import io.discovery.model.ObjectReference;
import io.discovery.model.Pod;
import io.discovery.model.PodStatus.PodIP;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Pods are to a Service: subsets of one Pod and one port each (addEndpointSubset). */
final class PodSubsets {
  private final Service service;
  private final boolean publishesNotReady;
  private final List<Subset> subsets = new ArrayList<>();

  private PodSubsets(Service service) {
    this.service = service;
    this.publishesNotReady = Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
  }

  static List<Subset> of(Service service, List<Pod> pods) {
    PodSubsets found = new PodSubsets(service);
    pods.forEach(found::add);
    return found.subsets;
  }

  private void add(Pod pod) {
    String ip = pod.ended() ? null : ip(pod);
    if (ip == null || (pod.metadata().terminating() && !publishesNotReady)) {
      return;
    }
    Address address =
        new Address(
            ip,
            hostname(pod),
            Objects.requireNonNullElse(pod.spec().nodeName(), ""),
            ObjectReference.pod(
                pod.metadata().namespace(), pod.metadata().name(), pod.metadata().uid()));
    if (service.spec().ports().isEmpty()) {
      if (service.spec().headless()) {
        add(pod, address, List.of());
      }
      return;
    }
    for (Service.Port port : service.spec().ports()) {
      Protocol protocol = Objects.requireNonNullElse(port.protocol(), Protocol.TCP);
      Integer number = pod.numberOf(port);
      if (number != null) {
        add(pod, address, List.of(new Port(port.name(), number, protocol, port.appProtocol())));
      }
    }
  }

  private void add(Pod pod, Address address, List<Port> ports) {
    List<Address> one = List.of(address);
    boolean ready = publishesNotReady || pod.ready();
    subsets.add(new Subset(ready ? one : List.of(), ready ? List.of() : one, ports));
  }

  private @Nullable String hostname(Pod pod) {
    String hostname = Objects.requireNonNullElse(pod.spec().hostname(), "");
    boolean named = service.metadata().name().equals(pod.spec().subdomain());
    return named && !hostname.isEmpty() ? hostname : null;
  }

  /** Returns the first address of the Service's first family. */
  private @Nullable String ip(Pod pod) {
    boolean v6 = isPrimary6(pod);
    for (PodIP podIp : pod.status().podIPs()) {
      Ip ip = Ip.tryParse(podIp.ip());
      if (ip != null && ip.is4() != v6) {
        return ip.toString();
      }
    }
    return null;
  }

  private boolean isPrimary6(Pod pod) {
    List<IpFamily> families = service.spec().ipFamilies();
    if (!families.isEmpty()) {
      return families.get(0).equals(IpFamily.IPV6);
    }
    String clusterIp = Objects.requireNonNullElse(service.spec().clusterIP(), "");
    String decides =
        clusterIp.isEmpty() || service.spec().headless() ? pod.status().podIP() : clusterIp;
    return decides != null && decides.indexOf(':') >= 0;
  }
}
