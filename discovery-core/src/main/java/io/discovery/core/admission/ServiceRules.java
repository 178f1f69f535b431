package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.ClientIP;
import io.discovery.model.ServiceSpec.SessionAffinity;
import io.discovery.model.ServiceSpec.SessionAffinityConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a Service must be, in the order of validateService (pkg/apis/core/validation). */
final class ServiceRules {
  private static final int KUBELET_PORT = 10250;
  private static final int LONGEST_AFFINITY = 86400;
  private static final List<String> TYPES =
      List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final List<String> AFFINITIES = List.of("ClientIP", "None");

  private final @Nullable Service before;
  private final Service service;
  private final ServiceSpec spec;
  private final Problems problems;

  ServiceRules(@Nullable Service before, Service service, Problems problems) {
    this.before = before;
    this.service = service;
    this.spec = service.spec();
    this.problems = problems;
  }

  /** Checks all but the metadata that every resource has. */
  void check() {
    checkTopology();
    checkByType();
    ServicePortRules.check(spec, problems);
    MetaRules.labels("spec.selector", spec.selector(), problems);
    checkAffinity();
    ServiceSpec old = before == null ? null : before.spec();
    ClusterIpRules.check(old, spec, problems);
    List<String> known = old == null ? List.of() : old.externalIPs();
    for (int i = 0; i < spec.externalIPs().size(); i++) {
      String field = "spec.externalIPs[" + i + "]";
      String ip = spec.externalIPs().get(i);
      AddressRules.checkSyntax(field, ip, known, problems);
      problems.invalid(field, ip, Ip.endpointProblems(ip));
    }
    problems.oneOf("spec.type", spec.type(), TYPES);
    ServicePortRules.checkPairs(spec, problems);
    new ServiceTrafficRules(before, service, problems).check();
  }

  private void checkTopology() {
    Map<String, String> annotations = service.metadata().annotations();
    String mode = annotations.get(Service.TOPOLOGY_MODE);
    if (mode != null
        && annotations.containsKey(Service.TOPOLOGY_HINTS)
        && !mode.equals(annotations.get(Service.TOPOLOGY_HINTS))) {
      problems.invalid(
          "metadata.annotations[" + Service.TOPOLOGY_MODE + "]",
          mode,
          "must match annotations[" + Service.TOPOLOGY_HINTS + "] when both are specified");
    }
  }

  private void checkByType() {
    boolean headless = ServiceTypes.headless(spec);
    if (spec.ports().isEmpty() && !headless && !spec.external()) {
      problems.required("spec.ports", "");
    }
    if (ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())) {
      checkKubeletPort();
    }
    if (headless && ServiceTypes.hasNodePorts(spec.type())) {
      problems.invalid(
          "spec.clusterIPs[0]",
          ServiceSpec.HEADLESS,
          "may not be set to 'None' for " + spec.type() + " services");
    }
    if (spec.external()) {
      checkExternal();
    }
  }

  private void checkKubeletPort() {
    for (int i = 0; i < spec.ports().size(); i++) {
      if (spec.ports().get(i).port() == KUBELET_PORT) {
        problems.invalid(
            "spec.ports[" + i + "]",
            KUBELET_PORT,
            "may not expose port 10250 externally since it is used by kubelet");
      }
    }
  }

  private void checkExternal() {
    String detail = "may not be set for ExternalName services";
    if (!spec.clusterIPs().isEmpty()) {
      problems.forbidden("spec.clusterIPs", detail);
    }
    if (!spec.ipFamilies().isEmpty()) {
      problems.forbidden("spec.ipFamilies", detail);
    }
    if (spec.ipFamilyPolicy() != null) {
      problems.forbidden("spec.ipFamilyPolicy", detail);
    }
    String name = Objects.requireNonNullElse(spec.externalName(), "");
    String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (relative.isEmpty()) {
      problems.required("spec.externalName", "");
    } else {
      problems.subdomain("spec.externalName", relative);
    }
  }

  private void checkAffinity() {
    SessionAffinity affinity = spec.sessionAffinity();
    problems.oneOf("spec.sessionAffinity", affinity, AFFINITIES);
    if (SessionAffinity.CLIENT_IP.equals(affinity)) {
      checkAffinitySeconds();
    } else if (SessionAffinity.NONE.equals(affinity) && spec.sessionAffinityConfig() != null) {
      problems.forbidden(
          "spec.sessionAffinityConfig", "must not be set when session affinity is None");
    }
  }

  private void checkAffinitySeconds() {
    String field = "spec.sessionAffinityConfig.clientIP.timeoutSeconds";
    SessionAffinityConfig config = spec.sessionAffinityConfig();
    ClientIP clientIp = config == null ? null : config.clientIP();
    Integer seconds = clientIp == null ? null : clientIp.timeoutSeconds();
    if (seconds == null) {
      problems.required(field, "when session affinity type is ClientIP");
    } else if (seconds <= 0 || seconds > LONGEST_AFFINITY) {
      problems.invalid(field, seconds, "must be greater than 0 and less than 86400");
    }
  }
}
