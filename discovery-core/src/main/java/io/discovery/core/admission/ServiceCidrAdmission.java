package io.discovery.core.admission;

import io.discovery.address.Cidr;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.ServiceCIDR;
import io.discovery.model.Syntax;
import java.util.List;

/** Ranges of virtual addresses: one, or one a family, which stays (ValidateServiceCIDR). */
final class ServiceCidrAdmission implements Rules<ServiceCIDR> {
  private static final MetaRules META = new MetaRules(Syntax::dns1123Subdomain, false);
  private static final String FIELD = "spec.cidrs";

  @Override
  public ServiceCIDR prepared(@Nullable ServiceCIDR before, ServiceCIDR object) {
    return object.withStatus(before == null ? new ServiceCIDR.Status(List.of()) : before.status());
  }

  @Override
  public void check(@Nullable ServiceCIDR before, ServiceCIDR object, Problems problems) {
    META.check(before, object, problems);
    List<String> cidrs = object.spec().cidrs();
    if (before == null) {
      checkNew(cidrs, problems);
    } else {
      checkKept(before.spec().cidrs(), cidrs, problems);
    }
  }

  private static void checkNew(List<String> cidrs, Problems problems) {
    if (cidrs.isEmpty()) {
      problems.required(FIELD, "at least one CIDR required");
    } else if (cidrs.size() > 2) {
      problems.invalid(FIELD, shown(cidrs), ClusterIpRules.MOST_TWO);
    } else if (cidrs.size() == 2 && !dual(cidrs)) {
      problems.invalid(
          FIELD,
          shown(cidrs),
          "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and"
              + " 2001:db8::/96");
    } else {
      for (int i = 0; i < cidrs.size(); i++) {
        String cidr = cidrs.get(i);
        List<String> wrong = AddressRules.canonical(cidr, Cidr.problems(cidr), Cidr::parse);
        problems.invalid(FIELD + "[" + i + "]", cidr, wrong);
      }
    }
  }

  /** Returns whether the addresses before the slashes are of two families. */
  private static boolean dual(List<String> cidrs) {
    return cidrs.get(0).contains(":") != cidrs.get(1).contains(":");
  }

  private static void checkKept(List<String> before, List<String> after, Problems problems) {
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      problems.kept(FIELD + "[" + i + "]", before.get(i), after.get(i));
    }
    if (after.size() < before.size()) {
      problems.immutable(FIELD, after);
    } else if (after.size() > before.size()) {
      checkNew(after, problems);
    }
  }

  private static Values.Raw shown(List<String> cidrs) {
    return new Values.Raw("{\"CIDRs\":" + Values.shown(cidrs) + "}");
  }

  @Override
  public ServiceCIDR preparedStatus(ServiceCIDR before, ServiceCIDR after) {
    return before.withStatus(after.status());
  }
}
