package io.discovery.core;

import io.discovery.balancer.NoEndpointException.Reason;
import io.discovery.core.balancer.PortPicker;
import io.discovery.core.nullness.Nullable;
import io.discovery.core.snapshot.Published;
import io.discovery.core.snapshot.Snapshot;
import io.discovery.model.Service;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import java.util.ArrayList;
import java.util.List;

/**
 * What is published, as a whole: immutable.
 *
 * @param snapshot all Services
 * @param missing the sources that have not delivered, as text; null if all have
 * @param closed whether the discovery was closed
 */
record Root(Snapshot snapshot, @Nullable String missing, boolean closed) {
  Root with(Snapshot snapshot) {
    return new Root(snapshot, missing, closed);
  }

  Root withMissing(@Nullable String missing) {
    return new Root(snapshot, missing, closed);
  }

  Root close() {
    return new Root(snapshot, missing, true);
  }

  /** Returns what picks of a port go through; a null port means the only one. */
  PortPicker picker(ServiceName service, @Nullable String port) {
    ServicePortName name = new ServicePortName(service, port == null ? "" : port);
    Published found = snapshot.published(service);
    if (closed) {
      return none(Reason.CLOSED, name, "the discovery was closed");
    }
    if (found == null) {
      return missing == null
          ? none(Reason.NO_SUCH_SERVICE, name, noService(service))
          : none(Reason.NOT_SYNCED, name, "not synced (waiting for " + missing + ")");
    }
    Service object = found.snapshot().service();
    if (object.spec().external()) {
      String target = object.spec().externalName();
      return none(Reason.EXTERNAL_NAME, name, "no endpoints (ExternalName of " + target + ")");
    }
    return port == null ? only(found, name) : named(found, name);
  }

  private static PortPicker only(Published found, ServicePortName name) {
    return switch (found.pickers().size()) {
      case 0 -> none(Reason.UNKNOWN_PORT, name, "no port to pick from (the Service has none)");
      case 1 -> found.pickers().get(0);
      default ->
          none(
              Reason.UNKNOWN_PORT,
              name,
              "several ports, and none was named (it has " + ports(found) + ")");
    };
  }

  private static PortPicker named(Published found, ServicePortName name) {
    List<EndpointSet> ports = found.snapshot().ports();
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).name().equals(name)) {
        return found.pickers().get(i);
      }
    }
    return none(Reason.UNKNOWN_PORT, name, "no port with this name (it has " + ports(found) + ")");
  }

  private static String ports(Published found) {
    List<String> names = new ArrayList<>();
    for (EndpointSet set : found.snapshot().ports()) {
      if (names.size() < 10) {
        names.add(set.name().port().isEmpty() ? "an unnamed one" : set.name().port());
      }
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private String noService(ServiceName service) {
    ServiceName nearest = Nearest.to(service, snapshot);
    return "no Service with this name" + (nearest == null ? "" : " (nearest: " + nearest + ")");
  }

  private static PortPicker none(Reason reason, ServicePortName name, String what) {
    return PortPicker.none(reason, name + ": " + what, EndpointSet.empty(name));
  }
}
