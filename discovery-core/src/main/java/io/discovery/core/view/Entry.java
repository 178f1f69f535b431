package io.discovery.core.view;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import java.util.Comparator;

/**
 * One endpoint of one port of one slice.
 *
 * @param endpoint what can be connected to
 * @param from what the slice says of it
 * @param slice the slice, read
 * @param index its place in the slice
 * @param ready whether it takes new connections
 * @param serving whether it passes its readiness probe
 * @param terminating whether it is shutting down
 */
record Entry(
    Endpoint endpoint,
    EndpointSlice.Endpoint from,
    ReadSlice slice,
    int index,
    boolean ready,
    boolean serving,
    boolean terminating) {
  /** By address and port; among duplicates by slice and by place in the slice. */
  static final Comparator<Entry> ORDER =
      (a, b) -> {
        int order = a.endpoint.address().compareTo(b.endpoint.address());
        if (order == 0) {
          order = Integer.compare(a.endpoint.port(), b.endpoint.port());
        }
        if (order == 0) {
          order = a.slice.name().compareTo(b.slice.name());
        }
        return order == 0 ? Integer.compare(a.index, b.index) : order;
      };

  static Entry of(Endpoint endpoint, ReadSlice slice, int index) {
    EndpointSlice.Endpoint from = slice.slice().endpoints().get(index);
    EndpointSlice.Conditions conditions = from.conditions();
    return new Entry(
        endpoint,
        from,
        slice,
        index,
        conditions.isReady(),
        conditions.isServing(),
        conditions.isTerminating());
  }

  EndpointSet.Known known(EndpointSet.Rule rule) {
    return new EndpointSet.Known(endpoint, ready, serving, terminating, rule);
  }

  /** Returns whether it may be used where nothing is ready: it is going, but still answers. */
  boolean lingering() {
    return serving && terminating;
  }

  boolean isOn(@Nullable String node) {
    return node != null && node.equals(from.nodeName());
  }

  boolean sameSocket(Entry other) {
    return endpoint.port() == other.endpoint.port()
        && endpoint.address().equals(other.endpoint.address());
  }

  /**
   * Returns whether it goes before an earlier one with the same address and port.
   *
   * <p>As kube-proxy has it, one that is terminating never does, and otherwise the later one of a
   * slice does. Between two slices kube-proxy does not say: the one that is ready.
   */
  boolean replaces(Entry earlier) {
    if (terminating) {
      return false;
    }
    return slice == earlier.slice || earlier.terminating || ready || !earlier.ready;
  }
}
