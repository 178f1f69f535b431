package io.discovery.core.call;

import io.discovery.CallOptions;
import io.discovery.ServiceHandle.AsyncEndpointCall;
import io.discovery.ServiceHandle.EndpointCall;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * {@code call} and {@code callAsync}: two drivers of one state machine, the caller's thread and
 * whatever completes.
 *
 * <p>An attempt that certainly was not sent is made again at another endpoint; any that failed with
 * an {@link IOException} is, if the call is repeatable. A {@link RetryBudget} bounds that for all
 * calls of one instance together. If every endpoint was tried, a short random time passes before
 * the next round. If no further attempt can begin, the caller sees what the last one threw.
 * Thread-safe.
 */
public final class Calls {
  private final EventLoop loop;
  private final Time time;
  private final Randomness randomness;
  private final RetryBudget budget;
  private final OpenCalls open = new OpenCalls();

  /**
   * Makes calls with a full retry budget of their own.
   *
   * @param loop runs timers
   * @param time measures deadlines and the budget
   * @param randomness draws how long to wait between rounds; used by all threads that call
   */
  public Calls(EventLoop loop, Time time, Randomness randomness) {
    this.loop = Objects.requireNonNull(loop, "loop");
    this.time = Objects.requireNonNull(time, "time");
    this.randomness = Objects.requireNonNull(randomness, "randomness");
    this.budget = new RetryBudget(time);
  }

  /**
   * Makes a call; attempts run on this thread, which must not be one of the loop.
   *
   * @throws IOException what the last attempt threw
   * @throws InterruptedException what an attempt threw, or if the thread is interrupted in between
   */
  public <T> T call(Picks picks, CallOptions options, EndpointCall<T> call)
      throws IOException, InterruptedException {
    return new BlockingCall<>(picks, call, attempts(options), loop, open).run();
  }

  /**
   * Makes a call without blocking.
   *
   * <p>The first attempt begins on this thread if there is an endpoint; further ones begin, and the
   * future completes, on the thread that completed an attempt, or on the loop after a wait. A call
   * that throws, or returns null, makes the future fail.
   */
  public <T> CompletableFuture<T> callAsync(
      Picks picks, CallOptions options, AsyncEndpointCall<T> call) {
    return new AsyncCall<>(picks, call, attempts(options), loop, open).start();
  }

  /**
   * Ends what waits for timers: no call makes a further attempt, and asynchronous ones fail, as
   * nothing would keep their deadlines any more.
   */
  public void close() {
    open.close();
  }

  private Attempts attempts(CallOptions options) {
    return new Attempts(options, budget, time, randomness);
  }

  /** Where a call gets its endpoints. */
  @FunctionalInterface
  public interface Picks {
    /**
     * Returns a pick, at once or once there is an endpoint, as the request says; never blocks.
     *
     * <p>Fails with a {@link io.discovery.balancer.NoEndpointException} if there is none. Whoever
     * completes the future closes a pick that comes after the future was cancelled.
     */
    CompletableFuture<Pick> pick(PickRequest request);
  }
}
