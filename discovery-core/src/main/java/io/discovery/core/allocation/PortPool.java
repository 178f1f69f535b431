package io.discovery.core.allocation;

import io.discovery.time.Randomness;

/** The node ports of a cluster. */
final class PortPool {
  static final String TAKEN = "provided port is already allocated";

  private static final int LEAST_BAND = 16;
  private static final int MOST_BAND = 128;
  private static final int BAND_SHARE = 32;

  private final int first;
  private final int last;
  private final Pool pool;

  PortPool(int first, int last, Randomness randomness) {
    this.first = first;
    this.last = last;
    int size = last - first + 1;
    int share = Math.min(Math.max(LEAST_BAND, size / BAND_SHARE), MOST_BAND);
    this.pool = new Pool(size, size <= LEAST_BAND ? 0 : share, randomness);
  }

  int draw() {
    long number = pool.draw();
    if (number == Taken.NONE) {
      throw new AllocationException("range is full");
    }
    return first + (int) number;
  }

  void take(int port) {
    if (port < first || port > last) {
      throw new AllocationException(
          "provided port is not in the valid range. The range of valid ports is "
              + (first + "-" + last));
    }
    if (!pool.take(port - first)) {
      throw new AllocationException(TAKEN);
    }
  }

  void free(int port) {
    if (port >= first && port <= last) {
      pool.free(port - first);
    }
  }

  boolean taken(int port) {
    return port >= first && port <= last && pool.taken(port - first);
  }
}
