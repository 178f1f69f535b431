package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.core.allocation.AllocationException;
import io.discovery.core.allocation.Allocations;
import io.discovery.model.IpFamily;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/** Takes the addresses of one Service (allocateCreate, allocateUpdate), and has its ports done. */
final class ServiceAddresses {
  private final Allocations.Transaction transaction;
  private final ObjectMeta metadata;
  private final ServicePorts ports;

  ServiceAddresses(Allocations.Transaction transaction, ObjectMeta metadata) {
    this.transaction = transaction;
    this.metadata = metadata;
    this.ports = new ServicePorts(transaction, metadata);
  }

  /** Returns the spec of a new Service with addresses and ports. */
  ServiceSpec draw(ServiceSpec spec) {
    return ports.draw(drawAddresses(spec));
  }

  private ServiceSpec drawAddresses(ServiceSpec spec) {
    if (spec.external() || isHeadless(spec)) {
      return spec;
    }
    List<String> ips = padded(spec);
    for (int i = 0; i < spec.ipFamilies().size(); i++) {
      ips = withAddress(ips, i, spec.ipFamilies().get(i));
    }
    return spec.toBuilder().clusterIP(ips.get(0)).clusterIPs(ips).build();
  }

  /** Returns the addresses with an empty text for each one that is to be drawn. */
  private static List<String> padded(ServiceSpec spec) {
    List<String> ips = new ArrayList<>(spec.clusterIPs());
    while (ips.size() < spec.ipFamilies().size()) {
      ips.add("");
    }
    return ips;
  }

  /** Takes the address in a place, or draws one where there is none. */
  private List<String> withAddress(List<String> ips, int place, IpFamily family) {
    String wanted = ips.get(place);
    try {
      Ip ip = wanted.isEmpty() ? transaction.drawAddress(family) : Ip.parse(wanted);
      if (!wanted.isEmpty()) {
        transaction.takeAddress(ip);
      }
      checkOwner(ips, wanted, ip);
      List<String> with = new ArrayList<>(ips);
      with.set(place, wanted.isEmpty() ? ip.toString() : wanted);
      return with;
    } catch (AllocationException e) {
      throw wanted.isEmpty() ? full(e) : refused(ips, " " + wanted, String.valueOf(e.getMessage()));
    }
  }

  private RuntimeException full(AllocationException e) {
    return Problems.internal(
        "failed to allocate a serviceIP for Service \""
            + metadata.name()
            + "\": "
            + e.getMessage());
  }

  /** In Kubernetes an address names its Service, and is refused if it cannot. */
  private void checkOwner(List<String> ips, String wanted, Ip ip) {
    Problems problems = new Problems();
    IpAddressAdmission.checkParent("name", metadata.name(), problems);
    if (!problems.isEmpty()) {
      String why = problems.refusal(ResourceKind.IP_ADDRESS, ip.toString()).status().message();
      throw refused(ips, wanted.isEmpty() ? "" : " " + wanted, why);
    }
  }

  private RuntimeException refused(List<String> ips, String ip, String why) {
    Problems problems = new Problems();
    problems.invalid("spec.clusterIPs", ips, "failed to allocate IP" + ip + ": " + why);
    return problems.refusal(ResourceKind.SERVICE, metadata.name());
  }

  /**
   * Returns a new spec of a stored Service with what it gains; a port that it loses is freed later,
   * an address with its IPAddress.
   */
  ServiceSpec redraw(ServiceSpec old, ServiceSpec spec) {
    return ports.redraw(old, redrawAddresses(old, spec));
  }

  private ServiceSpec redrawAddresses(ServiceSpec old, ServiceSpec spec) {
    if (ServiceFamilies.keepsPreference(old, spec)) {
      return spec;
    }
    if (old.external() && !spec.external()) {
      return drawAddresses(spec);
    }
    if (isHeadless(old) || spec.external()) {
      return spec;
    }
    int before = old.ipFamilies().size();
    int after = spec.ipFamilies().size();
    if (before == 1 && after == 2) {
      List<String> ips = withAddress(padded(spec), 1, spec.ipFamilies().get(1));
      return spec.toBuilder().clusterIPs(ips).build();
    }
    return spec;
  }

  private static boolean isHeadless(ServiceSpec spec) {
    return !spec.clusterIPs().isEmpty() && ServiceSpec.HEADLESS.equals(spec.clusterIPs().get(0));
  }
}
