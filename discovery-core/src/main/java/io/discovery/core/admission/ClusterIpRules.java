package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.IpFamily;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.IpFamilyPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Addresses, families and policy fit each other (ValidateServiceClusterIPsRelatedFields). */
final class ClusterIpRules {
  static final String MOST_TWO = "may only hold up to 2 values";
  private static final String IPS = "spec.clusterIPs";
  private static final List<String> FAMILIES = List.of("IPv4", "IPv6");
  private static final List<String> POLICIES =
      List.of(
          IpFamilyPolicy.PREFER_DUAL_STACK.value(),
          IpFamilyPolicy.REQUIRE_DUAL_STACK.value(),
          IpFamilyPolicy.SINGLE_STACK.value());

  private ClusterIpRules() {}

  static void check(@Nullable ServiceSpec old, ServiceSpec spec, Problems problems) {
    if (spec.external()) {
      return;
    }
    checkFirst(spec, problems);
    checkFamilies(spec.ipFamilies(), problems);
    IpFamilyPolicy policy = spec.ipFamilyPolicy();
    if (policy != null && !POLICIES.contains(policy.value())) {
      problems.notSupported("spec.ipFamilyPolicy", policy, POLICIES);
    }
    List<String> known = old == null ? List.of() : old.clusterIPs();
    boolean valid = checkAddresses(known, spec.clusterIPs(), problems);
    if (spec.clusterIPs().size() > 2) {
      problems.invalid(IPS, spec.clusterIPs(), MOST_TWO);
    }
    if (valid) {
      checkFit(spec, problems);
    }
  }

  private static void checkFirst(ServiceSpec spec, Problems problems) {
    List<String> ips = spec.clusterIPs();
    String first = spec.clusterIP();
    if (first == null) {
      if (!ips.isEmpty()) {
        problems.invalid(IPS, ips, "must be empty when `clusterIP` is not specified");
      }
    } else if (ips.isEmpty()) {
      problems.required(IPS, "");
    } else if (!ips.get(0).equals(first)) {
      problems.invalid(IPS, ips, "first value must match `clusterIP`");
    }
  }

  private static void checkFamilies(List<IpFamily> families, Problems problems) {
    Set<IpFamily> seen = new HashSet<>();
    for (int i = 0; i < families.size(); i++) {
      IpFamily family = families.get(i);
      if (!FAMILIES.contains(family.value())) {
        problems.notSupported("spec.ipFamilies[" + i + "]", family, FAMILIES);
      }
      if (!seen.add(family)) {
        problems.duplicate("spec.ipFamilies[" + i + "]", family);
      }
    }
  }

  private static boolean checkAddresses(List<String> known, List<String> ips, Problems problems) {
    boolean valid = true;
    for (int i = 0; i < ips.size(); i++) {
      if (i == 0 && ips.get(0).equals(ServiceSpec.HEADLESS)) {
        if (ips.size() > 1) {
          valid = false;
          problems.invalid(IPS, ips, "'None' must be the first and only value");
        }
      } else if (!known.contains(ips.get(i))) {
        List<String> wrong = Ip.problems(ips.get(i));
        valid &= wrong.isEmpty();
        problems.invalid(IPS + "[" + i + "]", ips.get(i), wrong);
      }
    }
    return valid;
  }

  private static void checkFit(ServiceSpec spec, Problems problems) {
    List<String> ips = spec.clusterIPs();
    int unreadable = ips.size() > 1 ? firstUnreadable(ips) : -1;
    if (unreadable >= 0) {
      problems.internal(
          IPS,
          "failed to check for dual stack with error:invalid IP[%d]: %s"
              .formatted(unreadable, ips.get(unreadable)));
    }
    if (ips.size() > 1 && (unreadable >= 0 || !bothFamilies(ips))) {
      problems.invalid(IPS, ips, "may specify no more than one IP for each IP family");
    }
    if (ServiceTypes.headless(spec)) {
      return;
    }
    for (int i = 0; i < ips.size() && i < spec.ipFamilies().size(); i++) {
      IpFamily family = spec.ipFamilies().get(i);
      Ip ip = Ip.tryParse(ips.get(i));
      boolean known = FAMILIES.contains(family.value());
      if (known && !(ip == null ? IpFamily.IPV4 : ip.family()).equals(family)) {
        problems.invalid(
            IPS + "[" + i + "]",
            ips.get(i),
            "expected an " + family + " value as indicated by `ipFamilies[" + i + "]`");
      }
    }
  }

  private static int firstUnreadable(List<String> ips) {
    for (int i = 0; i < ips.size(); i++) {
      if (Ip.tryParse(ips.get(i)) == null) {
        return i;
      }
    }
    return -1;
  }

  /** Two families and no more than one address of each is what Kubernetes asks of two addresses. */
  private static boolean bothFamilies(List<String> ips) {
    int v4 = 0;
    for (String ip : ips) {
      v4 += Ip.parse(ip).is4() ? 1 : 0;
    }
    return v4 > 0 && v4 < ips.size();
  }
}
