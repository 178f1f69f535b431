package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.snapshot.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What listeners, connections and flows of one proxy share; thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // tasks of ours do not fail
final class Bridge {
  private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

  final Transport transport;
  final NodeProxy decisions;
  final Limits limits;
  final List<Connections> connections = new ArrayList<>();
  private final List<Listening> servers = new CopyOnWriteArrayList<>();
  final AtomicInteger flowSockets = new AtomicInteger();
  private final Function<Endpoint, InetSocketAddress> dial;
  private final boolean localClients;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Puts it together.
   *
   * @param dial where an endpoint is dialled
   * @param localClients whether clients on this machine are processes of the node
   */
  Bridge(
      Transport transport,
      NodeProxy decisions,
      Limits limits,
      Function<Endpoint, InetSocketAddress> dial,
      boolean localClients) {
    this.transport = transport;
    this.decisions = decisions;
    this.limits = limits;
    this.dial = dial;
    this.localClients = localClients;
    for (EventLoop loop : transport.loops()) {
      connections.add(new Connections(loop, limits));
    }
  }

  /** Begins to look after connections and flows, and answers health checks on a port from 0 on. */
  void start(Following following, int healthPort) {
    for (Connections each : connections) {
      each.start();
    }
    EventLoop first = transport.first();
    first.scheduleWithFixedDelay(following::expire, 1, 1, TimeUnit.SECONDS);
    List<Ip> addresses = healthPort < 0 ? List.of() : decisions.view().site().addresses;
    for (Ip address : addresses) {
      HealthServer server = new HealthServer(transport, decisions::health);
      servers.add(server);
      InetSocketAddress socket = new InetSocketAddress(address.toInetAddress(), healthPort);
      Throwable failure = ask(() -> server.bind(first, socket)).cause();
      if (failure != null) {
        throw new IllegalStateException(BindProblem.of(failure).text(socket, failure), failure);
      }
    }
  }

  /**
   * Waits until what was handed to the first loop is done, and it has looked at its sockets since:
   * only then does the JDK let go of those that were closed.
   */
  void awaitDone() {
    Future<?> looked = transport.first().schedule(() -> {}, 1, TimeUnit.MILLISECONDS);
    looked.syncUninterruptibly();
  }

  private <T> T ask(Callable<T> question) {
    Future<T> answer = transport.first().submit(question);
    return answer.syncUninterruptibly().getNow();
  }

  /** Ends all; waits for it unless a loop of ours asks. */
  void close(Bindings bindings) {
    for (Connections each : connections) {
      each.loop.execute(
          () -> {
            if (each.loop == transport.first()) {
              bindings.close();
              servers.forEach(Listening::close);
            }
            each.close();
            transport.end(each.loop);
          });
    }
    transport.awaitEnd();
  }

  /** Returns where the next connection lives. */
  Connections home() {
    return connections.get(Math.floorMod(next.getAndIncrement(), connections.size()));
  }

  Decision decide(SocketChannel client, Frontend frontend) {
    InetAddress source = client.remoteAddress().getAddress();
    return decisions.connect(ip(source), fromNode(source, client.localAddress()), frontend);
  }

  Decision decide(InetSocketAddress client, InetSocketAddress local, Frontend frontend) {
    InetAddress source = client.getAddress();
    return decisions.datagram(ip(source), client.getPort(), fromNode(source, local), frontend);
  }

  private static Ip ip(InetAddress address) {
    return Ip.of(address.getAddress());
  }

  private boolean fromNode(InetAddress source, InetSocketAddress local) {
    return localClients && (source.isLoopbackAddress() || source.equals(local.getAddress()));
  }

  /** Returns where an endpoint is dialled; null if that cannot be said, which is a failed dial. */
  @Nullable InetSocketAddress locate(Endpoint endpoint) {
    try {
      InetSocketAddress address = dial.apply(endpoint);
      return address == null || address.isUnresolved() ? null : address;
    } catch (RuntimeException e) {
      LOG.debug("{}: cannot be located", endpoint, e);
      return null;
    }
  }
}
