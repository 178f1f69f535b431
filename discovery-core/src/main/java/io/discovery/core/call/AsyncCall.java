package io.discovery.core.call;

import io.discovery.ServiceHandle.AsyncEndpointCall;
import io.discovery.balancer.Pick;
import io.discovery.core.call.Calls.Picks;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.EventLoop;
import io.discovery.time.EventLoop.Timer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * A call that is driven by what completes.
 *
 * <p>One thread at a time takes it on: the caller's, then whichever completes what it waits for.
 * What is done at once is taken on in a loop, so that many failures do not pile up on the stack.
 * The loop's deadline and the caller's cancellation may come in at any moment.
 */
final class AsyncCall<T> {
  private final Picks picks;
  private final AsyncEndpointCall<T> call;
  private final Attempts attempts;
  private final EventLoop loop;
  private final OpenCalls open;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  private volatile @Nullable Future<?> waitingFor;
  private volatile @Nullable Timer pause;
  private volatile @Nullable Pick current;

  /** Prepares a call. */
  AsyncCall(
      Picks picks, AsyncEndpointCall<T> call, Attempts attempts, EventLoop loop, OpenCalls open) {
    this.picks = picks;
    this.call = Objects.requireNonNull(call, "call");
    this.attempts = attempts;
    this.loop = loop;
    this.open = open;
  }

  /** Begins the first attempt if there is an endpoint. */
  CompletableFuture<T> start() {
    Timer deadline =
        loop.schedule(attempts.left(), () -> result.completeExceptionally(attempts.timeout()));
    onDone(
        result,
        (value, failure) -> {
          deadline.cancel();
          letGo(failure);
        });
    next();
    if (!result.isDone()) {
      long number = open.enter(closed -> result.completeExceptionally(attempts.outcome(closed)));
      onDone(result, (value, failure) -> open.leave(number));
    }
    return result;
  }

  private void next() {
    boolean goOn = true;
    while (goOn && !result.isDone()) {
      goOn = pick();
    }
  }

  /** Asks for a pick; returns whether to go on at once, else whatever completes goes on. */
  private boolean pick() {
    CompletableFuture<Pick> picked;
    try {
      picked = picks.pick(attempts.request());
    } catch (RuntimeException | Error e) {
      picked = CompletableFuture.failedFuture(e);
    }
    return whenDone(picked, this::picked);
  }

  private boolean picked(@Nullable Pick pick, @Nullable Throwable failure) {
    if (pick == null) {
      if (!result.isDone()) {
        Throwable reason = failure == null ? new NullPointerException("pick") : failure;
        result.completeExceptionally(attempts.outcome(Failures.unwrap(reason)));
      }
      return false;
    }
    if (result.isDone()) {
      pick.close();
      return false;
    }
    if (attempts.wasAt(pick.endpoint())) {
      pick.close();
      return pause();
    }
    attempts.begin(pick.endpoint());
    current = pick;
    return whenDone(begin(pick.endpoint()), (value, thrown) -> ended(pick, value, thrown));
  }

  private CompletableFuture<T> begin(Endpoint endpoint) {
    try {
      CompletionStage<T> stage = call.to(endpoint);
      return stage == null
          ? CompletableFuture.failedFuture(
              new NullPointerException("call: returned null (expected: a CompletionStage)"))
          : future(stage);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** A stage need not be able to become a future. */
  private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture();
    } catch (UnsupportedOperationException e) {
      CompletableFuture<T> future = new CompletableFuture<>();
      onDone(
          stage,
          (value, failure) -> {
            if (failure == null) {
              future.complete(value);
            } else {
              future.completeExceptionally(failure);
            }
          });
      return future;
    }
  }

  private boolean ended(Pick pick, @Nullable T value, @Nullable Throwable thrown) {
    if (thrown == null) {
      pick.succeeded();
      result.complete(value);
      return false;
    }
    Throwable failure = Failures.unwrap(thrown);
    if (isCancellation(failure)) {
      pick.close();
    } else {
      pick.failed(failure);
    }
    if (result.isDone()) {
      return false;
    }
    if (attempts.again(failure)) {
      return true;
    }
    result.completeExceptionally(attempts.failures().last());
    return false;
  }

  private static boolean isCancellation(Throwable failure) {
    return failure instanceof CancellationException
        || failure instanceof InterruptedException
        || failure instanceof ClosedByInterruptException;
  }

  private boolean pause() {
    Duration time = attempts.backOff();
    if (time.compareTo(attempts.left()) >= 0) {
      result.completeExceptionally(attempts.failures().last());
    } else {
      pause = loop.schedule(time, this::next);
    }
    return false;
  }

  /** Takes a step with what a future brings: now if it is done, else when it is. */
  private <V> boolean whenDone(CompletableFuture<V> future, Step<V> step) {
    if (!future.isDone()) {
      waitingFor = future;
      onDone(
          future,
          (value, failure) -> {
            if (step.take(value, failure)) {
              next();
            }
          });
      if (result.isDone()) {
        letGo(null);
      }
      return false;
    }
    Throwable failure = null;
    V value = null;
    try {
      value = future.join();
    } catch (RuntimeException e) {
      failure = e;
    }
    return step.take(value, failure);
  }

  private static <V> void onDone(
      CompletionStage<V> stage, BiConsumer<? super V, ? super Throwable> action) {
    stage.whenComplete(action);
  }

  /** The call is over: whatever it waits for is not wanted any more. */
  private void letGo(@Nullable Throwable failure) {
    Pick pick = current;
    if (pick != null && failure instanceof TimeoutException) {
      pick.failed(failure);
    } else if (pick != null) {
      pick.close();
    }
    Timer timer = pause;
    if (timer != null) {
      timer.cancel();
    }
    Future<?> future = waitingFor;
    if (future != null) {
      future.cancel(true);
    }
  }

  @FunctionalInterface
  private interface Step<V> {
    boolean take(@Nullable V value, @Nullable Throwable failure);
  }
}
