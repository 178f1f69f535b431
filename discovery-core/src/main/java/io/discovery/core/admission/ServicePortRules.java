package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.IntOrString;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.Syntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ports of a Service (validateServicePort and the loops of validateService). */
final class ServicePortRules {
  static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

  private ServicePortRules() {}

  static void check(ServiceSpec spec, Problems problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.ports().size(); i++) {
      Service.Port port = spec.ports().get(i);
      String field = "spec.ports[" + i + "]";
      checkName(port, field, spec.ports().size() > 1, problems);
      if (!Values.isEmpty(port.name()) && !names.add(port.name())) {
        problems.duplicate(field + ".name", port.name());
      }
      problems.invalid(field + ".port", port.port(), Syntax.portNumber(port.port()));
      problems.oneOf(field + ".protocol", port.protocol(), PROTOCOLS);
      checkTarget(port.targetPort(), field + ".targetPort", problems);
      problems.qualified(field + ".appProtocol", port.appProtocol());
    }
  }

  private static void checkName(
      Service.Port port, String field, boolean required, Problems problems) {
    String name = Values.text(port.name());
    if (name != null) {
      problems.label(field + ".name", name);
    } else if (required) {
      problems.required(field + ".name", "");
    }
  }

  private static void checkTarget(@Nullable IntOrString target, String field, Problems problems) {
    if (target instanceof IntOrString.Number number) {
      problems.invalid(field, target, Syntax.portNumber(number.value()));
    } else if (target instanceof IntOrString.Text text) {
      problems.invalid(field, target, Syntax.portName(text.value()));
    }
  }

  /** Checks that no two ports collide, and that no type has node ports that knows none. */
  static void checkPairs(ServiceSpec spec, Problems problems) {
    List<Service.Port> ports = spec.ports();
    for (int i = 0; i < ports.size() && ServiceSpec.Type.CLUSTER_IP.equals(spec.type()); i++) {
      if (ServiceUpdate.number(ports.get(i)) != 0) {
        problems.forbidden(
            "spec.ports[" + i + "].nodePort", "may not be used when `type` is 'ClusterIP'");
      }
    }
    Set<String> nodePorts = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      int number = ServiceUpdate.number(ports.get(i));
      if (number != 0 && !nodePorts.add(ports.get(i).protocol() + " " + number)) {
        problems.duplicate("spec.ports[" + i + "].nodePort", number);
      }
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      Service.Port port = ports.get(i);
      if (!seen.add(port.protocol() + " " + port.port())) {
        problems.duplicate("spec.ports[" + i + "]", key(port));
      }
    }
  }

  /** Kubernetes shows the pair as a port in which nothing else is set. */
  private static Values.Raw key(Service.Port port) {
    return new Values.Raw(
        ("{\"Name\":\"\",\"Protocol\":%s,\"AppProtocol\":null,"
                + "\"Port\":%d,\"TargetPort\":0,\"NodePort\":0}")
            .formatted(Values.json(port.protocol()), port.port()));
  }
}
