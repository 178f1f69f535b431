package io.discovery;

import io.discovery.snapshot.Endpoint;
import java.util.concurrent.CompletionStage;

/**
 * What is done with an endpoint, without blocking.
 *
 * @param <T> what comes back
 */
@FunctionalInterface
public interface AsyncEndpointCall<T> {
  /** Begins one attempt. */
  CompletionStage<T> to(Endpoint endpoint);
}
