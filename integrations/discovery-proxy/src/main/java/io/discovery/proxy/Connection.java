package io.discovery.proxy;

import io.discovery.snapshot.ServiceName;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A TCP connection of a client, and the one to its endpoint; confined to its loop. */
final class Connection {
  private final Bridge bridge;
  private final Connections home;
  private final Frontend frontend;
  private final ServiceName service;
  private final List<Limit> counted;
  private final Side client;
  private @Nullable Side server;
  private @Nullable Target target;
  private @Nullable Claims seen;
  private boolean orphan;
  private boolean joined;
  private boolean silenced;
  private boolean ended;
  private boolean touched;
  private Duration quiet = Duration.ZERO;
  private Duration orphaned = Duration.ZERO;

  /**
   * Takes a connection that was accepted.
   *
   * @param listener what accepted it
   * @param home where it lives
   */
  Connection(Bridge bridge, TcpListener listener, Connections home, SocketChannel channel) {
    this.bridge = bridge;
    this.home = home;
    frontend = listener.frontend;
    service = listener.service;
    counted = listener.limits;
    Transport.prepare(channel);
    client = new Side(this, channel);
  }

  /** Decides, and does it; once, on the loop, when the socket is registered there. */
  void begin() {
    home.add(this);
    if (client.channel.isActive()) {
      follow(bridge.decide(client.channel, frontend));
    } else {
      reset();
    }
  }

  private void follow(Decision decision) {
    switch (decision.outcome()) {
      case ENDPOINT -> dial(decision);
      case DROP -> {
        silenced = true;
        home.silence(this);
      }
      default -> reset();
    }
  }

  private void dial(Decision decision) {
    InetSocketAddress address = bridge.locate(decision.endpoint());
    if (address == null) {
      failed(decision);
      return;
    }
    SocketChannel channel = bridge.transport.newSocket((int) decision.dialTimeout().toMillis());
    Side side = new Side(this, channel);
    server = side;
    home.loop
        .register(channel)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                channel.connect(address).addListener(done -> dialled(decision, side, done));
              } else {
                dialled(decision, side, registered);
              }
            });
  }

  private void dialled(Decision decision, Side side, Future<?> done) {
    if (ended) {
      side.reset();
    } else if (done.isSuccess()) {
      target = Target.of(decision.endpoint());
      joined = true;
      Side.join(client, side);
    } else {
      side.close();
      failed(decision);
    }
  }

  private void failed(Decision decision) {
    follow(bridge.decisions.dialFailed(decision));
  }

  /** Notes that something passed. */
  void touch() {
    touched = true;
  }

  /** Looks whether it has been quiet, or without its endpoint, for too long. */
  void look(Duration since, Limits limits) {
    quiet = touched ? Duration.ZERO : quiet.plus(since);
    touched = false;
    orphaned = isOrphan() ? orphaned.plus(since) : Duration.ZERO;
    if (quiet.compareTo(limits.idle()) >= 0 || orphaned.compareTo(limits.drain()) >= 0) {
      reset();
    }
  }

  @SuppressWarnings("ReferenceEquality") // a Service that did not change is the same instance
  private boolean isOrphan() {
    if (target != null) {
      Claims now = bridge.decisions.view().service(service);
      if (now == null || now != seen) {
        seen = now;
        orphan = !home.isKnown(now, frontend, target);
      }
    }
    return orphan;
  }

  /** Looks whether it has been left without an answer for long enough. */
  void lookSilently(Duration since, Limits limits) {
    quiet = quiet.plus(since);
    if (quiet.compareTo(limits.silence()) >= 0) {
      reset();
    }
  }

  /** A side has read all there is; who gets no answer need not wait for one any longer. */
  void inputEnded() {
    if (silenced) {
      reset();
    } else {
      endIfOver();
    }
  }

  void outputEnded(boolean passedOn) {
    if (passedOn) {
      endIfOver();
    } else {
      reset();
    }
  }

  private void endIfOver() {
    if (!ended && joined && server != null && client.ended() && server.ended()) {
      end();
      client.close();
      server.close();
    }
  }

  /** A socket is gone; what is not over by then is broken off. */
  void closed(Side side) {
    if (side == client || joined) {
      reset();
    }
  }

  /** Breaks both sides off. */
  void reset() {
    if (!ended) {
      end();
      client.reset();
      if (server != null) {
        server.reset();
      }
    }
  }

  /** Ends it where its loop has ended before; Netty has closed the socket. */
  void abandon() {
    if (!ended) {
      end();
    }
  }

  private void end() {
    ended = true;
    home.remove(this);
    counted.forEach(Limit::release);
  }
}
