package io.discovery.dns;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/** Answers datagrams; of longer ones than CoreDNS reads, only the beginning is looked at. */
final class UdpSocket implements Poll.Ready, Answers.Client {
  private static final int MAX_QUERY = 512;

  /** So many are answered before other sockets have their turn. */
  private static final int AT_ONCE = 64;

  private final DatagramChannel channel;
  private final Answers answers;
  private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_QUERY);
  private final ByteBuffer out;
  private final byte[] query = new byte[MAX_QUERY];
  private SocketAddress source;

  UdpSocket(DatagramChannel channel, Answers answers, Poll poll) throws IOException {
    this.channel = channel;
    this.answers = answers;
    out = poll.out;
    source = channel.getLocalAddress();
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    for (int i = 0; i < AT_ONCE; i++) {
      in.clear();
      SocketAddress from = channel.receive(in);
      if (from == null) {
        return;
      }
      source = from;
      int length = in.flip().remaining();
      in.get(query, 0, length);
      if (answers.answer(query, length, false, this)) {
        send(answers.writer.bytes, answers.writer.length, from);
      }
    }
  }

  /** What the network does not take is lost, as datagrams may be. */
  private void send(byte[] message, int length, SocketAddress to) {
    out.clear();
    out.put(message, 0, length).flip();
    try {
      channel.send(out, to);
    } catch (IOException e) {
      // the client is gone, or the answer too long for it
    }
  }

  @Override
  public Answers.Reply later() {
    SocketAddress to = source;
    return (message, length) -> send(message, length, to);
  }

  /** A socket that others send to has no end. */
  @Override
  public void failed() {}
}
