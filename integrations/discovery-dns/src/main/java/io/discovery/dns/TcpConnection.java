package io.discovery.dns;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: messages with their length in front (RFC 1035 4.2.2), several at once if
 * it likes (RFC 7766 6.2.1.1).
 */
final class TcpConnection implements Poll.Ready, Answers.Client {
  /** A message has to be whole so long after it began, the first one after the connection did. */
  private static final long MESSAGE = Duration.ofSeconds(3).toNanos();

  private static final long IDLE = Duration.ofSeconds(10).toNanos();

  /** So long a client may take nothing of what waits for it. */
  private static final long WRITE = Duration.ofSeconds(5).toNanos();

  /** While so much waits for a client, nothing is read from it. */
  private static final int MAX_OUT = 1 << 16;

  private static final int MAX_LATER = 32;

  private final TcpSocket server;
  private final SocketChannel channel;
  private @Nullable SelectionKey key;
  private byte[] in = new byte[0];
  private int inLength;
  private byte[] out = new byte[0];
  private int outStart;
  private int outEnd;
  private int later;
  private boolean ending;
  private boolean closed;
  private boolean answered;
  private boolean begun;
  private boolean writing;
  private boolean taking;
  private long deadline;

  TcpConnection(TcpSocket server, SocketChannel channel) {
    this.server = server;
    this.channel = channel;
    deadline = server.poll.now() + MESSAGE;
  }

  void start() {
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      key = server.poll.add(channel, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      close();
    }
  }

  /** Returns how much is there of a message that is not whole. */
  int partial() {
    return in.length;
  }

  void tick(long now) {
    if (now - deadline >= 0 && later == 0) {
      close();
    }
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    if (ready.isWritable()) {
      flush();
      take();
    }
    if (!closed && ready.isReadable() && !full()) {
      read();
    }
    settle();
  }

  private boolean full() {
    return outEnd - outStart >= MAX_OUT || later >= MAX_LATER;
  }

  private void read() throws IOException {
    ByteBuffer buffer = server.poll.in.clear();
    int read = channel.read(buffer);
    if (read < 0) {
      ending = true;
      return;
    }
    keep(buffer.flip());
    take();
  }

  private void keep(ByteBuffer more) {
    int before = in.length;
    int needed = inLength + more.remaining();
    if (needed > in.length) {
      in = Arrays.copyOf(in, Math.max(needed, Math.min(in.length * 2, 1 << 17)));
    }
    int length = more.remaining();
    more.get(in, inLength, length);
    inLength += length;
    server.partial(in.length - before);
  }

  /** Answers the messages that are whole, while there is room for answers. */
  private void take() throws IOException {
    int start = 0;
    taking = true;
    while (!closed && inLength - start >= 2 && room()) {
      int end = start + 2 + Wire.u16(in, start);
      if (end > inLength) {
        break;
      }
      byte[] message = Arrays.copyOfRange(in, start + 2, end);
      start = end;
      answered = true;
      if (server.answers.answer(message, message.length, true, this)) {
        put(server.answers.writer.bytes, server.answers.writer.length);
      }
    }
    taking = false;
    if (start > 0 && !closed) {
      drop(start);
    }
    flush();
  }

  private boolean room() throws IOException {
    if (full()) {
      flush();
    }
    return !full();
  }

  /** Forgets the beginning of what was read; an idle connection holds nothing. */
  private void drop(int length) {
    int before = in.length;
    byte[] rest = Arrays.copyOfRange(in, length, inLength);
    inLength = rest.length;
    in = rest;
    server.partial(in.length - before);
  }

  private void put(byte[] message, int length) {
    int needed = outEnd - outStart + 2 + length;
    if (outEnd + 2 + length > out.length) {
      byte[] room = new byte[Math.max(needed, 512)];
      System.arraycopy(out, outStart, room, 0, outEnd - outStart);
      outEnd -= outStart;
      outStart = 0;
      out = room;
    }
    Wire.u16(out, outEnd, length);
    System.arraycopy(message, 0, out, outEnd + 2, length);
    outEnd += 2 + length;
  }

  private void flush() throws IOException {
    while (outEnd > outStart && !closed) {
      ByteBuffer buffer = server.poll.out.clear();
      int length = Math.min(outEnd - outStart, buffer.remaining());
      buffer.put(out, outStart, length).flip();
      int written = channel.write(buffer);
      outStart += written;
      if (written < length) {
        return;
      }
    }
    if (outStart > 0) {
      out = new byte[0];
      outStart = 0;
      outEnd = 0;
    }
  }

  /** Waits for what is still to be done; ends if there is nothing. */
  private void settle() {
    if (ending && outEnd == outStart && later == 0) {
      close();
    }
    if (key == null || closed) {
      return;
    }
    extend(server.poll.now());
    boolean reading = !ending && !full();
    key.interestOps((reading ? SelectionKey.OP_READ : 0) | (writing ? SelectionKey.OP_WRITE : 0));
  }

  /** Only whole messages, and answers that were taken, give a client more time. */
  private void extend(long now) {
    boolean waiting = outEnd > outStart;
    if (waiting && !writing) {
      deadline = now + WRITE;
    } else if (!waiting && (answered || writing)) {
      deadline = now + (inLength > 0 ? MESSAGE : IDLE);
    } else if (!waiting && inLength > 0 && !begun) {
      deadline = now + MESSAGE;
    }
    if (answered) {
      server.used(this);
    }
    answered = false;
    writing = waiting;
    begun = inLength > 0;
  }

  @Override
  public Answers.Reply later() {
    later++;
    return (message, length) -> {
      later--;
      if (!closed) {
        put(message, length);
        if (!taking) {
          proceed();
        }
      }
    };
  }

  private void proceed() {
    try {
      flush();
      take();
      settle();
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void failed() {
    close();
  }

  void close() {
    if (!closed) {
      closed = true;
      server.ended(this);
      server.partial(-in.length);
      in = new byte[0];
      inLength = 0;
      out = new byte[0];
      outStart = 0;
      outEnd = 0;
      try {
        channel.close();
      } catch (IOException e) {
        // it is gone anyway
      }
    }
  }
}
