package io.discovery.examples.firstlight;

import io.discovery.model.IntOrString;
import io.discovery.model.Protocol;
import io.discovery.model.Service;

/** Ports of a Service. */
final class Ports {
  private Ports() {}

  /** Returns the number of the target port; the port itself if that is a name or not said. */
  static int target(Service.Port port) {
    return port.targetPort() instanceof IntOrString.Number number && number.value() > 0
        ? number.value()
        : port.port();
  }

  static boolean tcp(Service.Port port) {
    return port.protocol() == null || Protocol.TCP.equals(port.protocol());
  }

  /** Returns the name of a port, empty if it has none. */
  static String name(Service.Port port) {
    String name = port.name();
    return name == null ? "" : name;
  }
}
