package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import java.util.List;

/** What a Service needs by its type (registry/core/service/storage; pkg/api/service). */
final class ServiceTypes {
  private ServiceTypes() {}

  static boolean needsClusterIp(ServiceSpec.@Nullable Type type) {
    return ServiceSpec.Type.CLUSTER_IP.equals(type) || hasNodePorts(type);
  }

  /** Returns whether the type knows node ports at all. */
  static boolean hasNodePorts(ServiceSpec.@Nullable Type type) {
    return ServiceSpec.Type.NODE_PORT.equals(type) || ServiceSpec.Type.LOAD_BALANCER.equals(type);
  }

  /** Returns whether each port gets a node port. */
  static boolean needsNodePorts(ServiceSpec spec) {
    return ServiceSpec.Type.NODE_PORT.equals(spec.type())
        || (ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())
            && !Boolean.FALSE.equals(spec.allocateLoadBalancerNodePorts()));
  }

  static boolean needsHealthCheck(ServiceSpec spec) {
    return ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())
        && TrafficPolicy.LOCAL.equals(spec.externalTrafficPolicy());
  }

  static boolean externallyAccessible(ServiceSpec.@Nullable Type type, List<String> externalIps) {
    return hasNodePorts(type)
        || (ServiceSpec.Type.CLUSTER_IP.equals(type) && !externalIps.isEmpty());
  }

  /** Returns whether the Service is headless: the first address decides, as in Kubernetes. */
  static boolean headless(ServiceSpec spec) {
    return spec.clusterIPs().size() == 1 && ServiceSpec.HEADLESS.equals(spec.clusterIPs().get(0));
  }
}
