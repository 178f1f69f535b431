package io.discovery.core.admission;

import io.discovery.model.PodSpec;
import io.discovery.model.PodSpec.Container;
import io.discovery.model.PodSpec.ContainerPort;
import io.discovery.model.Syntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a new Pod must be. */
final class PodRules {
  private static final List<String> RESTARTS = List.of("Always", "Never", "OnFailure");

  private final PodSpec spec;
  private final boolean hostNetwork;
  private final Problems problems;

  PodRules(PodSpec spec, Problems problems) {
    this.spec = spec;
    this.hostNetwork = Boolean.TRUE.equals(spec.hostNetwork());
    this.problems = problems;
  }

  void check() {
    Set<String> names = new HashSet<>();
    if (spec.containers().isEmpty()) {
      problems.required("spec.containers", "");
    }
    for (int i = 0; i < spec.containers().size(); i++) {
      checkContainer("spec.containers[" + i + "]", spec.containers().get(i), names);
    }
    for (int i = 0; i < spec.initContainers().size(); i++) {
      Container container = spec.initContainers().get(i);
      String field = "spec.initContainers[" + i + "]";
      checkContainer(field, container, names);
      String restart = container.restartPolicy();
      if (restart != null && !RESTARTS.contains(restart)) {
        problems.notSupported(field + ".restartPolicy", restart, RESTARTS);
      }
    }
    for (int i = 0; i < spec.readinessGates().size(); i++) {
      String type = spec.readinessGates().get(i).conditionType();
      problems.invalid(
          "spec.readinessGates[" + i + "].conditionType", type, Syntax.qualifiedName(type));
    }
    checkLabel("spec.hostname", spec.hostname());
    checkLabel("spec.subdomain", spec.subdomain());
  }

  private void checkLabel(String field, @Nullable String name) {
    if (name != null) {
      problems.invalid(field, name, Syntax.dns1123Label(name));
    }
  }

  private void checkContainer(String field, Container container, Set<String> names) {
    String name = container.name();
    if (name.isEmpty()) {
      problems.required(field + ".name", "");
    } else {
      problems.invalid(field + ".name", name, Syntax.dns1123Label(name));
    }
    if (!names.add(name)) {
      problems.duplicate(field + ".name", name);
    }
    if (Values.isEmpty(container.image())) {
      problems.required(field + ".image", "");
    }
    Set<String> portNames = new HashSet<>();
    for (int i = 0; i < container.ports().size(); i++) {
      checkPort(field + ".ports[" + i + "]", container.ports().get(i), portNames);
    }
  }

  private void checkPort(String field, ContainerPort port, Set<String> names) {
    String name = port.name();
    if (name != null) {
      List<String> wrong = Syntax.portName(name);
      problems.invalid(field + ".name", name, wrong);
      if (wrong.isEmpty() && !names.add(name)) {
        problems.duplicate(field + ".name", name);
      }
    }
    if (port.containerPort() == 0) {
      problems.required(field + ".containerPort", "");
    } else {
      problems.invalid(
          field + ".containerPort", port.containerPort(), Syntax.portNumber(port.containerPort()));
    }
    Integer host = port.hostPort();
    if (host != null) {
      problems.invalid(field + ".hostPort", host, Syntax.portNumber(host));
    }
    if (hostNetwork && (host == null || host != port.containerPort())) {
      problems.invalid(
          field + ".hostPort", host, "must match `containerPort` when `hostNetwork` is true");
    }
    problems.oneOf(field + ".protocol", port.protocol(), ServicePortRules.PROTOCOLS);
  }
}
