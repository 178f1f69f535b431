package io.discovery.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks another server: each time from a port of its own, under an id that nobody can guess. */
final class Forwarder implements Upstream {
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
  private static final int TRIES = 2;
  private static final int MAX_ASKED = 256;

  private final InetSocketAddress server;
  private final Poll poll;
  private final RandomGenerator random;
  private final Set<Asked> asked = new LinkedHashSet<>();

  Forwarder(InetSocketAddress server, Poll poll, RandomGenerator random) {
    this.server = server;
    this.poll = poll;
    this.random = random;
  }

  @Override
  public void ask(byte[] query, boolean tcp, Consumer<byte @Nullable []> then) {
    if (asked.size() >= MAX_ASKED) {
      then.accept(null);
      return;
    }
    Asked one = new Asked(query, tcp, then);
    asked.add(one);
    one.again();
  }

  /** Asks again, or gives up, where an answer is overdue. */
  void tick() {
    List.copyOf(asked).forEach(one -> one.tick(poll.now()));
  }

  /** A question that waits for its answer. */
  private final class Asked implements Poll.Ready {
    private final byte[] query;
    private final boolean whole;
    private final Consumer<byte @Nullable []> then;
    private @Nullable NetworkChannel channel;
    private byte[] received = new byte[0];
    private int tries;
    private long deadline;

    Asked(byte[] query, boolean whole, Consumer<byte @Nullable []> then) {
      this.query = query;
      this.whole = whole;
      this.then = then;
    }

    void again() {
      if (tries++ >= TRIES) {
        end(null);
        return;
      }
      open(false);
    }

    private void open(boolean tcp) {
      close();
      Wire.u16(query, 0, random.nextInt(1 << 16));
      deadline = poll.now() + PATIENCE;
      try {
        if (tcp) {
          SocketChannel stream = SocketChannel.open();
          channel = stream;
          SelectionKey key = poll.add(stream, SelectionKey.OP_CONNECT, this);
          if (stream.connect(server)) {
            connected(stream, key);
          }
        } else {
          DatagramChannel datagrams = DatagramChannel.open();
          channel = datagrams;
          datagrams.connect(server);
          poll.add(datagrams, SelectionKey.OP_READ, this);
          datagrams.write(ByteBuffer.wrap(query));
        }
      } catch (IOException e) {
        close();
      }
    }

    /** A query is small enough for the buffers of a connection that has just begun. */
    private void connected(SocketChannel stream, SelectionKey key) throws IOException {
      ByteBuffer message = ByteBuffer.allocate(2 + query.length);
      message.putShort((short) query.length).put(query).flip();
      stream.write(message);
      key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
      if (key.channel() instanceof SocketChannel stream) {
        stream(stream, key);
      } else if (key.channel() instanceof DatagramChannel datagrams) {
        ByteBuffer buffer = poll.in.clear();
        datagrams.read(buffer);
        byte[] message = new byte[buffer.flip().remaining()];
        buffer.get(message);
        if (answers(message)) {
          boolean truncated = (Wire.u16(message, 2) & Wire.TRUNCATED) != 0;
          if (truncated && whole) {
            open(true);
          } else {
            end(message);
          }
        }
      }
    }

    private void stream(SocketChannel stream, SelectionKey key) throws IOException {
      if (key.isConnectable()) {
        stream.finishConnect();
        connected(stream, key);
        return;
      }
      ByteBuffer buffer = poll.in.clear();
      if (stream.read(buffer) < 0) {
        throw new IOException("upstream: closed (expected: an answer)");
      }
      int before = received.length;
      received = Arrays.copyOf(received, before + buffer.flip().remaining());
      buffer.get(received, before, received.length - before);
      if (received.length >= 2 && received.length >= 2 + Wire.u16(received, 0)) {
        byte[] message = Arrays.copyOfRange(received, 2, 2 + Wire.u16(received, 0));
        end(answers(message) ? message : null);
      }
    }

    /** Returns whether a message is the answer to this very question. */
    private boolean answers(byte[] message) {
      int end = (int) Wire.name(query, Wire.HEADER, query.length, null) + 4;
      return message.length >= end
          && Wire.u16(message, 0) == Wire.u16(query, 0)
          && (Wire.u16(message, 2) & Wire.RESPONSE) != 0
          && Wire.u16(message, 4) == 1
          && Arrays.equals(message, Wire.HEADER, end, query, Wire.HEADER, end);
    }

    void tick(long now) {
      if (now - deadline >= 0) {
        again();
      }
    }

    private void end(byte @Nullable [] message) {
      close();
      if (asked.remove(this)) {
        then.accept(message);
      }
    }

    private void close() {
      received = new byte[0];
      NetworkChannel open = channel;
      channel = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // nobody waits for it
        }
      }
    }

    /** The next tick but for a while asks again: a server that is down may come back. */
    @Override
    public void failed() {
      close();
    }
  }
}
