package io.discovery.core.admission;

import io.discovery.model.IpFamily;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.IpFamilyPolicy;
import java.util.List;
import java.util.Objects;

/** What of a Service must not change (ValidateServiceUpdate). */
final class ServiceUpdateRules {
  private static final String ONCE = "may not change once set";

  private ServiceUpdateRules() {}

  static void check(ServiceSpec old, ServiceSpec spec, Problems problems) {
    boolean free =
        old.external()
            || spec.external()
            || (ServiceTypes.headless(old) && ServiceTypes.headless(spec));
    if (!free) {
      checkAddresses(old, spec, problems);
      if (ServiceTypes.headless(old) == ServiceTypes.headless(spec)) {
        checkFamilies(old, spec, problems);
      }
    }
    checkClass(old, spec, problems);
    if (ServiceTypes.needsHealthCheck(old)
        && ServiceTypes.needsHealthCheck(spec)
        && !Objects.equals(old.healthCheckNodePort(), spec.healthCheckNodePort())) {
      problems.forbidden("spec.healthCheckNodePort", Problems.IMMUTABLE);
    }
  }

  private static void checkAddresses(ServiceSpec old, ServiceSpec spec, Problems problems) {
    List<String> before = old.clusterIPs();
    List<String> after = spec.clusterIPs();
    if (after.isEmpty() && !before.isEmpty()) {
      problems.invalid("spec.clusterIPs[0]", after, "primary clusterIP can not be unset");
    }
    // Of a longer list, the first address alone must stay.
    int compared = before.size() == after.size() ? before.size() : 1;
    for (int i = 0; i < compared && i < before.size() && i < after.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        problems.invalid("spec.clusterIPs[" + i + "]", after, ONCE);
      }
    }
    if (before.size() == 2 && after.size() == 1 && !single(spec)) {
      problems.invalid(
          "spec.ipFamilyPolicy",
          spec.ipFamilyPolicy(),
          "must be set to 'SingleStack' when releasing the secondary clusterIP");
    }
  }

  private static void checkFamilies(ServiceSpec old, ServiceSpec spec, Problems problems) {
    List<IpFamily> before = old.ipFamilies();
    List<IpFamily> after = spec.ipFamilies();
    if (before.size() == after.size()) {
      if (!before.equals(after)) {
        problems.invalid("spec.ipFamilies[0]", after, ONCE);
      }
      return;
    }
    if (before.size() > after.size() && spec.clusterIPs().isEmpty()) {
      problems.invalid("spec.ipFamilies[0]", after, "primary ipFamily can not be unset");
    }
    if (!before.isEmpty() && !after.isEmpty() && !before.get(0).equals(after.get(0))) {
      // Kubernetes shows the addresses here.
      problems.invalid("spec.ipFamilies[0]", spec.clusterIPs(), ONCE);
    }
    if (before.size() == 2 && after.size() == 1 && !single(spec)) {
      problems.invalid(
          "spec.ipFamilyPolicy",
          spec.ipFamilyPolicy(),
          "must be set to 'SingleStack' when releasing the secondary ipFamily");
    }
  }

  private static boolean single(ServiceSpec spec) {
    return IpFamilyPolicy.SINGLE_STACK.equals(spec.ipFamilyPolicy());
  }

  private static void checkClass(ServiceSpec old, ServiceSpec spec, Problems problems) {
    if (ServiceSpec.Type.LOAD_BALANCER.equals(old.type())
        && ServiceSpec.Type.LOAD_BALANCER.equals(spec.type())
        && !Objects.equals(old.loadBalancerClass(), spec.loadBalancerClass())) {
      problems.invalid("spec.loadBalancerClass", spec.loadBalancerClass(), ONCE);
    }
    ServiceTrafficRules.checkClass(spec, problems);
  }
}
