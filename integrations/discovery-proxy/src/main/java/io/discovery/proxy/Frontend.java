package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.model.AddressType;
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
  private static final Protocol HEALTH = new Protocol("HTTP");
  private static final Ip ALL4 = Ip.parse("0.0.0.0");
  private static final Ip ALL6 = Ip.parse("::");

  /** Checks for null. */
  public Frontend {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(protocol, "protocol");
  }

  /** Returns where it is noted that some Service has an address, whatever its ports. */
  static Frontend anyOf(Ip address) {
    return new Frontend(address, ANY, 0);
  }

  /**
   * Returns where a load balancer asks for the health of a Service.
   *
   * @param family any address of the family
   */
  public static Frontend health(Ip family, int port) {
    return new Frontend(family.is4() ? ALL4 : ALL6, HEALTH, port);
  }

  /** Returns whether questions over HTTP are answered here, and nothing else is. */
  public boolean isHealth() {
    return protocol.equals(HEALTH);
  }

  /** Returns whether it can be listened at. */
  boolean isOpen() {
    return !protocol.equals(ANY);
  }

  /** Returns the family of the address. */
  AddressType family() {
    return address.is4() ? AddressType.IPV4 : AddressType.IPV6;
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
