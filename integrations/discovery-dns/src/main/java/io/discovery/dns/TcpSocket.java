package io.discovery.dns;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accepts connections, no more than so many: those go first that were of no use for longest. */
final class TcpSocket implements Poll.Ready {
  private static final int AT_ONCE = 64;

  /** What all connections together may have sent of messages that are not whole. */
  private static final long MAX_PARTIAL = 16 << 20;

  final Answers answers;
  final Poll poll;
  private final ServerSocketChannel channel;
  private final int maxConnections;

  /** In the order of their last whole message. */
  private final Set<TcpConnection> connections = new LinkedHashSet<>();

  private long partial;

  TcpSocket(ServerSocketChannel channel, Answers answers, Poll poll, int maxConnections) {
    this.channel = channel;
    this.answers = answers;
    this.poll = poll;
    this.maxConnections = maxConnections;
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    for (int i = 0; i < AT_ONCE; i++) {
      SocketChannel accepted = accept();
      if (accepted == null) {
        return;
      }
      if (connections.size() >= maxConnections) {
        connections.iterator().next().close();
      }
      TcpConnection connection = new TcpConnection(this, accepted);
      connections.add(connection);
      connection.start();
    }
  }

  /** Returns a connection; null if no client waits, or too many files are open. */
  private @Nullable SocketChannel accept() throws IOException {
    try {
      return channel.accept();
    } catch (IOException e) {
      if (connections.isEmpty()) {
        throw e;
      }
      connections.iterator().next().close();
      return null;
    }
  }

  /** Takes note that a connection was of use. */
  void used(TcpConnection connection) {
    connections.remove(connection);
    connections.add(connection);
  }

  void ended(TcpConnection connection) {
    connections.remove(connection);
  }

  /** Takes note of how much more is there of messages that are not whole. */
  void partial(int more) {
    partial += more;
    while (partial > MAX_PARTIAL) {
      connections.stream()
          .max(Comparator.comparingInt(TcpConnection::partial))
          .ifPresent(TcpConnection::close);
    }
  }

  /** Closes connections whose time is over. */
  void tick() {
    List<TcpConnection> all = new ArrayList<>(connections);
    all.forEach(connection -> connection.tick(poll.now()));
  }

  /** The listening socket has no end. */
  @Override
  public void failed() {}
}
