package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.Service.Ingress;
import io.discovery.model.Service.LoadBalancerStatus;
import io.discovery.model.Service.PortStatus;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/** What a load balancer may say (ValidateServiceStatusUpdate, ValidateLoadBalancerStatus). */
final class ServiceStatusRules {
  private static final String FIELD = "status.loadBalancer.ingress";
  private static final List<String> MODES = List.of("Proxy", "VIP");

  private ServiceStatusRules() {}

  /** Takes status, labels and annotations of the new state, everything else of the old one. */
  static Service prepared(Service before, Service after) {
    boolean balanced = ServiceSpec.Type.LOAD_BALANCER.equals(after.spec().type());
    List<Ingress> prepared = Values.mapped(ingress(after), each -> withMode(each, balanced));
    return before
        .withMetadata(after.metadata())
        .withStatus(
            new Service.Status(new LoadBalancerStatus(prepared), after.status().conditions()));
  }

  /** Says how an address is reached: a default that goes by the type that the request names. */
  private static Ingress withMode(Ingress ingress, boolean balanced) {
    String ip = Values.text(ingress.ip());
    String mode = balanced && ip != null && ingress.ipMode() == null ? "VIP" : ingress.ipMode();
    return new Ingress(
        ip,
        Values.text(ingress.hostname()),
        mode,
        Values.mapped(ingress.ports(), ServiceStatusRules::port));
  }

  private static PortStatus port(PortStatus port) {
    return new PortStatus(
        port.port() == null ? 0 : port.port(),
        port.protocol() == null ? new Protocol("") : port.protocol(),
        port.error());
  }

  static void check(Service before, Service after, Problems problems) {
    ServiceAdmission.META.check(before, after, problems);
    List<Ingress> ingress = ingress(after);
    List<String> known = new ArrayList<>();
    for (Ingress each : ingress(before)) {
      known.add(String.valueOf(each.ip()));
    }
    if (!ingress.isEmpty() && !ServiceSpec.Type.LOAD_BALANCER.equals(after.spec().type())) {
      if (!ingress.equals(ingress(before))) {
        problems.forbidden(FIELD, "may only be used when `spec.type` is 'LoadBalancer'");
      }
      return;
    }
    for (int i = 0; i < ingress.size(); i++) {
      check(FIELD + "[" + i + "]", ingress.get(i), known, problems);
    }
  }

  private static void check(String field, Ingress ingress, List<String> known, Problems problems) {
    String ip = ingress.ip();
    if (ip != null && !known.contains(ip)) {
      problems.invalid(field + ".ip", ip, Ip.problems(ip));
    }
    String mode = ingress.ipMode();
    if (ip != null && mode == null) {
      problems.required(field + ".ipMode", "must be specified when `ip` is set");
    } else if (ip == null && mode != null) {
      problems.forbidden(field + ".ipMode", "may not be specified when `ip` is not set");
    } else if (mode != null && !MODES.contains(mode)) {
      problems.notSupported(field + ".ipMode", mode, MODES);
    }
    String hostname = ingress.hostname();
    if (hostname != null) {
      problems.subdomain(field + ".hostname", hostname);
      if (Ip.tryParse(hostname) != null) {
        problems.invalid(field + ".hostname", hostname, "must be a DNS name, not an IP address");
      }
    }
  }

  private static List<Ingress> ingress(Service service) {
    LoadBalancerStatus balancer = service.status().loadBalancer();
    return balancer == null ? List.of() : balancer.ingress();
  }
}
