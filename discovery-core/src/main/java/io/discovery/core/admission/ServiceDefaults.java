package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.IntOrString;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.ClientIP;
import io.discovery.model.ServiceSpec.SessionAffinity;
import io.discovery.model.ServiceSpec.SessionAffinityConfig;
import io.discovery.model.ServiceSpec.TrafficPolicy;

/** What a Service has where its author said nothing (SetDefaults_Service). */
final class ServiceDefaults {
  private ServiceDefaults() {}

  static ServiceSpec apply(ServiceSpec spec) {
    ServiceSpec.Type type = Values.isEmpty(spec.type()) ? ServiceSpec.Type.CLUSTER_IP : spec.type();
    ServiceSpec.Builder with = withoutZeros(spec).type(type);
    with.ports(Values.mapped(spec.ports(), ServiceDefaults::port));
    affinity(spec, with);
    if (spec.internalTrafficPolicy() == null && ServiceTypes.needsClusterIp(type)) {
      with.internalTrafficPolicy(TrafficPolicy.CLUSTER);
    }
    if (Values.isEmpty(spec.externalTrafficPolicy())) {
      boolean reachable = ServiceTypes.externallyAccessible(type, spec.externalIPs());
      with.externalTrafficPolicy(reachable ? TrafficPolicy.CLUSTER : null);
    }
    if (spec.allocateLoadBalancerNodePorts() == null
        && ServiceSpec.Type.LOAD_BALANCER.equals(type)) {
      with.allocateLoadBalancerNodePorts(true);
    }
    return with.build();
  }

  /** Kubernetes does not tell these zeros from absent fields, and leaves them out. */
  private static ServiceSpec.Builder withoutZeros(ServiceSpec spec) {
    return spec.toBuilder()
        .clusterIP(Values.text(spec.clusterIP()))
        .externalName(Values.text(spec.externalName()))
        .loadBalancerIP(Values.text(spec.loadBalancerIP()))
        .healthCheckNodePort(Values.number(spec.healthCheckNodePort()))
        .publishNotReadyAddresses(
            Boolean.TRUE.equals(spec.publishNotReadyAddresses()) ? true : null);
  }

  private static void affinity(ServiceSpec spec, ServiceSpec.Builder with) {
    SessionAffinity affinity = spec.sessionAffinity();
    if (Values.isEmpty(affinity)) {
      affinity = SessionAffinity.NONE;
    }
    with.sessionAffinity(affinity);
    if (SessionAffinity.NONE.equals(affinity)) {
      with.sessionAffinityConfig(null);
    } else if (SessionAffinity.CLIENT_IP.equals(affinity) && seconds(spec) == null) {
      with.sessionAffinityConfig(new SessionAffinityConfig(new ClientIP(ClientIP.DEFAULT_SECONDS)));
    }
  }

  private static @Nullable Integer seconds(ServiceSpec spec) {
    SessionAffinityConfig config = spec.sessionAffinityConfig();
    ClientIP clientIp = config == null ? null : config.clientIP();
    return clientIp == null ? null : clientIp.timeoutSeconds();
  }

  private static Service.Port port(Service.Port port) {
    Protocol protocol = Values.isEmpty(port.protocol()) ? Protocol.TCP : port.protocol();
    IntOrString target = port.targetPort();
    boolean unset =
        target == null || target.equals(IntOrString.of(0)) || target.equals(IntOrString.of(""));
    return port.toBuilder()
        .name(Values.text(port.name()))
        .protocol(protocol)
        .targetPort(unset ? IntOrString.of(port.port()) : target)
        .nodePort(Values.number(port.nodePort()))
        .build();
  }
}
