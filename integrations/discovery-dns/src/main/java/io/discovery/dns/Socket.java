package io.discovery.dns;

import io.discovery.address.Ip;
import java.util.Comparator;

/**
 * Where an endpoint listens.
 *
 * @param ip its address
 * @param port its port
 */
record Socket(Ip ip, int port) implements Comparable<Socket> {
  private static final Comparator<Socket> ORDER =
      Comparator.comparing(Socket::ip).thenComparingInt(Socket::port);

  @Override
  public int compareTo(Socket other) {
    return ORDER.compare(this, other);
  }
}
