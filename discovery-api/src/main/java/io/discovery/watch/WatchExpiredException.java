package io.discovery.watch;

/** A source no longer knows the version that a watch was to go on from (410 Gone). */
public final class WatchExpiredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says which version expired. */
  public WatchExpiredException(String message) {
    super(message);
  }
}
