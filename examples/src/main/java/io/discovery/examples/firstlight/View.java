package io.discovery.examples.firstlight;

import java.time.Duration;

/** Where a run is seen while it goes on; used by one thread but for {@link #news}. */
interface View extends AutoCloseable {
  /** Says what happened; any thread. */
  void news(String line);

  /** Shows how things are. */
  void show(Frame frame);

  /** Returns how often it wants to be shown how things are. */
  Duration period();

  /** Returns whether bars and dots of Unicode can be shown. */
  boolean unicode();

  /** Ends; what was said last stays to be read. */
  @Override
  void close();
}
