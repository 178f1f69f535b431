package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a new state of a Service keeps from the one before though its author left it out, and loses
 * though its author left it in.
 */
final class ServiceUpdate {
  private ServiceUpdate() {}

  /** Fills in {@code clusterIPs} where a new Service names one address alone. */
  static ServiceSpec firstAddress(ServiceSpec spec) {
    return spec.clusterIP() == null || !spec.clusterIPs().isEmpty()
        ? spec
        : spec.toBuilder().clusterIPs(List.of(spec.clusterIP())).build();
  }

  /** Makes a stored spec look as it is read (defaultOnReadService). */
  static ServiceSpec read(ServiceSpec spec) {
    ServiceSpec read = firstAddress(spec);
    return read.external() ? read.toBuilder().internalTrafficPolicy(null).build() : read;
  }

  /** Keeps what was drawn and what the new state does not mention (patchAllocatedValues). */
  static ServiceSpec keepAllocated(ServiceSpec old, ServiceSpec spec) {
    ServiceSpec.Builder kept = spec.toBuilder();
    if (!old.external() && !spec.external()) {
      kept.clusterIP(spec.clusterIP() == null ? old.clusterIP() : spec.clusterIP());
      kept.clusterIPs(spec.clusterIPs().isEmpty() ? old.clusterIPs() : spec.clusterIPs());
    }
    if (ServiceTypes.needsNodePorts(old) && ServiceTypes.needsNodePorts(spec)) {
      kept.ports(keepNodePorts(old.ports(), spec.ports()));
    }
    if (ServiceTypes.needsHealthCheck(old)
        && ServiceTypes.needsHealthCheck(spec)
        && spec.healthCheckNodePort() == null) {
      kept.healthCheckNodePort(old.healthCheckNodePort());
    }
    return kept.build();
  }

  /** Ports are the same if they have the same name, whatever else changes. */
  private static List<Service.Port> keepNodePorts(
      List<Service.Port> old, List<Service.Port> ports) {
    Set<Integer> used = nodePorts(old);
    used.retainAll(nodePorts(ports));
    Map<String, Integer> byName = new HashMap<>();
    old.forEach(port -> byName.put(name(port), number(port)));
    List<Service.Port> kept = new ArrayList<>();
    for (Service.Port port : ports) {
      int before = byName.getOrDefault(name(port), 0);
      boolean keep = port.nodePort() == null && before != 0 && !used.contains(before);
      kept.add(keep ? port.toBuilder().nodePort(before).build() : port);
    }
    return kept;
  }

  /** Makes {@code clusterIPs} follow where one field alone was changed (normalizeClusterIPs). */
  static ServiceSpec addresses(ServiceSpec old, ServiceSpec spec) {
    List<String> ips = spec.clusterIPs();
    boolean sameFirst = Objects.equals(old.clusterIP(), spec.clusterIP());
    if (sameFirst && ips.isEmpty()) {
      return spec.toBuilder().clusterIPs(old.clusterIPs()).build();
    }
    if (!sameFirst && ips.equals(old.clusterIPs())) {
      List<String> only = spec.clusterIP() == null ? List.of() : List.of(spec.clusterIP());
      return spec.toBuilder().clusterIPs(only).build();
    }
    return spec;
  }

  /** Drops what the new type does not know and its author left (dropTypeDependentFields). */
  static ServiceSpec withoutDependents(ServiceSpec old, ServiceSpec spec) {
    ServiceSpec.Builder without = spec.toBuilder();
    if (!old.external() && spec.external()) {
      dropAddresses(old, spec, without);
    }
    if (ServiceTypes.hasNodePorts(old.type())
        && !ServiceTypes.hasNodePorts(spec.type())
        && nodePorts(old.ports()).containsAll(nodePorts(spec.ports()))) {
      without.ports(Values.mapped(spec.ports(), ServiceUpdate::withoutNodePort));
    }
    if (ServiceTypes.needsHealthCheck(old)
        && !ServiceTypes.needsHealthCheck(spec)
        && Objects.equals(old.healthCheckNodePort(), spec.healthCheckNodePort())) {
      without.healthCheckNodePort(null);
    }
    if (ServiceSpec.Type.LOAD_BALANCER.equals(old.type())
        && !ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())) {
      dropBalancerFields(old, spec, without);
    }
    if (ServiceTypes.externallyAccessible(old.type(), old.externalIPs())
        && !ServiceTypes.externallyAccessible(spec.type(), spec.externalIPs())
        && Objects.equals(old.externalTrafficPolicy(), spec.externalTrafficPolicy())) {
      without.externalTrafficPolicy(null);
    }
    return without.build();
  }

  private static void dropAddresses(
      ServiceSpec old, ServiceSpec spec, ServiceSpec.Builder without) {
    if (Objects.equals(old.clusterIP(), spec.clusterIP())
        && old.clusterIPs().equals(spec.clusterIPs())) {
      without.clusterIP(null).clusterIPs(List.of());
    }
    if (old.ipFamilies().equals(spec.ipFamilies())) {
      without.ipFamilies(List.of());
    }
    if (Objects.equals(old.ipFamilyPolicy(), spec.ipFamilyPolicy())) {
      without.ipFamilyPolicy(null);
    }
  }

  private static void dropBalancerFields(
      ServiceSpec old, ServiceSpec spec, ServiceSpec.Builder without) {
    if (Objects.equals(old.allocateLoadBalancerNodePorts(), spec.allocateLoadBalancerNodePorts())) {
      without.allocateLoadBalancerNodePorts(null);
    }
    if (Objects.equals(old.loadBalancerClass(), spec.loadBalancerClass())) {
      without.loadBalancerClass(null);
    }
  }

  private static Service.Port withoutNodePort(Service.Port port) {
    return port.toBuilder().nodePort(null).build();
  }

  /** Returns the node ports in ascending order. */
  static Set<Integer> nodePorts(List<Service.Port> ports) {
    Set<Integer> numbers = new TreeSet<>();
    for (Service.Port port : ports) {
      if (number(port) != 0) {
        numbers.add(number(port));
      }
    }
    return numbers;
  }

  static int number(Service.Port port) {
    Integer number = port.nodePort();
    return number == null ? 0 : number;
  }

  /** Identifies a node port: those of two protocols are two. */
  static String pair(@Nullable Protocol protocol, int nodePort) {
    return protocol + " " + nodePort;
  }

  private static String name(Service.Port port) {
    String name = port.name();
    return name == null ? "" : name;
  }
}
