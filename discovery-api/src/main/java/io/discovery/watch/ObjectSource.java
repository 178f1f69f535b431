package io.discovery.watch;

/**
 * A source of what a user wrote and the control plane has yet to admit.
 *
 * <p>Duties: the first whole state ({@link WatchEvent.Replaced}) is delivered before {@link
 * #follow} returns; later ones may follow from any one thread at a time. A source that cannot read
 * a newer state says {@link WatchEvent.Stale} and goes on.
 */
@FunctionalInterface
public interface ObjectSource {
  /**
   * Delivers the whole state, and what changes from then on.
   *
   * @throws IllegalArgumentException if the first state cannot be read; says where and why
   */
  Watch follow(WatchHandler handler);

  /** Returns what the source is called in states and messages. */
  default String name() {
    return getClass().getSimpleName();
  }
}
