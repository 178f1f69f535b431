package io.discovery.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A TCP connection for one query and one answer, each behind its length. */
final class StreamPort implements Network.Port, SelectorLoop.Ready {
  private final InetSocketAddress server;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Network.Receiver receiver;
  private final ByteBuffer query;
  private final ByteBuffer length = ByteBuffer.allocate(Short.BYTES);
  private @Nullable ByteBuffer answer;

  private StreamPort(
      InetSocketAddress server,
      SocketChannel channel,
      Selector selector,
      byte[] query,
      Network.Receiver receiver)
      throws IOException {
    this.server = server;
    this.channel = channel;
    this.receiver = receiver;
    this.query = ByteBuffer.allocate(Short.BYTES + query.length);
    this.query.putShort((short) query.length).put(query).flip();
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  static StreamPort open(
      Selector selector, InetSocketAddress server, byte[] query, Network.Receiver receiver)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      StreamPort port = new StreamPort(server, channel, selector, query, receiver);
      if (channel.connect(server)) {
        port.key.interestOps(SelectionKey.OP_WRITE);
      }
      return port;
    } catch (IOException | RuntimeException e) {
      SelectorLoop.close(channel);
      throw e;
    }
  }

  @Override
  public void ready() {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_WRITE);
      } else if (key.isWritable()) {
        write();
      } else if (key.isReadable()) {
        read();
      }
    } catch (IOException e) {
      receiver.failed(SelectorLoop.why(e));
    }
  }

  private void write() throws IOException {
    channel.write(query);
    if (!query.hasRemaining()) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private void read() throws IOException {
    if (answer == null) {
      if (!filled(length)) {
        return;
      }
      answer = ByteBuffer.allocate(length.flip().getShort() & 0xffff);
    }
    if (filled(answer)) {
      byte[] message = new byte[answer.flip().remaining()];
      answer.get(message);
      receiver.received(server, message);
    }
  }

  private boolean filled(ByteBuffer buffer) throws IOException {
    if (channel.read(buffer) < 0) {
      throw new IOException("closed before it answered");
    }
    return !buffer.hasRemaining();
  }

  @Override
  public void close() {
    SelectorLoop.close(channel);
  }
}
