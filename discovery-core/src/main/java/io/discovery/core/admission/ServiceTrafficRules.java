package io.discovery.core.admission;

import io.discovery.address.Cidr;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import io.discovery.model.Syntax;
import java.util.List;

/** Who may reach a Service, and what they get (validateService, from its ranges on). */
final class ServiceTrafficRules {
  private static final String RANGES_ANNOTATION =
      "service.beta.kubernetes.io/load-balancer-source-ranges";
  private static final String BALANCED_ONLY = "may only be used when `type` is 'LoadBalancer'";
  private static final List<String> POLICIES = List.of("Cluster", "Local");
  private static final List<String> DISTRIBUTIONS =
      List.of(ServiceSpec.PREFER_CLOSE, ServiceSpec.PREFER_SAME_ZONE, ServiceSpec.PREFER_SAME_NODE);

  private final @Nullable Service before;
  private final Service service;
  private final ServiceSpec spec;
  private final boolean balanced;
  private final Problems problems;

  ServiceTrafficRules(@Nullable Service before, Service service, Problems problems) {
    this.before = before;
    this.service = service;
    this.spec = service.spec();
    this.balanced = ServiceSpec.Type.LOAD_BALANCER.equals(spec.type());
    this.problems = problems;
  }

  void check() {
    checkRanges();
    if (spec.allocateLoadBalancerNodePorts() != null && !balanced) {
      problems.forbidden("spec.allocateLoadBalancerNodePorts", BALANCED_ONLY);
    }
    if (spec.allocateLoadBalancerNodePorts() == null && balanced) {
      problems.required("spec.allocateLoadBalancerNodePorts", "");
    }
    checkClass(spec, problems);
    checkExternalPolicy();
    checkHealthCheck();
    checkInternalPolicy();
    String distribution = spec.trafficDistribution();
    if (distribution != null && !DISTRIBUTIONS.contains(distribution)) {
      problems.notSupported("spec.trafficDistribution", distribution, DISTRIBUTIONS);
    }
  }

  private void checkRanges() {
    List<String> ranges = spec.loadBalancerSourceRanges();
    String annotation = service.metadata().annotations().get(RANGES_ANNOTATION);
    if (!ranges.isEmpty()) {
      // The capital letter is Kubernetes' own.
      String field = "spec.LoadBalancerSourceRanges";
      checkBalanced(field);
      List<String> known = before == null ? List.of() : before.spec().loadBalancerSourceRanges();
      for (int i = 0; i < ranges.size(); i++) {
        checkRange(field + "[" + i + "]", ranges.get(i), known);
      }
    } else if (annotation != null) {
      checkAnnotation("metadata.annotations[" + RANGES_ANNOTATION + "]", annotation);
    }
  }

  private void checkAnnotation(String field, String annotation) {
    checkBalanced(field);
    boolean known =
        before != null && annotation.equals(before.metadata().annotations().get(RANGES_ANNOTATION));
    if (!known && !annotation.isBlank()) {
      for (String range : annotation.strip().split(",", -1)) {
        checkRange(field, range, List.of());
      }
    }
  }

  private void checkBalanced(String field) {
    if (!balanced) {
      problems.forbidden(field, BALANCED_ONLY);
    }
  }

  private void checkRange(String field, String text, List<String> known) {
    String range = text.strip();
    if (!known.contains(range)) {
      problems.invalid(field, range, Cidr.problems(range));
    }
  }

  static void checkClass(ServiceSpec spec, Problems problems) {
    String name = spec.loadBalancerClass();
    if (name == null) {
      return;
    }
    if (ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())) {
      problems.qualified("spec.loadBalancerClass", name);
    } else {
      problems.forbidden("spec.loadBalancerClass", BALANCED_ONLY);
    }
  }

  private void checkExternalPolicy() {
    String field = "spec.externalTrafficPolicy";
    TrafficPolicy policy = spec.externalTrafficPolicy();
    if (!ServiceTypes.externallyAccessible(spec.type(), spec.externalIPs())) {
      if (!Values.isEmpty(policy)) {
        problems.invalid(field, policy, "may only be set for externally-accessible services");
      }
    } else {
      problems.oneOf(field, policy, POLICIES);
    }
  }

  private void checkHealthCheck() {
    String field = "spec.healthCheckNodePort";
    Integer port = spec.healthCheckNodePort();
    if (ServiceTypes.needsHealthCheck(spec)) {
      if (port == null) {
        problems.required(field, "");
      } else {
        problems.invalid(field, port, Syntax.portNumber(port));
      }
    } else if (port != null) {
      problems.invalid(
          field,
          port,
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
    }
  }

  private void checkInternalPolicy() {
    String field = "spec.internalTrafficPolicy";
    TrafficPolicy policy = spec.internalTrafficPolicy();
    if (policy == null) {
      if (ServiceTypes.needsClusterIp(spec.type())) {
        problems.required(field, "");
      }
    } else if (!POLICIES.contains(policy.value())) {
      problems.notSupported(field, policy, POLICIES);
    }
  }
}
