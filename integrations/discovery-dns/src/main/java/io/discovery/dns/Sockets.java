package io.discovery.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** The two sockets of a server, bound to the same port. */
record Sockets(ServerSocketChannel tcp, DatagramChannel udp, InetSocketAddress address) {
  /** A port that is free for TCP need not be for UDP. */
  private static final int TRIES = 16;

  private static final int BACKLOG = 1_024;
  private static final int UDP_BUFFER = 4 << 20;

  /**
   * Binds both.
   *
   * @throws UncheckedIOException if the address cannot be bound
   */
  static Sockets bind(InetSocketAddress address) {
    for (int tries = 1; ; tries++) {
      try {
        return bindOnce(address);
      } catch (IOException e) {
        if (address.getPort() != 0 || tries == TRIES) {
          throw new UncheckedIOException(
              "dns: cannot listen (at " + address + "; expected: a free port of this host)", e);
        }
      }
    }
  }

  private static Sockets bindOnce(InetSocketAddress address) throws IOException {
    boolean v4 = address.getAddress().getAddress().length == 4;
    StandardProtocolFamily family = v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    ServerSocketChannel tcp = ServerSocketChannel.open();
    DatagramChannel udp = null;
    try {
      tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      tcp.bind(address, BACKLOG);
      InetSocketAddress bound = (InetSocketAddress) tcp.getLocalAddress();
      udp = DatagramChannel.open(family);
      udp.setOption(StandardSocketOptions.SO_RCVBUF, UDP_BUFFER);
      udp.setOption(StandardSocketOptions.SO_SNDBUF, UDP_BUFFER);
      udp.bind(new InetSocketAddress(address.getAddress(), bound.getPort()));
      return new Sockets(tcp, udp, bound);
    } catch (IOException | RuntimeException e) {
      close(tcp);
      close(udp);
      throw e;
    }
  }

  /** Closes both. */
  void close() {
    close(tcp);
    close(udp);
  }

  private static void close(@Nullable NetworkChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // what could not be opened is the news
    }
  }
}
