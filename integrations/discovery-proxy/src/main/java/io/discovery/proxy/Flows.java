package io.discovery.proxy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The flows of a node; thread-safe, and bounded: the longest silent go first. */
final class Flows {
  /** A flow that is silent for so long is forgotten (nf_conntrack_udp_timeout). */
  private static final long IDLE = 30_000_000_000L;

  private final int capacity;
  private final Map<Flow.Key, Flow> flows = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Frontend, Integer> counts = new LinkedHashMap<>();

  Flows(int capacity) {
    this.capacity = capacity;
  }

  /** Returns the flow that goes on, or null if there is none. */
  synchronized @Nullable Flow find(Flow.Key key, long now) {
    Flow flow = flows.get(key);
    if (flow == null || now - flow.used >= IDLE) {
      return null;
    }
    flow.used = now;
    return flow;
  }

  /** Adds a flow; one that another thread has added goes before. */
  Flow add(Flow flow, long now) {
    List<Flow> ended = new ArrayList<>(1);
    synchronized (this) {
      Flow other = find(flow.key, now);
      if (other != null) {
        return other;
      }
      Flow idle = flows.put(flow.key, flow);
      count(flow, 1);
      if (idle != null) {
        count(idle, -1);
        ended.add(idle);
      }
      if (flows.size() > capacity) {
        Iterator<Flow> all = flows.values().iterator();
        Flow oldest = all.next();
        all.remove();
        count(oldest, -1);
        ended.add(oldest);
      }
    }
    ended.forEach(Flow::end);
    return flow;
  }

  /** Forgets flows that have been silent for too long. */
  void expire(long now) {
    forget(flow -> now - flow.used >= IDLE);
  }

  /** Forgets flows. */
  void forget(Predicate<Flow> which) {
    List<Flow> ended = new ArrayList<>();
    synchronized (this) {
      Iterator<Flow> all = flows.values().iterator();
      while (all.hasNext()) {
        Flow flow = all.next();
        if (which.test(flow)) {
          all.remove();
          count(flow, -1);
          ended.add(flow);
        }
      }
    }
    ended.forEach(Flow::end);
  }

  /** What goes by without a Service keeps no socket open. */
  private void count(Flow flow, int by) {
    if (flow.decision.outcome() == Decision.Outcome.ENDPOINT) {
      counts.merge(flow.key.destination(), by, (a, b) -> a + b == 0 ? null : a + b);
    }
  }

  /** Returns whether a frontend has flows to endpoints. */
  synchronized boolean has(Frontend frontend) {
    return counts.containsKey(frontend);
  }

  /** Returns those frontends that have no flows to endpoints any more. */
  synchronized List<Frontend> without(Collection<Frontend> frontends) {
    List<Frontend> silent = new ArrayList<>();
    for (Frontend frontend : frontends) {
      if (!counts.containsKey(frontend)) {
        silent.add(frontend);
      }
    }
    return silent;
  }

  synchronized int size() {
    return flows.size();
  }
}
