package io.discovery.core.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What the attempts of one call threw; thread-safe. */
final class Failures {
  /** A call that tries on and on keeps the last ones. */
  private static final int MAX_KEPT = 16;

  private final Deque<Throwable> earlier = new ArrayDeque<>();

  /** Remembers what an attempt threw. */
  synchronized void add(Throwable failure) {
    earlier.removeIf(other -> other == failure);
    earlier.add(failure);
    if (earlier.size() > MAX_KEPT) {
      earlier.remove();
    }
  }

  /** Returns whether no attempt threw anything. */
  synchronized boolean isEmpty() {
    return earlier.isEmpty();
  }

  /** Returns what the last attempt threw, earlier ones suppressed in it. */
  synchronized Throwable last() {
    return withEarlier(earlier.getLast());
  }

  /** Returns a failure in which all others are suppressed, each once. */
  synchronized <X extends Throwable> X withEarlier(X failure) {
    for (Throwable other : earlier) {
      if (other != failure && !List.of(failure.getSuppressed()).contains(other)) {
        failure.addSuppressed(other);
      }
    }
    return failure;
  }

  /** Returns what is inside the wrapping of a future. */
  static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
