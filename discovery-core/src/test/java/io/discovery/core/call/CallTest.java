package io.discovery.core.call;

import static io.discovery.core.call.Shop.A;
import static io.discovery.core.call.Shop.B;
import static io.discovery.core.call.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.discovery.CallOptions;
import io.discovery.ServiceHandle.EndpointCall;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.NoEndpointException.Reason;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.core.LoopThread;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallTest {
  private static final Duration TINY = Duration.ofMillis(1);

  private final Shop shop = new Shop();
  private final List<Endpoint> called = new ArrayList<>();

  @AfterEach
  void interruptsDoNotLeak() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void valueComesBack() throws Exception {
    assertThat(call(CallOptions.DEFAULT, endpoint -> "hello")).isEqualTo("hello");
    assertThat(shop.ends()).containsExactly("a SUCCEEDED");
    assertThat(shop.loop.waiting()).isZero();
  }

  @Test
  void refusedCallIsMadeAtOthers() throws Exception {
    String value =
        call(
            CallOptions.DEFAULT,
            endpoint -> {
              if (endpoint.equals(C)) {
                return "hello";
              }
              throw new ConnectException("refused");
            });
    assertThat(value).isEqualTo("hello");
    assertThat(called).containsExactly(A, B, C);
    assertThat(shop.ends()).containsExactly("a FAILED", "b FAILED", "c SUCCEEDED");
    assertThat(shop.loop.nanoTime()).isZero();
  }

  @Test
  void otherFailureIsTheCallersUnlessTheCallIsRepeatable() throws Exception {
    IOException reset = new IOException("reset");
    assertThatThrownBy(() -> call(CallOptions.DEFAULT, failing(reset))).isSameAs(reset);
    assertThat(called).containsExactly(A);
    String value =
        call(
            CallOptions.idempotent(),
            endpoint -> {
              if (endpoint.equals(A)) {
                throw reset;
              }
              return "hello";
            });
    assertThat(value).isEqualTo("hello");
  }

  @Test
  void uncheckedFailurePassesAtOnce() {
    IllegalStateException bug = new IllegalStateException(new ConnectException("refused"));
    assertThatThrownBy(
            () ->
                call(
                    CallOptions.idempotent(),
                    endpoint -> {
                      throw bug;
                    }))
        .isSameAs(bug);
    AssertionError error = new AssertionError("no");
    assertThatThrownBy(
            () ->
                call(
                    CallOptions.idempotent(),
                    endpoint -> {
                      throw error;
                    }))
        .isSameAs(error);
    assertThat(shop.ends()).containsExactly("a FAILED", "a FAILED");
  }

  @Test
  void lastFailureIsThrownWithTheEarlierOnesInIt() {
    List<IOException> thrown = new ArrayList<>();
    Throwable seen =
        catchThrowable(
            () ->
                call(
                    CallOptions.DEFAULT.withMaxAttempts(3),
                    endpoint -> {
                      thrown.add(new ConnectException(endpoint.toString()));
                      throw thrown.get(thrown.size() - 1);
                    }));
    assertThat(seen).isSameAs(thrown.get(2));
    assertThat(seen.getSuppressed()).containsExactly(thrown.get(0), thrown.get(1));
    assertThat(called).containsExactly(A, B, C);
  }

  @Test
  void sameFailureEachTimeIsNotSuppressedInItself() {
    ConnectException refused = new ConnectException("refused");
    assertThatThrownBy(() -> call(CallOptions.DEFAULT, failing(refused))).isSameAs(refused);
    assertThat(refused.getSuppressed()).isEmpty();
    assertThat(called).hasSize(4);
  }

  @Test
  void oneAttemptMeansOne() {
    assertThatThrownBy(
            () ->
                call(
                    CallOptions.idempotent().withMaxAttempts(1),
                    failing(new ConnectException("refused"))))
        .isInstanceOf(ConnectException.class);
    assertThat(called).hasSize(1);
  }

  @Test
  void waitsAShortWhileOnceAllWereTried() throws Exception {
    shop.endpoints.remove(C);
    List<Long> times = new ArrayList<>();
    call(
        CallOptions.DEFAULT,
        endpoint -> {
          times.add(shop.loop.nanoTime());
          if (times.size() < 4) {
            throw new ConnectException("refused");
          }
          return "hello";
        });
    assertThat(called).containsExactly(A, B, A, B);
    assertThat(times.get(1)).isZero();
    assertThat(times.get(2)).isBetween(5_000_000L, 10_000_000L).isEqualTo(times.get(3));
    assertThat(shop.ends())
        .containsExactly("a FAILED", "b FAILED", "a CANCELLED", "a FAILED", "b SUCCEEDED");
  }

  @Test
  void wavesOfWaitingGrow() {
    shop.endpoints.removeAll(List.of(B, C));
    List<Long> times = new ArrayList<>();
    assertThatThrownBy(
            () ->
                call(
                    CallOptions.DEFAULT.withMaxAttempts(20),
                    endpoint -> {
                      times.add(shop.loop.nanoTime());
                      throw new ConnectException("refused");
                    }))
        .isInstanceOf(ConnectException.class);
    assertThat(times).hasSize(20);
    assertThat(times.get(4) - times.get(3)).isBetween(40_000_000L, 80_000_000L);
    assertThat(times.get(19) - times.get(18)).isBetween(500_000_000L, 1_000_000_000L);
  }

  @Test
  void deadlineEndsFurtherAttempts() {
    shop.endpoints.removeAll(List.of(B, C));
    IOException refused = new ConnectException("refused");
    CallOptions options = Shop.within(Duration.ofMillis(50)).withMaxAttempts(1_000);
    assertThatThrownBy(() -> call(options, failing(refused))).isSameAs(refused);
    assertThat(called).hasSizeBetween(3, 6);
    assertThat(shop.loop.nanoTime()).isLessThanOrEqualTo(50_000_000L);
  }

  @Test
  void attemptAfterTheDeadlineIsNotMade() {
    IOException refused = new ConnectException("refused");
    assertThatThrownBy(
            () ->
                call(
                    Shop.within(Duration.ofSeconds(1)),
                    endpoint -> {
                      shop.loop.advance(Duration.ofSeconds(1));
                      throw refused;
                    }))
        .isSameAs(refused);
    assertThat(called).hasSize(1);
  }

  @Test
  void deadlineBeyondAllReasonIsFine() throws Exception {
    CallOptions options = Shop.within(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(call(options, endpoint -> "hello")).isEqualTo("hello");
  }

  @Test
  void nothingToPickIsSaidAtOnceOrAfterTheWait() {
    shop.endpoints.clear();
    assertThatThrownBy(() -> call(CallOptions.DEFAULT, endpoint -> "hello"))
        .isInstanceOf(NoEndpointException.class);
    assertThat(shop.loop.nanoTime()).isZero();
    assertThatThrownBy(() -> call(Shop.waiting(Duration.ofSeconds(2)), endpoint -> "hello"))
        .isInstanceOf(NoEndpointException.class);
    assertThat(shop.loop.nanoTime()).isEqualTo(2_000_000_000L);
  }

  @Test
  void waitsForAFirstEndpointButNoLongerThanTheDeadline() throws Exception {
    shop.endpoints.clear();
    shop.loop.schedule(Duration.ofSeconds(1), () -> shop.endpoints.add(B));
    assertThat(call(Shop.waiting(Duration.ofSeconds(2)), endpoint -> "hello")).isEqualTo("hello");
    assertThat(called).containsExactly(B);
    shop.endpoints.clear();
    CallOptions options = Shop.waiting(Duration.ofSeconds(9)).withDeadline(Duration.ofSeconds(3));
    assertThatThrownBy(() -> call(options, endpoint -> "hello"))
        .isInstanceOf(NoEndpointException.class);
    assertThat(shop.loop.nanoTime()).isEqualTo(4_000_000_000L);
  }

  @Test
  void ifTheLastEndpointGoesTheCallerSeesWhatItThrew() {
    IOException refused = new ConnectException("refused");
    Throwable seen =
        catchThrowable(
            () ->
                call(
                    CallOptions.DEFAULT,
                    endpoint -> {
                      shop.endpoints.clear();
                      throw refused;
                    }));
    assertThat(seen).isSameAs(refused);
    assertThat(seen.getSuppressed()).singleElement().isInstanceOf(NoEndpointException.class);
  }

  @Test
  void interruptionOfTheCallPassesAndCancelsThePick() {
    ConnectException refused = new ConnectException("refused");
    Throwable seen =
        catchThrowable(
            () ->
                call(
                    CallOptions.idempotent(),
                    endpoint -> {
                      if (endpoint.equals(A)) {
                        throw refused;
                      }
                      throw new InterruptedException("mine");
                    }));
    assertThat(seen).isInstanceOf(InterruptedException.class).hasMessage("mine");
    assertThat(seen.getSuppressed()).containsExactly(refused);
    assertThat(shop.ends()).containsExactly("a FAILED", "b CANCELLED");
  }

  @Test
  void interruptBetweenAttemptsIsHeard() {
    assertThatThrownBy(
            () ->
                call(
                    CallOptions.DEFAULT,
                    endpoint -> {
                      Thread.currentThread().interrupt();
                      throw new ConnectException("refused");
                    }))
        .isInstanceOf(InterruptedException.class)
        .hasSuppressedException(new ConnectException("refused"));
    assertThat(called).hasSize(1);
  }

  @Test
  void channelThatAnInterruptClosedIsNotTheEndpointsFault() {
    assertThatThrownBy(() -> call(CallOptions.DEFAULT, failing(new ClosedByInterruptException())))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(shop.ends()).containsExactly("a CANCELLED");
  }

  @Test
  void interruptWhileItWaitsForAnEndpointIsHeard() {
    CompletableFuture<Pick> never = new CompletableFuture<>();
    try (LoopThread loop = LoopThread.start("test")) {
      Calls calls = new Calls(loop, Time.system(), Randomness.threadLocal());
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> calls.call(request -> never, CallOptions.DEFAULT, e -> "hello"))
          .isInstanceOf(InterruptedException.class);
    }
    assertThat(never).isCancelled();
  }

  @Test
  void pickThatComesTooLateToBeCancelledIsGivenBack() {
    CompletableFuture<Pick> stubborn = new Stubborn();
    assertThatThrownBy(
            () -> shop.calls.call(request -> stubborn, Shop.within(TINY), endpoint -> "hello"))
        .isInstanceOf(IOException.class);
    assertThat(shop.ends()).containsExactly("a CANCELLED");
  }

  @Test
  void picksThatNeverComeEndWithTheDeadline() {
    CompletableFuture<Pick> never = new CompletableFuture<>();
    assertThatThrownBy(
            () ->
                shop.calls.call(
                    request -> never, Shop.within(Duration.ofSeconds(5)), endpoint -> "hello"))
        .isInstanceOf(IOException.class)
        .hasMessage("call: no endpoint in time");
    assertThat(never).isCancelled();
    assertThat(shop.loop.nanoTime()).isEqualTo(6_000_000_000L);
  }

  @Test
  void budgetBoundsFurtherAttempts() {
    int calls = 2_000;
    for (int i = 0; i < calls; i++) {
      assertThatThrownBy(
              () -> call(CallOptions.DEFAULT.withMaxAttempts(3), failing(new ConnectException())))
          .isInstanceOf(ConnectException.class);
    }
    assertThat(called.size())
        .isBetween(calls + calls / 5, calls + calls / 5 + RetryBudget.CAPACITY + 1);
  }

  @Test
  void reasonOfNoEndpointIsKept() {
    assertThatThrownBy(
            () ->
                shop.calls.call(
                    request -> {
                      throw new NoEndpointException(Reason.CLOSED, "closed");
                    },
                    CallOptions.DEFAULT,
                    endpoint -> "hello"))
        .isInstanceOfSatisfying(
            NoEndpointException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
  }

  private String call(CallOptions options, EndpointCall<String> call)
      throws IOException, InterruptedException {
    return shop.calls.call(
        shop,
        options,
        endpoint -> {
          called.add(endpoint);
          return call.to(endpoint);
        });
  }

  /** Is done at the very moment at which it is to be cancelled. */
  private final class Stubborn extends CompletableFuture<Pick> {
    @Override
    public boolean cancel(boolean mayInterrupt) {
      complete(shop.pick(PickRequest.ANY).join());
      return false;
    }
  }

  private static EndpointCall<String> failing(IOException failure) {
    return endpoint -> {
      throw failure;
    };
  }

  @Test
  void closingEndsTheTimeBetweenTwoRounds() {
    ConnectException refused = new ConnectException("no");
    long start = shop.loop.nanoTime();
    shop.loop.schedule(Duration.ofMillis(1), shop.calls::close);
    assertThatThrownBy(
            () ->
                shop.calls.call(
                    shop,
                    CallOptions.DEFAULT.withMaxAttempts(50),
                    endpoint -> {
                      throw refused;
                    }))
        .isSameAs(refused);
    assertThat(shop.loop.nanoTime() - start).isEqualTo(1_000_000);
  }
}
