package io.discovery.benchmarks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** Ports on loopback that nobody has. */
final class Ports {
  private Ports() {}

  /** Returns a port that is free for TCP and for UDP. */
  static int free() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
        DatagramSocket udp =
            new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()))) {
      return udp.getLocalPort();
    }
  }

  /** Waits until somebody listens at a port. */
  @SuppressWarnings("try") // it is enough that it connects
  static void await(int port) throws IOException {
    for (int i = 0; i < 500; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (ConnectException e) {
        LockSupport.parkNanos(10_000_000);
      }
    }
    throw new IOException("port " + port + ": nobody listens");
  }
}
