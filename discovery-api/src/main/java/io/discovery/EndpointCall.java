package io.discovery;

import io.discovery.snapshot.Endpoint;
import java.io.IOException;

/**
 * What is done with an endpoint, on the caller's thread.
 *
 * @param <T> what comes back
 */
@FunctionalInterface
public interface EndpointCall<T> {
  /**
   * Makes one attempt.
   *
   * @throws IOException if the endpoint did not do what was asked
   * @throws InterruptedException if the thread was interrupted
   */
  T to(Endpoint endpoint) throws IOException, InterruptedException;
}
