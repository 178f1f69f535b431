package io.discovery.proxy;

import io.discovery.core.feed.Follower;
import io.discovery.model.AddressType;
import io.discovery.time.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Hands plans from the loop of a discovery, where they are made, to that of the sockets. */
final class Following {
  private final NodeProxy decisions;
  private final OwnNode node;
  private final EventLoop loop;
  private final Executor sockets;
  private final Bindings bindings;
  private volatile boolean closed;

  Following(Bridge bridge, Bindings bindings, OwnNode node, EventLoop loop) {
    decisions = bridge.decisions;
    sockets = bridge.transport.first();
    this.bindings = bindings;
    this.node = node;
    this.loop = loop;
  }

  /** Returns what is told of changes. */
  Follower follower() {
    return new NodeFollower(node.name(), node::with, decisions, this::carryOut);
  }

  private void carryOut(Plan plan) {
    hand(
        () -> {
          bindings.apply(plan);
          loop.execute(this::applied);
        });
  }

  private void applied() {
    decisions.applied(AddressType.IPV4);
    decisions.applied(AddressType.IPV6);
  }

  /** Forgets flows that have been silent; any thread. */
  void expire() {
    loop.execute(
        () -> {
          Plan plan = decisions.expire();
          hand(() -> bindings.apply(plan));
        });
  }

  private void hand(Runnable task) {
    if (!closed) {
      try {
        sockets.execute(task);
      } catch (RejectedExecutionException e) {
        closed = true;
      }
    }
  }

  /** Hands nothing over from now on. */
  void close() {
    closed = true;
  }
}
