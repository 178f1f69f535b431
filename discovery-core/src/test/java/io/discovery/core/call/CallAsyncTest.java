package io.discovery.core.call;

import static io.discovery.core.call.Shop.A;
import static io.discovery.core.call.Shop.B;
import static io.discovery.core.call.Shop.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.discovery.CallOptions;
import io.discovery.ServiceHandle.AsyncEndpointCall;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.snapshot.Endpoint;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CallAsyncTest {
  private final Shop shop = new Shop();
  private final List<Endpoint> called = new ArrayList<>();
  private final List<CompletableFuture<String>> attempts = new ArrayList<>();

  /** Each attempt is completed by the test. */
  private final AsyncEndpointCall<String> byHand =
      endpoint -> {
        called.add(endpoint);
        attempts.add(new CompletableFuture<>());
        return attempts.get(attempts.size() - 1);
      };

  @Test
  void valueComesBackAndNoTimerStays() {
    CompletableFuture<String> result = call(CallOptions.DEFAULT);
    assertThat(result).isNotDone();
    attempts.get(0).complete("hello");
    assertThat(result).isCompletedWithValue("hello");
    assertThat(shop.ends()).containsExactly("a SUCCEEDED");
    assertThat(shop.loop.waiting()).isZero();
  }

  @Test
  void nullIsAValue() {
    CompletableFuture<String> result = call(CallOptions.DEFAULT);
    attempts.get(0).complete(null);
    assertThat(result).isCompletedWithValue(null);
  }

  @Test
  void refusedCallIsMadeAtOthers() {
    CompletableFuture<String> result = call(CallOptions.DEFAULT);
    attempts.get(0).completeExceptionally(new CompletionException(new ConnectException("1")));
    attempts.get(1).completeExceptionally(new ConnectException("2"));
    attempts.get(2).complete("hello");
    assertThat(result).isCompletedWithValue("hello");
    assertThat(called).containsExactly(A, B, C);
    assertThat(shop.ends()).containsExactly("a FAILED", "b FAILED", "c SUCCEEDED");
  }

  @Test
  void otherFailureIsTheCallersUnlessTheCallIsRepeatable() {
    IOException reset = new IOException("reset");
    CompletableFuture<String> once = call(CallOptions.DEFAULT);
    attempts.get(0).completeExceptionally(reset);
    assertThat(failure(once)).isSameAs(reset);
    CompletableFuture<String> again = call(CallOptions.idempotent());
    attempts.get(1).completeExceptionally(reset);
    attempts.get(2).complete("hello");
    assertThat(again).isCompletedWithValue("hello");
  }

  @Test
  void lastFailureHasTheEarlierOnesInIt() {
    CompletableFuture<String> result = call(CallOptions.DEFAULT.withMaxAttempts(2));
    ConnectException one = new ConnectException("1");
    IllegalStateException two = new IllegalStateException("2");
    attempts.get(0).completeExceptionally(one);
    attempts.get(1).completeExceptionally(two);
    assertThat(failure(result)).isSameAs(two);
    assertThat(two.getSuppressed()).containsExactly(one);
    assertThat(shop.loop.waiting()).isZero();
  }

  @Test
  void callThatThrowsOrReturnsNullFails() {
    IllegalStateException bug = new IllegalStateException("bug");
    AsyncEndpointCall<String> throwing =
        endpoint -> {
          throw bug;
        };
    assertThat(failure(shop.calls.callAsync(shop, CallOptions.DEFAULT, throwing))).isSameAs(bug);
    assertThat(failure(shop.calls.callAsync(shop, CallOptions.DEFAULT, endpoint -> nothing())))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("call: returned null (expected: a CompletionStage)");
    assertThat(shop.ends()).containsExactly("a FAILED", "a FAILED");
  }

  @Test
  void cancellingCancelsTheAttempt() {
    CompletableFuture<String> result = call(CallOptions.DEFAULT);
    result.cancel(true);
    assertThat(attempts.get(0)).isCancelled();
    assertThat(shop.ends()).containsExactly("a CANCELLED");
    assertThat(shop.loop.waiting()).isZero();
    assertThat(called).hasSize(1);
  }

  @Test
  void cancellingWhileItWaitsForAnEndpointGivesThePickBack() {
    shop.endpoints.clear();
    CompletableFuture<String> result = call(Shop.waiting(Duration.ofSeconds(5)));
    result.cancel(true);
    shop.endpoints.add(A);
    shop.loop.advance(Duration.ofSeconds(1));
    assertThat(called).isEmpty();
    assertThat(shop.ends()).containsExactly("a CANCELLED");
  }

  @Test
  void cancellingBetweenRoundsEndsTheCall() {
    shop.endpoints.removeAll(List.of(B, C));
    CompletableFuture<String> result = call(CallOptions.DEFAULT);
    attempts.get(0).completeExceptionally(new ConnectException("1"));
    assertThat(shop.loop.waiting()).isEqualTo(2);
    result.cancel(true);
    assertThat(shop.loop.waiting()).isZero();
    shop.loop.advance(Duration.ofSeconds(1));
    assertThat(called).hasSize(1);
  }

  @Test
  void attemptThatIsCancelledFromOutsideEndsTheCall() {
    CompletableFuture<String> result = call(CallOptions.idempotent());
    attempts.get(0).cancel(true);
    assertThat(failure(result)).isInstanceOf(CancellationException.class);
    assertThat(shop.ends()).containsExactly("a CANCELLED");
  }

  @Test
  void deadlineCancelsTheAttempt() {
    CompletableFuture<String> result = call(Shop.within(Duration.ofSeconds(3)));
    ConnectException refused = new ConnectException("1");
    shop.loop.advance(Duration.ofSeconds(1));
    attempts.get(0).completeExceptionally(refused);
    shop.loop.advance(Duration.ofSeconds(2));
    assertThat(failure(result))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("call: not done within PT3S (2 attempts)")
        .hasSuppressedException(refused);
    assertThat(attempts.get(1)).isCancelled();
    assertThat(shop.ends()).containsExactly("a FAILED", "b FAILED");
    assertThat(shop.loop.waiting()).isZero();
  }

  @Test
  void waitsForAFirstEndpoint() {
    shop.endpoints.clear();
    CompletableFuture<String> result = call(Shop.waiting(Duration.ofSeconds(5)));
    assertThat(called).isEmpty();
    shop.endpoints.add(B);
    shop.loop.advance(Duration.ofSeconds(1));
    attempts.get(0).complete("hello");
    assertThat(result).isCompletedWithValue("hello");
  }

  @Test
  void nothingToPickFails() {
    shop.endpoints.clear();
    assertThat(failure(call(CallOptions.DEFAULT))).isInstanceOf(NoEndpointException.class);
    IllegalStateException bug = new IllegalStateException("bug");
    CompletableFuture<String> result =
        shop.calls.callAsync(
            request -> {
              throw bug;
            },
            CallOptions.DEFAULT,
            byHand);
    assertThat(failure(result)).isSameAs(bug);
    assertThat(shop.loop.waiting()).isZero();
  }

  @Test
  void waitsAShortWhileOnceAllWereTried() {
    shop.endpoints.removeAll(List.of(B, C));
    CompletableFuture<String> result = call(CallOptions.DEFAULT);
    attempts.get(0).completeExceptionally(new ConnectException("1"));
    assertThat(attempts).hasSize(1);
    shop.loop.advance(Duration.ofMillis(10));
    assertThat(attempts).hasSize(2);
    attempts.get(1).complete("hello");
    assertThat(result).isCompletedWithValue("hello");
    assertThat(shop.ends()).containsExactly("a FAILED", "a CANCELLED", "a SUCCEEDED");
  }

  @Test
  void roundThatWouldEndAfterTheDeadlineIsNotBegun() {
    shop.endpoints.removeAll(List.of(B, C));
    CompletableFuture<String> result = call(Shop.within(Duration.ofMillis(2)));
    ConnectException refused = new ConnectException("1");
    attempts.get(0).completeExceptionally(refused);
    assertThat(failure(result)).isSameAs(refused);
  }

  @Test
  void manyFailuresAtOnceDoNotPileUpOnTheStack() {
    shop.endpoints.clear();
    for (int i = 0; i < 90; i++) {
      shop.endpoints.add(Endpoint.of("10.0.1." + i, 80));
    }
    List<Integer> depths = new ArrayList<>();
    CompletableFuture<String> result =
        shop.calls.callAsync(
            shop,
            CallOptions.DEFAULT.withMaxAttempts(90),
            endpoint -> {
              depths.add(Thread.currentThread().getStackTrace().length);
              return CompletableFuture.failedFuture(new ConnectException());
            });
    assertThat(failure(result)).isInstanceOf(ConnectException.class);
    assertThat(result).isCompletedExceptionally();
    assertThat(depths).hasSize(90);
    assertThat(depths.get(89)).isEqualTo(depths.get(0));
    assertThat(failure(result).getSuppressed()).hasSize(15);
  }

  @Test
  void stageThatIsNoFutureIsFine() {
    CompletableFuture<String> hidden = new CompletableFuture<>();
    CompletionStage<String> stage = hidden.minimalCompletionStage();
    CompletableFuture<String> result =
        shop.calls.callAsync(shop, CallOptions.DEFAULT, endpoint -> new Bare(stage).get());
    hidden.complete("hello");
    assertThat(result).isCompletedWithValue("hello");
  }

  @Test
  void pickThatComesWithTheCancellationIsGivenBack() {
    CompletableFuture<Pick> later = new CompletableFuture<>();
    CompletableFuture<String> result =
        shop.calls.callAsync(request -> later, CallOptions.DEFAULT, byHand);
    result.cancel(true);
    assertThat(later).isCancelled();
    assertThat(called).isEmpty();
  }

  @Test
  void pickThatComesAfterTheCallIsOverIsGivenBack() {
    CompletableFuture<Pick> stubborn =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterrupt) {
            return false;
          }
        };
    CompletableFuture<String> result =
        shop.calls.callAsync(request -> stubborn, CallOptions.DEFAULT, byHand);
    result.cancel(true);
    stubborn.complete(shop.pick(PickRequest.ANY).join());
    assertThat(called).isEmpty();
    assertThat(shop.ends()).containsExactly("a CANCELLED");
  }

  @Test
  void attemptThatBeginsAfterTheCallIsOverIsCancelled() {
    List<CompletableFuture<String>> results = new ArrayList<>();
    AsyncEndpointCall<String> late =
        endpoint -> {
          results.get(0).cancel(true);
          return byHand.to(endpoint);
        };
    shop.endpoints.clear();
    results.add(shop.calls.callAsync(shop, Shop.waiting(Duration.ofSeconds(1)), late));
    shop.endpoints.add(A);
    shop.loop.advance(Duration.ofMillis(10));
    assertThat(attempts.get(0)).isCancelled();
    assertThat(shop.ends()).containsExactly("a CANCELLED");
  }

  private CompletableFuture<String> call(CallOptions options) {
    return shop.calls.callAsync(shop, options, byHand);
  }

  private static Throwable failure(CompletableFuture<?> future) {
    assertThat(future).isDone();
    Throwable failure = catchThrowable(future::join);
    return Failures.unwrap(failure);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }

  /** Hides that a stage can become a future. */
  private record Bare(CompletionStage<String> stage) {
    @SuppressWarnings("unchecked")
    CompletionStage<String> get() {
      return (CompletionStage<String>)
          Proxy.newProxyInstance(
              Bare.class.getClassLoader(),
              new Class<?>[] {CompletionStage.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("toCompletableFuture")) {
                  throw new UnsupportedOperationException();
                }
                return method.invoke(stage, arguments);
              });
    }
  }

  @Test
  void closingEndsACallThatWaitsForAnAttempt() {
    CompletableFuture<String> result = call(CallOptions.DEFAULT);
    shop.calls.close();
    assertThat(failure(result)).isInstanceOf(IllegalStateException.class);
    assertThat(failure(result)).hasMessage("discovery: closed");
    assertThat(attempts.get(0)).isCancelled();
    assertThat(shop.ends()).containsExactly("a CANCELLED");
    assertThat(shop.loop.waiting()).isZero();
  }

  @Test
  void closingEndsACallBetweenTwoRounds() {
    ConnectException refused = new ConnectException("no");
    CompletableFuture<String> result =
        shop.calls.callAsync(
            shop,
            CallOptions.DEFAULT.withMaxAttempts(50),
            endpoint -> CompletableFuture.failedFuture(refused));
    assertThat(result).isNotDone();
    shop.calls.close();
    assertThat(failure(result)).isSameAs(refused);
    assertThat(shop.loop.waiting()).isZero();
  }
}
