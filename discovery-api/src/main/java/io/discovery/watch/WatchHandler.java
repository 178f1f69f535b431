package io.discovery.watch;

/**
 * What receives the events of one watch; implemented by the library.
 *
 * <p>Its methods return at once and never throw. A source calls them from any thread, but one at a
 * time.
 */
public interface WatchHandler {
  /** Takes the next event. */
  void onEvent(WatchEvent event);

  /**
   * Takes note that this watch is over and why; the library watches again after a while.
   *
   * <p>What the source delivered stays in use until then. With {@link WatchExpiredException} the
   * next watch begins with the whole state.
   */
  void onFailure(Throwable cause);
}
