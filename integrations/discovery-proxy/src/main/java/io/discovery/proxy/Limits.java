package io.discovery.proxy;

import java.time.Duration;

/**
 * How much may be open, and for how long.
 *
 * @param connections TCP connections in all
 * @param perPort TCP connections to one Service port
 * @param silent TCP connections that are left without an answer
 * @param silence for how long they are
 * @param idle for how long nothing may pass over a connection
 * @param drain for how long a connection outlives its endpoint
 */
record Limits(
    int connections, int perPort, int silent, Duration silence, Duration idle, Duration drain) {
  static final Limits DEFAULT =
      new Limits(
          10_000,
          10_000,
          1_024,
          Duration.ofSeconds(127),
          Duration.ofHours(24),
          Duration.ofHours(1));

  Limits withConnections(int all, int eachPort) {
    return new Limits(all, eachPort, silent, silence, idle, drain);
  }

  Limits withSilence(int clients, Duration atMost) {
    return new Limits(connections, perPort, clients, atMost, idle, drain);
  }

  Limits withIdle(Duration longest) {
    return new Limits(connections, perPort, silent, silence, longest, drain);
  }

  Limits withDrain(Duration longest) {
    return new Limits(connections, perPort, silent, silence, idle, longest);
  }
}
