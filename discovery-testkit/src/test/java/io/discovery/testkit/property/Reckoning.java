package io.discovery.testkit.property;

import io.discovery.core.ControlPlane;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IpFamily;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.List;

/** The endpoints of a Service as a few loops find them. */
final class Reckoning {
  private Reckoning() {}

  static String text(EndpointSlice slice, EndpointSlice.Endpoint endpoint) {
    List<Object> ports = new ArrayList<>();
    slice.ports().forEach(port -> ports.add(port.name() + "=" + port.port()));
    return text(
        endpoint.targetRef().name() + " " + endpoint.targetRef().uid(),
        endpoint.addresses(),
        ports,
        endpoint.conditions(),
        endpoint.nodeName() + " in " + endpoint.zone());
  }

  private static String text(
      String pod, List<String> addresses, List<Object> ports, Object conditions, String place) {
    return String.join(
        " ", pod, addresses.toString(), ports.toString(), conditions.toString(), place);
  }

  static List<String> slices(ControlPlane plane, Service service) {
    List<String> expected = new ArrayList<>();
    for (Pod pod : matching(plane, service)) {
      String nodeName = pod.spec().nodeName();
      Node node = plane.get(Node.class, new NamespacedName("", nodeName));
      boolean publish = Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
      if (node == null && !publish) {
        continue;
      }
      String place = nodeName + " in " + (node == null ? null : node.zone());
      boolean gone = pod.metadata().terminating();
      EndpointSlice.Conditions conditions =
          new EndpointSlice.Conditions(publish || (pod.ready() && !gone), pod.ready(), gone);
      List<Object> ports = new ArrayList<>();
      service.spec().ports().stream()
          .filter(port -> number(pod, port) != null)
          .forEach(port -> ports.add(port.name() + "=" + number(pod, port)));
      for (IpFamily family : service.spec().ipFamilies()) {
        List<String> ips = ips(pod, family);
        if (!ips.isEmpty()) {
          String who = pod.metadata().name() + " " + pod.metadata().uid();
          expected.add(text(who, ips, ports, conditions, place));
        }
      }
    }
    return expected;
  }

  static List<String> endpoints(ControlPlane plane, Service service) {
    boolean publish = Boolean.TRUE.equals(service.spec().publishNotReadyAddresses());
    List<String> expected = new ArrayList<>();
    for (Pod pod : matching(plane, service)) {
      if (pod.metadata().terminating() && !publish) {
        continue;
      }
      String state = publish || pod.ready() ? " ready" : " not";
      for (Service.Port port : service.spec().ports()) {
        Integer number = number(pod, port);
        if (number != null) {
          String ip = ips(pod, service.spec().ipFamilies().get(0)).get(0);
          expected.add(number + " " + ip + state);
        }
      }
    }
    return expected;
  }

  private static List<Pod> matching(ControlPlane plane, Service service) {
    return plane.list(Pod.class).stream()
        .filter(
            pod ->
                pod.metadata()
                    .labels()
                    .entrySet()
                    .containsAll(service.spec().selector().entrySet()))
        .filter(pod -> !pod.ended() && !pod.status().podIPs().isEmpty())
        .toList();
  }

  private static List<String> ips(Pod pod, IpFamily family) {
    return pod.status().podIPs().stream()
        .map(podIp -> podIp.ip())
        .filter(ip -> ip.contains(":") == family.equals(IpFamily.IPV6))
        .toList();
  }

  private static Integer number(Pod pod, Service.Port port) {
    if (!"http".equals(String.valueOf(port.targetPort()))) {
      return Integer.valueOf(String.valueOf(port.targetPort()));
    }
    for (PodSpec.ContainerPort named : pod.spec().containers().get(0).ports()) {
      if ("http".equals(named.name())) {
        return named.containerPort();
      }
    }
    return null;
  }
}
