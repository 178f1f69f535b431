package io.discovery.core.view;

import io.discovery.model.EndpointSlice;
import io.discovery.snapshot.Endpoint;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of one port of one slice.
 *
 * @param endpoint what can be connected to
 * @param from what the slice says of it
 * @param slice the slice, read
 * @param index its place in the slice
 */
record Entry(Endpoint endpoint, EndpointSlice.Endpoint from, ReadSlice slice, int index) {
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

  boolean ready() {
    return from.conditions().isReady();
  }

  boolean terminating() {
    return from.conditions().isTerminating();
  }

  /** Returns whether it may be used where nothing is ready: it is going, but still answers. */
  boolean lingering() {
    return from.conditions().isServing() && terminating();
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
    if (terminating()) {
      return false;
    }
    return slice == earlier.slice || earlier.terminating() || ready() || !earlier.ready();
  }
}
