package io.discovery.watch;

/** A watch that is under way. */
@FunctionalInterface
public interface Watch extends AutoCloseable {
  /** Ends the watch; once this returns no further event is begun. More than once is fine. */
  @Override
  void close();
}
