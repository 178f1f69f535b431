package io.discovery.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The UDP sockets of one network: one task waits for all of them, others answer. */
final class DatagramSockets {
  private static final int LARGEST = 65_535;

  private final Executor executor;
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
  private @Nullable Selector selector;
  private boolean closed;

  DatagramSockets(Executor executor) {
    this.executor = executor;
  }

  /** Opens a socket on a port that the system chooses. */
  PodSocket open(Listener listener) throws IOException {
    Selector waiting = selector();
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      channel.configureBlocking(false);
      channel.register(waiting, SelectionKey.OP_READ, listener);
      waiting.wakeup();
      return new Bound(channel, (InetSocketAddress) channel.getLocalAddress(), waiting);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private synchronized Selector selector() throws IOException {
    if (closed) {
      throw new IOException("network: closed");
    }
    Selector known = selector;
    if (known == null) {
      Selector opened = Selector.open();
      executor.execute(() -> receive(opened));
      selector = opened;
      return opened;
    }
    return known;
  }

  private void receive(Selector waiting) {
    try {
      while (waiting.isOpen()) {
        waiting.select(this::received);
      }
    } catch (ClosedSelectorException ended) {
      // As it should.
    } catch (IOException e) {
      throw new UncheckedIOException("network: cannot wait for datagrams", e);
    }
  }

  private void received(SelectionKey key) {
    DatagramChannel channel = (DatagramChannel) key.channel();
    try {
      buffer.clear();
      SocketAddress from = channel.receive(buffer);
      if (from != null) {
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        Listener listener = (Listener) key.attachment();
        executor.execute(() -> answer(channel, listener, from, datagram));
      }
    } catch (IOException | RejectedExecutionException lost) {
      // Networks lose datagrams: the socket is closed, or too much waits for an answer.
    }
  }

  private static void answer(
      DatagramChannel channel, Listener listener, SocketAddress to, byte[] datagram) {
    try {
      byte[] answer = listener.answer(datagram);
      if (answer != null) {
        channel.send(ByteBuffer.wrap(answer), to);
      }
    } catch (IOException | RuntimeException silent) {
      // A server that fails says nothing.
    }
  }

  /** Closes what is left, and ends the task. */
  synchronized void close() {
    closed = true;
    if (selector != null) {
      quietly(selector::close);
    }
  }

  /** Something that closes. */
  private interface Closing {
    void close() throws IOException;
  }

  private static void quietly(Closing closing) {
    try {
      closing.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Bound(DatagramChannel channel, InetSocketAddress address, Selector waiting)
      implements PodSocket {
    /** The port is free once the selector has let go of the channel. */
    @Override
    public void close() {
      quietly(channel::close);
      if (waiting.isOpen()) {
        waiting.wakeup();
      }
    }
  }
}
