package io.discovery.proxy;

import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints that one kind of traffic to a Service port goes to; thread-safe. */
final class Pool {
  static final Pool EMPTY = new Pool(List.of(), null);

  /** In order of address and port. */
  final List<Endpoint> endpoints;

  private final Turn turn;

  /** Takes turns where the pool of before left off, if the addresses and ports are the same. */
  Pool(List<Endpoint> endpoints, @Nullable Pool before) {
    this.endpoints = endpoints;
    turn = before != null && sameTargets(endpoints, before.endpoints) ? before.turn : new Turn();
  }

  private static boolean sameTargets(List<Endpoint> a, List<Endpoint> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = Target.of(a.get(i)).equals(Target.of(b.get(i)));
    }
    return same;
  }

  /** Returns the endpoint with an address and a port, or null if it is not in here. */
  @Nullable Endpoint find(Target target) {
    int low = 0;
    int high = endpoints.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Target.of(endpoints.get(middle)).compareTo(target);
      if (order == 0) {
        return endpoints.get(middle);
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return null;
  }

  /** Returns any endpoint, each equally likely. */
  Endpoint any(Randomness randomness) {
    return endpoints.get(randomness.nextInt(endpoints.size()));
  }

  /** Returns the endpoint whose turn it is, passing over those that were tried if it can. */
  Endpoint next(Randomness randomness, List<Endpoint> tried) {
    Endpoint next = endpoints.get(turn.next(randomness, endpoints.size()));
    for (int i = 1; i < endpoints.size() && tried.contains(next); i++) {
      next = endpoints.get(turn.next(randomness, endpoints.size()));
    }
    return next;
  }

  /** Whose turn it is: round and round in an order that is drawn once. */
  private static final class Turn {
    private int[] order = {};
    private int at;

    synchronized int next(Randomness randomness, int size) {
      if (order.length == 0) {
        order = shuffled(randomness, size);
      }
      int index = order[at];
      at = (at + 1) % size;
      return index;
    }

    private static int[] shuffled(Randomness randomness, int size) {
      int[] order = new int[size];
      for (int i = 0; i < size; i++) {
        int j = randomness.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      return order;
    }
  }
}
