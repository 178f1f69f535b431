package io.discovery.dns;

import io.discovery.time.EventLoop;

/** What a watch runs on: a loop, and the network that calls back on it. */
interface Driver {
  EventLoop loop();

  Network network();

  /** Runs the last task on the loop, and ends what was opened for the watch. */
  void close(Runnable last);
}
