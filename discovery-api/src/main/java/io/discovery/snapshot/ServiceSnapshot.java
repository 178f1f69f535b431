package io.discovery.snapshot;

import io.discovery.model.Service;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One Service at one moment.
 *
 * @param name its name
 * @param service the object
 * @param ports endpoints by port, in the order of the Service's ports
 */
public record ServiceSnapshot(ServiceName name, Service service, List<EndpointSet> ports) {
  /** Checks for null and copies. */
  public ServiceSnapshot {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(service, "service");
    ports = List.copyOf(ports);
  }

  /** Returns the endpoints of a port, or null if the Service has no port of this name. */
  public @Nullable EndpointSet port(String portName) {
    for (EndpointSet set : ports) {
      if (set.name().port().equals(portName)) {
        return set;
      }
    }
    return null;
  }
}
