package io.discovery.dns;

import io.discovery.address.Ip;
import io.discovery.time.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** Servers in virtual time; a server that is not there is silent. */
final class FakeNetwork implements Network, Driver {
  static final Duration LATENCY = Duration.ofMillis(1);

  final List<Sent> sent = new ArrayList<>();
  private final VirtualTime time;
  private final Map<InetSocketAddress, Server> servers = new LinkedHashMap<>();

  FakeNetwork(VirtualTime time) {
    this.time = time;
  }

  static InetSocketAddress address(String ip) {
    return new InetSocketAddress(Ip.parse(ip).toInetAddress(), 53);
  }

  void put(InetSocketAddress address, Server server) {
    servers.put(address, server);
  }

  /** Puts a server that answers from a zone. */
  void put(InetSocketAddress address, Zone zone) {
    put(address, query -> query.answer(zone.answer(query.message())));
  }

  /** Returns the questions since the last call, such as {@code a.example.com A}. */
  List<String> asked() {
    List<String> asked = sent.stream().map(Sent::toString).toList();
    sent.clear();
    return asked;
  }

  @Override
  public Port send(InetSocketAddress server, byte[] query, boolean stream, Receiver receiver) {
    Sent each = new Sent(server, query, stream, receiver);
    sent.add(each);
    Server answering = servers.get(server);
    if (answering != null) {
      time.schedule(LATENCY, () -> answering.asked(each));
    }
    return each;
  }

  @Override
  public EventLoop loop() {
    return time;
  }

  @Override
  public Network network() {
    return this;
  }

  @Override
  public void close(Runnable last) {
    last.run();
  }

  long open() {
    return sent.stream().filter(each -> !each.closed).count();
  }

  /** What answers queries. */
  interface Server {
    void asked(Sent query);
  }

  /** A query that was sent. */
  static final class Sent implements Port {
    final InetSocketAddress server;
    final byte[] bytes;
    final boolean stream;
    private final Receiver receiver;
    boolean closed;

    Sent(InetSocketAddress server, byte[] bytes, boolean stream, Receiver receiver) {
      this.server = server;
      this.bytes = bytes;
      this.stream = stream;
      this.receiver = receiver;
    }

    Message message() {
      try {
        return new Message(bytes);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    void answer(Message message) {
      answer(message.toWire());
    }

    void answer(byte[] message) {
      answer(server, message);
    }

    void answer(InetSocketAddress from, byte @Nullable [] message) {
      if (!closed && message != null) {
        receiver.received(from, message);
      }
    }

    void fail(String why) {
      if (!closed) {
        receiver.failed(why);
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public String toString() {
      var question = message().getQuestion();
      return question.getName().toString(true).toLowerCase(java.util.Locale.ROOT)
          + " "
          + Type.string(question.getType())
          + (stream ? " TCP" : "");
    }
  }
}
