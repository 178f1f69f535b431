package io.discovery.watch;

/**
 * A source of what a cluster has admitted: Services, EndpointSlices and, where there are any,
 * Nodes.
 *
 * <p>Duties: a watch opens with the whole state ({@link WatchEvent.Replaced}); events about one
 * object come in order; the handler is called from one thread at a time. Nothing else is asked:
 * duplicates, gaps, cuts and whole states at any time are the client's business. Objects that
 * another kind of client needs, such as Pods, may be delivered and are passed over.
 */
@FunctionalInterface
public interface WatchSource {
  /**
   * Begins to watch from the whole state on; returns without waiting for the first event.
   *
   * @throws IllegalArgumentException if the source can never deliver, which fails the start
   */
  Watch watch(WatchHandler handler);

  /**
   * Begins to watch after a version: the last one of a {@link WatchEvent.Replaced} or a {@link
   * WatchEvent.Bookmark} of this source. By default begins with the whole state.
   */
  default Watch watch(String resourceVersion, WatchHandler handler) {
    return watch(handler);
  }

  /** Returns what the source is called in states and messages. */
  default String name() {
    return getClass().getSimpleName();
  }
}
