package io.discovery.core.call;

import io.discovery.AsyncEndpointCall;
import io.discovery.CallOptions;
import io.discovery.EndpointCall;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** {@code call} and {@code callAsync} as one state machine that never blocks. */
public final class Calls {
  /** Keeps the retry budget of one client. */
  public Calls(EventLoop loop, Time time, Randomness randomness) {}

  /** Makes a call on this thread. */
  public <T> T call(Picks picks, CallOptions options, EndpointCall<T> call)
      throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Makes a call without blocking. */
  public <T> CompletableFuture<T> callAsync(
      Picks picks, CallOptions options, AsyncEndpointCall<T> call) {
    throw new UnsupportedOperationException();
  }

  /** Where a call gets its endpoints. */
  @FunctionalInterface
  public interface Picks {
    /**
     * Returns a pick, at once or once there is an endpoint, as the request says; never blocks.
     *
     * <p>Fails with a {@link io.discovery.balancer.NoEndpointException} if there is none.
     */
    CompletableFuture<Pick> pick(PickRequest request);
  }
}
