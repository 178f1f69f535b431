package io.discovery.dns;

import java.net.InetSocketAddress;

/** How queries reach name servers. */
interface Network {
  /**
   * Sends a query from a port of its own that nobody can guess; the receiver is told on the loop,
   * never within this call, and never after the port was closed.
   *
   * @param stream whether to use TCP; the receiver gets messages without their length
   */
  Port send(InetSocketAddress server, byte[] query, boolean stream, Receiver receiver);

  /** What a query was sent from. */
  interface Port {
    /** Hears no more; more than once is fine. */
    void close();
  }

  /** What hears answers. */
  interface Receiver {
    /** Takes a message that came to the port, from wherever. */
    void received(InetSocketAddress from, byte[] message);

    /** Takes note that no answer can come, and why. */
    void failed(String why);
  }
}
