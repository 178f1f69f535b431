package io.discovery.core.admission;

import io.discovery.core.allocation.AllocationException;
import io.discovery.core.allocation.Allocations;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes and frees the node ports of one Service (txnAllocNodePorts, txnUpdateNodePorts). */
final class ServicePorts {
  private final Allocations.Transaction transaction;
  private final ObjectMeta metadata;

  ServicePorts(Allocations.Transaction transaction, ObjectMeta metadata) {
    this.transaction = transaction;
    this.metadata = metadata;
  }

  ServiceSpec draw(ServiceSpec spec) {
    ServiceSpec drawn = spec;
    if (ServiceTypes.hasNodePorts(spec.type())) {
      drawn = spec.toBuilder().ports(drawPorts(spec)).build();
    }
    return ServiceTypes.needsHealthCheck(spec) ? withHealthCheck(drawn) : drawn;
  }

  /** Ports with the same number share a node port, each with a protocol of its own. */
  private List<Service.Port> drawPorts(ServiceSpec spec) {
    boolean all = ServiceTypes.needsNodePorts(spec);
    Map<Integer, Integer> shared = new HashMap<>();
    List<Service.Port> drawn = new ArrayList<>(spec.ports());
    for (int i = 0; i < drawn.size(); i++) {
      Service.Port port = drawn.get(i);
      int wanted = ServiceUpdate.number(port);
      if (wanted == 0 && !all) {
        continue;
      }
      Integer before = shared.get(port.port());
      if (before == null) {
        int chosen = chosen(port.port(), drawn);
        before = chosen == 0 ? drawPort() : takePort(i, chosen);
        shared.put(port.port(), before);
        wanted = before;
      } else if (wanted == 0) {
        wanted = before;
      } else if (wanted != before) {
        takePort(i, wanted);
      }
      drawn.set(i, port.toBuilder().nodePort(wanted).build());
    }
    return drawn;
  }

  private static int chosen(int number, List<Service.Port> ports) {
    for (Service.Port port : ports) {
      if (port.port() == number && ServiceUpdate.number(port) != 0) {
        return ServiceUpdate.number(port);
      }
    }
    return 0;
  }

  private int drawPort() {
    try {
      return transaction.drawPort();
    } catch (AllocationException e) {
      throw Problems.internal("failed to allocate a nodePort: " + e.getMessage());
    }
  }

  private int takePort(int place, int nodePort) {
    try {
      transaction.takePort(nodePort);
      return nodePort;
    } catch (AllocationException e) {
      Problems problems = new Problems();
      problems.invalid("spec.ports[" + place + "].nodePort", nodePort, message(e));
      throw problems.refusal(ResourceKind.SERVICE, metadata.name());
    }
  }

  private ServiceSpec withHealthCheck(ServiceSpec spec) {
    Integer wanted = spec.healthCheckNodePort();
    try {
      if (wanted != null) {
        transaction.takePort(wanted);
        return spec;
      }
      return spec.toBuilder().healthCheckNodePort(transaction.drawPort()).build();
    } catch (AllocationException e) {
      String failed =
          wanted == null ? "a HealthCheck NodePort 0" : "requested HealthCheck NodePort " + wanted;
      throw Problems.internal("failed to allocate " + failed + ": " + e.getMessage());
    }
  }

  ServiceSpec redraw(ServiceSpec old, ServiceSpec spec) {
    ServiceSpec drawn = spec;
    if (ServiceTypes.hasNodePorts(spec.type())) {
      drawn = spec.toBuilder().ports(redrawPorts(old, spec)).build();
    } else if (ServiceTypes.hasNodePorts(old.type())) {
      ServiceUpdate.nodePorts(old.ports()).forEach(transaction::freePort);
    }
    boolean before = ServiceTypes.needsHealthCheck(old);
    boolean after = ServiceTypes.needsHealthCheck(spec);
    if (before && !after) {
      freeHealthCheck(old.healthCheckNodePort());
    }
    return !before && after ? withHealthCheck(drawn) : drawn;
  }

  private List<Service.Port> redrawPorts(ServiceSpec old, ServiceSpec spec) {
    boolean all = ServiceTypes.needsNodePorts(spec);
    Set<Integer> held = ServiceUpdate.nodePorts(old.ports());
    Set<String> seen = new HashSet<>();
    List<Service.Port> drawn = new ArrayList<>(spec.ports());
    for (int i = 0; i < drawn.size(); i++) {
      Service.Port port = drawn.get(i);
      int wanted = ServiceUpdate.number(port);
      if (wanted == 0 && !all) {
        continue;
      }
      if (wanted == 0) {
        wanted = drawPort();
      } else if (held.add(wanted)) {
        takePort(i, wanted);
      }
      String pair = ServiceUpdate.pair(port.protocol(), wanted);
      if (!seen.add(pair)) {
        throw duplicate(pair);
      }
      drawn.set(i, port.toBuilder().nodePort(wanted).build());
    }
    Set<Integer> kept = ServiceUpdate.nodePorts(drawn);
    for (int nodePort : ServiceUpdate.nodePorts(old.ports())) {
      if (!kept.contains(nodePort)) {
        transaction.freePort(nodePort);
      }
    }
    return drawn;
  }

  private static StatusException duplicate(String port) {
    return new StatusException(
        new Status(500, "", "duplicate nodePort: {" + port + "}", List.of()));
  }

  void free(ServiceSpec spec) {
    ServiceUpdate.nodePorts(spec.ports()).forEach(transaction::freePort);
    if (ServiceTypes.needsHealthCheck(spec)) {
      freeHealthCheck(spec.healthCheckNodePort());
    }
  }

  private void freeHealthCheck(@Nullable Integer port) {
    if (port != null) {
      transaction.freePort(port);
    }
  }

  private static String message(AllocationException e) {
    return String.valueOf(e.getMessage());
  }
}
