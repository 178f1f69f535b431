package io.discovery.testkit;

import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;

/**
 * Where something can listen: TCP and UDP ports of one number are two places.
 *
 * @param protocol TCP or UDP
 * @param address of a Pod
 * @param port its port
 */
record Place(Protocol protocol, Ip address, int port) {
  static Place of(Endpoint endpoint) {
    return new Place(endpoint.protocol(), endpoint.address(), endpoint.port());
  }

  /** Returns whether the network serves a protocol. */
  static boolean serves(Protocol protocol) {
    return protocol.equals(Protocol.TCP) || protocol.equals(Protocol.UDP);
  }

  boolean udp() {
    return protocol.equals(Protocol.UDP);
  }

  @Override
  public String toString() {
    String text = (address.is4() ? address : "[" + address + "]") + ":" + port;
    return udp() ? text + "/udp" : text;
  }
}
