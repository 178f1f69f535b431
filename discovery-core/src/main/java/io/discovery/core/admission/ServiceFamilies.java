package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.IpFamily;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.IpFamilyPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decides which IP families a Service gets (initIPFamilyFields). */
final class ServiceFamilies {
  private static final String POLICY = "spec.ipFamilyPolicy";

  private final List<IpFamily> configured;

  ServiceFamilies(List<IpFamily> configured) {
    this.configured = configured;
  }

  /**
   * Returns the spec with policy and families decided; whether the addresses fit is checked first.
   *
   * @throws io.discovery.model.StatusException if the cluster cannot serve what is asked
   */
  ServiceSpec decide(@Nullable ServiceSpec old, Service service) {
    ServiceSpec spec = service.spec();
    if (spec.external() || keepsPreference(old, spec)) {
      return spec;
    }
    Problems problems = new Problems();
    IpFamilyPolicy policy = policy(old, spec);
    spec = spec.toBuilder().ipFamilyPolicy(policy).build();
    ClusterIpRules.check(old, spec, problems);
    problems.refuse(service);

    if (old != null) {
      spec = released(old, spec, problems);
    }
    checkSingle(spec, problems);
    spec = inferred(spec, problems);
    problems.refuse(service);

    boolean anything = spec.headless() && spec.selector().isEmpty();
    if (!anything) {
      checkConfigured(spec, problems);
      problems.refuse(service);
    }
    return completed(spec, anything);
  }

  /** A Service that prefers two families is not changed when the cluster's families change. */
  static boolean keepsPreference(@Nullable ServiceSpec old, ServiceSpec spec) {
    return old != null
        && ServiceTypes.needsClusterIp(spec.type())
        && Objects.equals(old.type(), spec.type())
        && IpFamilyPolicy.PREFER_DUAL_STACK.equals(spec.ipFamilyPolicy())
        && (old.ipFamilyPolicy() == null
            || IpFamilyPolicy.PREFER_DUAL_STACK.equals(old.ipFamilyPolicy()))
        && old.clusterIPs().equals(spec.clusterIPs())
        && old.ipFamilies().equals(spec.ipFamilies());
  }

  private static IpFamilyPolicy policy(@Nullable ServiceSpec old, ServiceSpec spec) {
    if (spec.ipFamilyPolicy() != null) {
      return spec.ipFamilyPolicy();
    }
    if (old != null && old.ipFamilyPolicy() != null) {
      return old.ipFamilyPolicy();
    }
    return spec.headless() && spec.selector().isEmpty()
        ? IpFamilyPolicy.REQUIRE_DUAL_STACK
        : IpFamilyPolicy.SINGLE_STACK;
  }

  /** Gives up the second family if the policy says so, and only then. */
  private static ServiceSpec released(ServiceSpec old, ServiceSpec spec, Problems problems) {
    List<String> ips = spec.clusterIPs();
    List<IpFamily> families = spec.ipFamilies();
    if (single(spec)) {
      ServiceSpec.Builder released = spec.toBuilder();
      if (ips.size() > 1 && ips.equals(old.clusterIPs())) {
        released.clusterIPs(ips.subList(0, 1));
      }
      if (families.size() > 1 && families.equals(old.ipFamilies())) {
        released.ipFamilies(families.subList(0, 1));
      }
      return released.build();
    }
    if (!ips.isEmpty() && ips.size() < old.clusterIPs().size()) {
      problems.invalid(
          POLICY,
          spec.ipFamilyPolicy(),
          "must be 'SingleStack' to release the secondary cluster IP");
    }
    if (!families.isEmpty() && families.size() < old.ipFamilies().size()) {
      problems.invalid(
          POLICY,
          spec.ipFamilyPolicy(),
          "must be 'SingleStack' to release the secondary IP family");
    }
    return spec;
  }

  private static void checkSingle(ServiceSpec spec, Problems problems) {
    String wanted = "must be 'RequireDualStack' or 'PreferDualStack' when multiple ";
    if (single(spec) && spec.clusterIPs().size() == 2) {
      problems.invalid(POLICY, spec.ipFamilyPolicy(), wanted + "cluster IPs are specified");
    }
    if (single(spec) && spec.ipFamilies().size() == 2) {
      problems.invalid(POLICY, spec.ipFamilyPolicy(), wanted + "IP families are specified");
    }
  }

  /** Adds the families of addresses that have none. */
  private ServiceSpec inferred(ServiceSpec spec, Problems problems) {
    List<IpFamily> families = new ArrayList<>(spec.ipFamilies());
    List<String> ips = spec.clusterIPs();
    for (int i = families.size(); i < ips.size() && !spec.headless(); i++) {
      IpFamily family = Ip.parse(ips.get(i)).family();
      if (configured.contains(family)) {
        families.add(family);
      } else {
        problems.invalid(
            "spec.clusterIPs[" + i + "]", ips, family + " is not configured on this cluster");
      }
    }
    return spec.toBuilder().ipFamilies(families).build();
  }

  private void checkConfigured(ServiceSpec spec, Problems problems) {
    if (IpFamilyPolicy.REQUIRE_DUAL_STACK.equals(spec.ipFamilyPolicy()) && configured.size() < 2) {
      problems.invalid(
          POLICY, spec.ipFamilyPolicy(), "this cluster is not configured for dual-stack services");
    }
    List<IpFamily> families = spec.ipFamilies();
    for (int i = 0; i < families.size(); i++) {
      if (!configured.contains(families.get(i))) {
        problems.invalid(
            "spec.ipFamilies[" + i + "]", families.get(i), "not configured on this cluster");
      }
    }
  }

  private ServiceSpec completed(ServiceSpec spec, boolean anything) {
    List<IpFamily> families = new ArrayList<>(spec.ipFamilies());
    if (families.isEmpty()) {
      families.add(configured.get(0));
    }
    if (!single(spec) && families.size() == 1 && (anything || configured.size() == 2)) {
      families.add(IpFamily.IPV4.equals(families.get(0)) ? IpFamily.IPV6 : IpFamily.IPV4);
    }
    return spec.toBuilder().ipFamilies(families).build();
  }

  private static boolean single(ServiceSpec spec) {
    return IpFamilyPolicy.SINGLE_STACK.equals(spec.ipFamilyPolicy());
  }
}
