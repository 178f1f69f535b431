package io.discovery.balancer;

import io.discovery.snapshot.Endpoint;

/**
 * One decision, and the permit to use it: ends once, and a later end is ignored.
 *
 * <p>Thread-safe. Until it ends, the endpoint counts it as in flight.
 */
public interface Pick extends AutoCloseable {
  /** Returns the endpoint. */
  Endpoint endpoint();

  /** Ends the pick: the endpoint did what was asked. */
  void succeeded();

  /** Ends the pick: the endpoint did not do what was asked. */
  void failed(Throwable cause);

  /** Ends the pick if it has not ended: cancelled, which is neither success nor failure. */
  @Override
  void close();
}
