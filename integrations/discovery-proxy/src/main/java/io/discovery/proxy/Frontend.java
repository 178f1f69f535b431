package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import java.util.Objects;

/**
 * Where a Service is reached.
 *
 * @param address an address of a Service or of a node
 * @param protocol transport protocol
 * @param port number of the port
 */
public record Frontend(Ip address, Protocol protocol, int port) implements Comparable<Frontend> {
  private static final Protocol ANY = new Protocol("");

  /** Checks for null. */
  public Frontend {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(protocol, "protocol");
  }

  /** Returns where it is noted that some Service has an address, whatever its ports. */
  static Frontend anyOf(Ip address) {
    return new Frontend(address, ANY, 0);
  }

  /** Orders by address, then by port, then by protocol. */
  @Override
  public int compareTo(Frontend other) {
    int order = address.compareTo(other.address);
    if (order == 0) {
      order = port - other.port;
    }
    return order == 0 ? protocol.value().compareTo(other.protocol.value()) : order;
  }
}
