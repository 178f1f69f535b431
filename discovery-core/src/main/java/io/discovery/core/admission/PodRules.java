package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.PodSpec;
import io.discovery.model.PodSpec.Container;
import io.discovery.model.PodSpec.ContainerPort;
import io.discovery.model.Syntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a Pod must be, and what of it may change (ValidatePodCreate, ValidatePodUpdate). */
final class PodRules {
  private static final List<String> CONTAINER_RESTARTS = List.of("Always", "Never", "OnFailure");
  private static final List<String> RESTARTS = List.of("Always", "OnFailure", "Never");
  private static final String CONTAINERS = "spec.containers";
  private static final String INIT_CONTAINERS = "spec.initContainers";

  private final PodSpec spec;
  private final Problems problems;

  PodRules(PodSpec spec, Problems problems) {
    this.spec = spec;
    this.problems = problems;
  }

  void check() {
    Set<String> names = new HashSet<>(2);
    checkContainers(names);
    for (int i = 0; i < spec.initContainers().size(); i++) {
      checkInit(i, spec.initContainers().get(i), names);
    }
    if (Boolean.TRUE.equals(spec.hostNetwork())) {
      checkHostNetwork();
    }
    problems.oneOf("spec.restartPolicy", spec.restartPolicy(), RESTARTS);
    for (int i = 0; i < spec.readinessGates().size(); i++) {
      String type = spec.readinessGates().get(i).conditionType();
      problems.qualified("spec.readinessGates[" + i + "].conditionType", type);
    }
    problems.subdomain("spec.nodeName", spec.nodeName());
    problems.label("spec.hostname", spec.hostname());
    problems.label("spec.subdomain", spec.subdomain());
    checkImages(CONTAINERS, spec.containers());
    checkImages(INIT_CONTAINERS, spec.initContainers());
  }

  private void checkContainers(Set<String> names) {
    List<Container> containers = spec.containers();
    if (containers.isEmpty()) {
      problems.required(CONTAINERS, "");
    }
    for (int i = 0; i < containers.size(); i++) {
      problems.enter(CONTAINERS, i);
      checkContainer(containers.get(i));
      if (!names.add(containers.get(i).name())) {
        problems.duplicate("name", containers.get(i).name());
      }
      checkProbe(containers.get(i).readinessProbe());
      checkRestart(containers.get(i));
      problems.leave();
    }
    Set<String> hostPorts = new HashSet<>(2);
    for (int i = 0; i < containers.size(); i++) {
      checkHostPorts(CONTAINERS, i, containers.get(i), hostPorts);
    }
  }

  private void checkInit(int place, Container container, Set<String> names) {
    problems.enter(INIT_CONTAINERS, place);
    checkContainer(container);
    checkRestart(container);
    String name = container.name();
    if (names.contains(name)) {
      problems.duplicate("name", name);
    } else if (!name.isEmpty()) {
      names.add(name);
    }
    problems.leave();
    // Kubernetes looks at each init container as if it were the only one.
    checkHostPorts(INIT_CONTAINERS, 0, container, new HashSet<>());
    problems.enter(INIT_CONTAINERS, place);
    if ("Always".equals(container.restartPolicy())) {
      checkProbe(container.readinessProbe());
    } else if (container.readinessProbe() != null) {
      problems.forbidden(
          "readinessProbe", "may not be set for init containers without restartPolicy=Always");
    }
    problems.leave();
  }

  private void checkProbe(PodSpec.@Nullable Probe probe) {
    Integer seconds = probe == null ? null : probe.periodSeconds();
    problems.notNegative("readinessProbe.periodSeconds", seconds);
  }

  private void checkRestart(Container container) {
    String restart = container.restartPolicy();
    if (restart != null && !CONTAINER_RESTARTS.contains(restart)) {
      problems.notSupported("restartPolicy", restart, CONTAINER_RESTARTS);
    }
  }

  private void checkHostPorts(String list, int place, Container container, Set<String> taken) {
    for (int i = 0; i < container.ports().size(); i++) {
      ContainerPort port = container.ports().get(i);
      if (port.hostPort() == null) {
        continue;
      }
      String host = port.hostIP() == null ? "" : port.hostIP();
      String key = port.protocol() + "/" + host + "/" + port.hostPort();
      if (!taken.add(key)) {
        problems.duplicate(list + "[" + place + "].ports[" + i + "].hostPort", key);
      }
    }
  }

  private void checkHostNetwork() {
    for (int i = 0; i < spec.containers().size(); i++) {
      List<ContainerPort> ports = spec.containers().get(i).ports();
      for (int j = 0; j < ports.size(); j++) {
        Integer given = ports.get(j).hostPort();
        int host = given == null ? 0 : given;
        if (host != ports.get(j).containerPort()) {
          problems.invalid(
              CONTAINERS + "[" + i + "].ports[" + j + "].hostPort",
              host,
              "must match `containerPort` when `hostNetwork` is true");
        }
      }
    }
  }

  private void checkImages(String field, List<Container> containers) {
    for (int i = 0; i < containers.size(); i++) {
      String image = containers.get(i).image();
      if (image != null && !image.equals(image.strip())) {
        problems.invalid(
            field + "[" + i + "].image", image, "must not have leading or trailing whitespace");
      }
    }
  }

  private void checkContainer(Container container) {
    String name = container.name();
    if (name.isEmpty()) {
      problems.required("name", "");
    } else {
      problems.label("name", name);
    }
    if (Values.isEmpty(container.image())) {
      problems.required("image", "");
    }
    Set<String> portNames = new HashSet<>(2);
    for (int i = 0; i < container.ports().size(); i++) {
      problems.enter("ports", i);
      checkPort(container.ports().get(i), portNames);
      problems.leave();
    }
    for (int i = 0; i < container.env().size(); i++) {
      problems.enter("env", i);
      checkVariable(container.env().get(i).name());
      problems.leave();
    }
  }

  private void checkVariable(String name) {
    if (name.isEmpty()) {
      problems.required("name", "");
    } else if (name.chars().anyMatch(c -> c < ' ' || c > '~' || c == '=')) {
      problems.invalid(
          "name",
          name,
          "a valid environment variable name must consist only of printable ASCII characters other"
              + " than '='");
    }
  }

  private void checkPort(ContainerPort port, Set<String> names) {
    String name = port.name();
    if (name != null) {
      List<String> wrong = Syntax.portName(name);
      problems.invalid("name", name, wrong);
      if (wrong.isEmpty() && !names.add(name)) {
        problems.duplicate("name", name);
      }
    }
    if (port.containerPort() == 0) {
      problems.required("containerPort", "");
    } else {
      problems.invalid(
          "containerPort", port.containerPort(), Syntax.portNumber(port.containerPort()));
    }
    Integer host = port.hostPort();
    if (host != null) {
      problems.invalid("hostPort", host, Syntax.portNumber(host));
    }
    problems.oneOf("protocol", port.protocol(), ServicePortRules.PROTOCOLS);
  }

  /** Checks that images alone are other than before (ValidatePodUpdate). */
  void checkKept(PodSpec before) {
    boolean more = before.containers().size() != spec.containers().size();
    if (more || before.initContainers().size() != spec.initContainers().size()) {
      problems.forbidden(
          more ? CONTAINERS : INIT_CONTAINERS, "pod updates may not add or remove containers");
    } else if (!withoutImages(before).equals(withoutImages(spec))) {
      problems.forbidden(
          "spec",
          "pod updates may not change fields other than `spec.containers[*].image`,"
              + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations`"
              + " (only additions to existing tolerations),"
              + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was"
              + " previously negative)");
    }
  }

  private static PodSpec withoutImages(PodSpec spec) {
    return spec.toBuilder()
        .containers(withoutImages(spec.containers()))
        .initContainers(withoutImages(spec.initContainers()))
        .build();
  }

  private static List<Container> withoutImages(List<Container> containers) {
    return Values.mapped(
        containers,
        c ->
            new Container(
                c.name(), null, c.ports(), c.restartPolicy(), c.env(), c.readinessProbe()));
  }
}
