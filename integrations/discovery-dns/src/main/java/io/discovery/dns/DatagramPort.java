package io.discovery.dns;

import io.discovery.time.Randomness;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * A UDP socket that one query is sent from; the system keeps away what others than the server send.
 */
final class DatagramPort implements Network.Port, SelectorLoop.Ready {
  private static final int FIRST_PORT = 1024;
  private static final int PORTS = 65_536 - FIRST_PORT;

  /** So many ports are tried before the system may choose one. */
  private static final int DRAWS = 10;

  /** So many datagrams are read before others get their turn. */
  private static final int AT_ONCE = 16;

  private static final int LARGEST = 65_535;

  private final DatagramChannel channel;
  private final Network.Receiver receiver;

  private DatagramPort(DatagramChannel channel, Network.Receiver receiver) {
    this.channel = channel;
    this.receiver = receiver;
  }

  static DatagramPort open(
      Selector selector,
      InetSocketAddress server,
      byte[] query,
      Network.Receiver receiver,
      Randomness randomness)
      throws IOException {
    boolean v4 = server.getAddress() instanceof Inet4Address;
    DatagramChannel channel =
        DatagramChannel.open(v4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    try {
      channel.configureBlocking(false);
      bind(channel, randomness);
      channel.connect(server);
      channel.write(ByteBuffer.wrap(query));
      DatagramPort port = new DatagramPort(channel, receiver);
      channel.register(selector, SelectionKey.OP_READ, port);
      return port;
    } catch (IOException | RuntimeException e) {
      SelectorLoop.close(channel);
      throw e;
    }
  }

  private static void bind(DatagramChannel channel, Randomness randomness) throws IOException {
    for (int draw = 0; draw < DRAWS && channel.getLocalAddress() == null; draw++) {
      tryToBind(channel, FIRST_PORT + randomness.nextInt(PORTS));
    }
    if (channel.getLocalAddress() == null) {
      channel.bind(null);
    }
  }

  private static void tryToBind(DatagramChannel channel, int port) throws IOException {
    try {
      channel.bind(new InetSocketAddress(port));
    } catch (BindException e) {
      // Somebody has it: the next draw will do.
    }
  }

  @Override
  public void ready() {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    try {
      for (int i = 0; i < AT_ONCE && channel.isOpen(); i++) {
        SocketAddress from = channel.receive(buffer.clear());
        if (from == null) {
          return;
        }
        byte[] message = new byte[buffer.flip().remaining()];
        buffer.get(message);
        receiver.received((InetSocketAddress) from, message);
      }
    } catch (PortUnreachableException e) {
      receiver.failed("nobody listens");
    } catch (IOException e) {
      receiver.failed(SelectorLoop.why(e));
    }
  }

  @Override
  public void close() {
    SelectorLoop.close(channel);
  }
}
