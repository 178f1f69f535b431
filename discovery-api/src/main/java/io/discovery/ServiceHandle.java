package io.discovery;

import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One port of one Service; cheap, and valid before the Service exists and after it is gone.
 *
 * <p>Thread-safe. What needs an endpoint throws {@link NoEndpointException} if there is none, at
 * once unless the request says how long to wait; a thread that is interrupted while it waits keeps
 * its interrupt status and gets that exception.
 */
public interface ServiceHandle {
  /** Returns the Service, and the port if one was named, such as {@code shop/cart:http}. */
  String name();

  /**
   * Returns an endpoint to connect to; nothing to give back, nothing allocated.
   *
   * <p>It is not counted as in flight: with a policy that lives on feedback prefer {@link #pick()}.
   */
  Endpoint endpoint();

  /** Returns an endpoint for a request. */
  Endpoint endpoint(PickRequest request);

  /** Returns an endpoint with a permit that is to be ended. */
  Pick pick();

  /** Returns an endpoint for a request, with a permit that is to be ended. */
  Pick pick(PickRequest request);

  /** Makes a call with {@link CallOptions#DEFAULT}. */
  default <T> T call(EndpointCall<T> call) throws IOException, InterruptedException {
    return call(CallOptions.DEFAULT, call);
  }

  /**
   * Makes a call, and makes it again at another endpoint where that is safe.
   *
   * <p>The call runs on this thread and is never interrupted by the library: the options' deadline
   * bounds waiting and further attempts, the time-out of one attempt is the transport's. What the
   * last attempt threw is thrown, earlier ones are suppressed in it.
   *
   * @throws IOException what the call threw
   * @throws InterruptedException what the call threw, or if the thread is interrupted in between
   */
  <T> T call(CallOptions options, EndpointCall<T> call) throws IOException, InterruptedException;

  /** Makes a call with {@link CallOptions#DEFAULT}, without blocking. */
  default <T> CompletableFuture<T> callAsync(AsyncEndpointCall<T> call) {
    return callAsync(CallOptions.DEFAULT, call);
  }

  /**
   * Makes a call without blocking, and makes it again at another endpoint where that is safe.
   *
   * <p>Cancelling the future cancels the attempt. Once the deadline is over the attempt is
   * cancelled and the future fails with a {@link java.util.concurrent.TimeoutException}.
   */
  <T> CompletableFuture<T> callAsync(CallOptions options, AsyncEndpointCall<T> call);

  /** Returns the endpoints as they are now; an empty set if there is no such Service or port. */
  EndpointSet endpoints();

  /**
   * Tells the endpoints as they are now, and whenever they changed, until it is closed.
   *
   * <p>The listener is called by one thread at a time, never by one that publishes. States may be
   * merged, the last one is never lost. What it throws is logged.
   */
  Registration onChange(Consumer<? super EndpointSet> listener);

  /** Says which endpoints a pick could return now and why not the others. */
  default Explanation explain() {
    return explain(PickRequest.ANY);
  }

  /** Says which endpoints a pick for this request could return now and why not the others. */
  Explanation explain(PickRequest request);

  /**
   * What is done with an endpoint, on the caller's thread.
   *
   * @param <T> what comes back
   */
  @FunctionalInterface
  interface EndpointCall<T> {
    /**
     * Makes one attempt.
     *
     * @throws IOException if the endpoint did not do what was asked
     * @throws InterruptedException if the thread was interrupted
     */
    T to(Endpoint endpoint) throws IOException, InterruptedException;
  }

  /**
   * What is done with an endpoint, without blocking.
   *
   * @param <T> what comes back
   */
  @FunctionalInterface
  interface AsyncEndpointCall<T> {
    /** Begins one attempt. */
    CompletionStage<T> to(Endpoint endpoint);
  }
}
