package io.discovery.proxy;

import io.discovery.address.Ip;
import java.util.ArrayList;
import java.util.List;

/** The datagrams of one client socket to one frontend, which all go the same way; thread-safe. */
public final class Flow {
  final Key key;
  final Target target;
  final Decision decision;
  private final List<Runnable> actions = new ArrayList<>(1);
  private boolean ended;
  volatile long used;

  Flow(Key key, Target target, Decision decision, long now) {
    this.key = key;
    this.target = target;
    this.decision = decision.in(this);
    used = now;
  }

  /** Has an action run when the flow ends; at once if it has ended. It must not block. */
  public void onEnd(Runnable action) {
    synchronized (this) {
      if (!ended) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  void end() {
    List<Runnable> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(actions);
      actions.clear();
    }
    all.forEach(Runnable::run);
  }

  /** Returns the client and where it sends to. */
  @Override
  public String toString() {
    return key.toString();
  }

  /**
   * Who sends where.
   *
   * @param source address of the client
   * @param port its port
   * @param destination where it sends to
   */
  record Key(Ip source, int port, Frontend destination) implements Comparable<Key> {
    /** Ordered so that hash maps stay fast whatever addresses clients choose. */
    @Override
    public int compareTo(Key other) {
      int order = source.compareTo(other.source);
      order = order == 0 ? port - other.port : order;
      return order == 0 ? destination.compareTo(other.destination) : order;
    }
  }
}
