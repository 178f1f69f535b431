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

/** Takes and frees the virtual addresses of one Service, and has its ports done as well. */
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
    List<String> ips = new ArrayList<>(spec.clusterIPs());
    for (int i = 0; i < spec.ipFamilies().size(); i++) {
      ips = withAddress(ips, i, spec.ipFamilies().get(i));
    }
    return spec.toBuilder().clusterIP(ips.get(0)).clusterIPs(ips).build();
  }

  /** Takes the address in a place, or draws one where there is none. */
  private List<String> withAddress(List<String> ips, int place, IpFamily family) {
    List<String> with = new ArrayList<>(ips);
    if (place >= ips.size()) {
      with.add("");
    }
    String wanted = with.get(place);
    try {
      if (wanted.isEmpty()) {
        with.set(place, transaction.drawAddress(family).toString());
      } else {
        transaction.takeAddress(Ip.parse(wanted));
      }
      return with;
    } catch (AllocationException e) {
      throw wanted.isEmpty() ? full(e) : taken(with, wanted, e);
    }
  }

  private RuntimeException full(AllocationException e) {
    return Problems.internal(
        "failed to allocate a serviceIP for Service \""
            + metadata.name()
            + "\": "
            + e.getMessage());
  }

  private RuntimeException taken(List<String> ips, String ip, AllocationException e) {
    Problems problems = new Problems();
    problems.invalid("spec.clusterIPs", ips, "failed to allocate IP " + ip + ": " + e.getMessage());
    return problems.refusal(ResourceKind.SERVICE, metadata.name());
  }

  /** Returns a new spec of a stored Service with what it gains; what it loses is freed later. */
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
    if (isHeadless(old)) {
      return spec;
    }
    if (!old.external() && spec.external()) {
      freeAddresses(old);
      return spec;
    }
    int before = old.ipFamilies().size();
    int after = spec.ipFamilies().size();
    if (before == 1 && after == 2) {
      List<String> ips = withAddress(spec.clusterIPs(), 1, spec.ipFamilies().get(1));
      return spec.toBuilder().clusterIPs(ips).build();
    }
    if (before == 2 && after == 1) {
      free(old.clusterIPs().get(1));
    }
    return spec;
  }

  /** Frees all that a Service holds. */
  void free(ServiceSpec spec) {
    if (!spec.external() && !isHeadless(spec)) {
      freeAddresses(spec);
    }
    ports.free(spec);
  }

  private void freeAddresses(ServiceSpec spec) {
    spec.clusterIPs().forEach(this::free);
  }

  private void free(String text) {
    Ip ip = Ip.tryParse(text);
    if (ip != null) {
      transaction.freeAddress(ip);
    }
  }

  private static boolean isHeadless(ServiceSpec spec) {
    return !spec.clusterIPs().isEmpty() && ServiceSpec.HEADLESS.equals(spec.clusterIPs().get(0));
  }
}
