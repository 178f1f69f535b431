package io.discovery.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** Answers each datagram with its name, a byte, and what it got. */
final class UdpBackend implements AutoCloseable {
  private static final int MOST = 65_535;

  private final DatagramSocket socket;

  UdpBackend(int name) {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(() -> answer(name), "test-udp-backend");
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(int name) {
    byte[] bytes = new byte[MOST];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(bytes, 1, MOST - 1);
        socket.receive(packet);
        bytes[0] = (byte) name;
        int length = Math.min(packet.getLength() + 1, 65_507);
        socket.send(new DatagramPacket(bytes, 0, length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // closed
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() {
    socket.close();
  }
}
