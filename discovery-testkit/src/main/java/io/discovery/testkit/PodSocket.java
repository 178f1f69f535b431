package io.discovery.testkit;

import java.net.InetSocketAddress;

/** A socket on 127.0.0.1, behind which one listener answers. */
interface PodSocket {
  InetSocketAddress address();

  /** Closes the socket, and all connections at once; may take a moment. */
  void close();
}
