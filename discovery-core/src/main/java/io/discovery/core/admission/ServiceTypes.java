package io.discovery.core.admission;

import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import io.discovery.model.ServiceSpec.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Service needs by its type. */
final class ServiceTypes {
  private ServiceTypes() {}

  static boolean needsClusterIp(@Nullable Type type) {
    return Type.CLUSTER_IP.equals(type) || hasNodePorts(type);
  }

  /** Returns whether the type knows node ports at all. */
  static boolean hasNodePorts(@Nullable Type type) {
    return Type.NODE_PORT.equals(type) || Type.LOAD_BALANCER.equals(type);
  }

  /** Returns whether each port gets a node port. */
  static boolean needsNodePorts(ServiceSpec spec) {
    return Type.NODE_PORT.equals(spec.type())
        || (Type.LOAD_BALANCER.equals(spec.type())
            && !Boolean.FALSE.equals(spec.allocateLoadBalancerNodePorts()));
  }

  static boolean needsHealthCheck(ServiceSpec spec) {
    return Type.LOAD_BALANCER.equals(spec.type())
        && TrafficPolicy.LOCAL.equals(spec.externalTrafficPolicy());
  }

  static boolean externallyAccessible(@Nullable Type type, List<String> externalIps) {
    return hasNodePorts(type) || (Type.CLUSTER_IP.equals(type) && !externalIps.isEmpty());
  }

  /** Returns whether the Service is headless: the first address decides, as in Kubernetes. */
  static boolean headless(ServiceSpec spec) {
    return spec.clusterIPs().size() == 1 && ServiceSpec.HEADLESS.equals(spec.clusterIPs().get(0));
  }
}
