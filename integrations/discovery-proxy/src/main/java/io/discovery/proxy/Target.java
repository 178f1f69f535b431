package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.snapshot.Endpoint;

/**
 * An endpoint as packets know it, whatever Pod is behind.
 *
 * @param address its address
 * @param port its port
 */
record Target(Ip address, int port) implements Comparable<Target> {
  static Target of(Endpoint endpoint) {
    return new Target(endpoint.address(), endpoint.port());
  }

  /** Returns the text by which kube-proxy orders endpoints. */
  String text() {
    return (address.is4() ? address.toString() : "[" + address + "]") + ":" + port;
  }

  /** Ordered so that hash maps stay fast whatever addresses endpoints have. */
  @Override
  public int compareTo(Target other) {
    int order = address.compareTo(other.address);
    return order == 0 ? port - other.port : order;
  }
}
