package io.discovery.examples.firstlight;

import io.discovery.ServiceDiscovery;
import io.discovery.model.Service;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServicePortName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Which Services can be called: those with a TCP port and at least one endpoint behind it.
 *
 * @param callable Service ports to call
 * @param not the others, each with the reason
 * @param empty how many of those have a TCP port, and no endpoint
 */
record Targets(List<Target> callable, List<String> not, int empty) {
  Targets {
    callable = List.copyOf(callable);
    not = List.copyOf(not);
  }

  static Targets of(ServiceDiscovery discovery) {
    List<Target> callable = new ArrayList<>();
    List<String> not = new ArrayList<>();
    int empty = 0;
    for (ServiceSnapshot snapshot : discovery.snapshot().services()) {
      Service service = snapshot.service();
      if (service.spec().external()) {
        not.add(snapshot.name() + ": stands for the name " + service.spec().externalName());
      }
      for (Service.Port port : service.spec().ports()) {
        ServicePortName name = new ServicePortName(snapshot.name(), Ports.name(port));
        EndpointSet endpoints = snapshot.port(name.port());
        if (!Ports.tcp(port)) {
          not.add(name + ": " + port.protocol());
        } else if (endpoints == null || endpoints.usableCount() == 0) {
          not.add(name + ": no endpoint");
          empty++;
        } else {
          callable.add(target(discovery, name, service, port));
        }
      }
    }
    return new Targets(callable, not, empty);
  }

  private static Target target(
      ServiceDiscovery discovery, ServicePortName name, Service service, Service.Port port) {
    String ip = service.spec().headless() ? "headless" : service.spec().clusterIP();
    boolean notReadyToo = Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
    return new Target(name, discovery.service(name), ip + ":" + port.port(), notReadyToo);
  }
}
