package io.discovery.core.admission;

import io.discovery.address.Cidr;
import java.util.List;

/**
 * What a cluster may hand out.
 *
 * @param serviceCidrs ranges of virtual addresses, the primary family first: one, or one a family
 * @param firstNodePort first node port, 1..65535
 * @param lastNodePort last node port, not below the first
 */
public record Ranges(List<Cidr> serviceCidrs, int firstNodePort, int lastNodePort) {
  private static final int PORTS = 65535;
  private static final int WIDEST_IPV6 = 64;

  /** Checks the ranges and copies. */
  public Ranges {
    serviceCidrs = List.copyOf(serviceCidrs);
    if (serviceCidrs.isEmpty() || serviceCidrs.size() > 2) {
      throw new IllegalArgumentException(
          "service ranges: wrong number (" + serviceCidrs.size() + "; expected: 1 or 2)");
    }
    if (serviceCidrs.size() == 2
        && serviceCidrs.get(0).family().equals(serviceCidrs.get(1).family())) {
      throw new IllegalArgumentException(
          "service ranges: one family twice (" + serviceCidrs + "; expected: one range a family)");
    }
    for (Cidr range : serviceCidrs) {
      if (!range.base().is4() && range.prefixLength() < WIDEST_IPV6) {
        throw new IllegalArgumentException(
            "service range: too wide (" + range + "; expected: /64 or longer)");
      }
    }
    if (firstNodePort < 1 || lastNodePort > PORTS || firstNodePort > lastNodePort) {
      throw new IllegalArgumentException(
          "node ports: no such range ("
              + (firstNodePort + "-" + lastNodePort)
              + "; expected: within 1-65535)");
    }
  }
}
