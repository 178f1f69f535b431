package io.discovery.core.call;

import io.discovery.ServiceHandle.EndpointCall;
import io.discovery.balancer.Pick;
import io.discovery.core.call.Calls.Picks;
import io.discovery.time.EventLoop;
import io.discovery.time.EventLoop.Timer;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A call that its caller's thread drives. */
final class BlockingCall<T> {
  /** Whoever gives picks keeps the time itself, and is to be the first to say that it is over. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Picks picks;
  private final EndpointCall<T> call;
  private final Attempts attempts;
  private final EventLoop loop;
  private final OpenCalls open;

  /** Prepares a call. */
  BlockingCall(
      Picks picks, EndpointCall<T> call, Attempts attempts, EventLoop loop, OpenCalls open) {
    this.picks = picks;
    this.call = Objects.requireNonNull(call, "call");
    this.attempts = attempts;
    this.loop = loop;
    this.open = open;
  }

  /** Makes attempts until one succeeds or no other may follow. */
  T run() throws IOException, InterruptedException {
    while (true) {
      Pick pick = pick();
      if (attempts.wasAt(pick.endpoint())) {
        pick.close();
        pause();
        continue;
      }
      attempts.begin(pick.endpoint());
      try {
        return attempt(pick);
      } catch (InterruptedException e) {
        throw attempts.failures().withEarlier(e);
      } catch (IOException | RuntimeException | Error e) {
        if (!attempts.again(e)) {
          throw rethrow(attempts.failures().last());
        }
        throwIfInterrupted();
      }
    }
  }

  private T attempt(Pick pick) throws IOException, InterruptedException {
    try {
      T value = call.to(pick.endpoint());
      pick.succeeded();
      return value;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      pick.failed(e);
      throw e;
    } finally {
      pick.close();
    }
  }

  private Pick pick() throws IOException, InterruptedException {
    CompletableFuture<Pick> picked = picks.pick(attempts.request());
    try {
      return picked.isDone() ? picked.get() : loop.await(picked, attempts.left().plus(GRACE));
    } catch (InterruptedException e) {
      giveBack(picked);
      throw attempts.failures().withEarlier(e);
    } catch (TimeoutException e) {
      giveBack(picked);
      throw rethrow(attempts.outcome(new IOException("call: no endpoint in time", e)));
    } catch (ExecutionException e) {
      throw rethrow(attempts.outcome(Failures.unwrap(e)));
    }
  }

  private static void giveBack(CompletableFuture<Pick> picked) {
    if (!picked.cancel(false) && !picked.isCompletedExceptionally()) {
      picked.join().close();
    }
  }

  /** Lets the time between two rounds pass, if there is so much time left. */
  private void pause() throws IOException, InterruptedException {
    Duration pause = attempts.backOff();
    if (pause.compareTo(attempts.left()) >= 0) {
      throw rethrow(attempts.failures().last());
    }
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    Timer timer = loop.schedule(pause, () -> over.complete(true));
    long number = open.enter(over::completeExceptionally);
    try {
      loop.await(over, attempts.left());
    } catch (InterruptedException e) {
      throw attempts.failures().withEarlier(e);
    } catch (ExecutionException | TimeoutException e) {
      throw rethrow(attempts.failures().last());
    } finally {
      open.leave(number);
      timer.cancel();
    }
  }

  private void throwIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw attempts
          .failures()
          .withEarlier(new InterruptedException("call: interrupted between attempts"));
    }
  }

  private static RuntimeException rethrow(Throwable failure) throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("call: the pick failed (" + failure + ")", failure);
  }
}
