package io.discovery.proxy;

import io.discovery.core.feed.Feed;
import io.discovery.core.feed.Follower;
import io.discovery.model.AddressType;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ResourceKind;
import io.discovery.time.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Tells the decisions what the cluster has, on its loop, and has the plans carried out. */
final class Following implements Follower {
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

  @Override
  public void changed(ResourceKind kind, Collection<NamespacedName> names, Feed.State state) {
    if (kind.equals(ResourceKind.SERVICE)) {
      List<ServiceState> services = new ArrayList<>(names.size());
      for (NamespacedName name : names) {
        services.add(new ServiceState(name, state.view(name), state.slices(name)));
      }
      carryOut(decisions.publish(services));
    } else if (kind.equals(ResourceKind.NODE)) {
      for (NamespacedName name : names) {
        if (name.name().equals(node.name())) {
          carryOut(decisions.node(node.with((Node) state.get(kind, name))));
        }
      }
    }
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

  /** Does nothing from now on. */
  void close() {
    closed = true;
  }
}
