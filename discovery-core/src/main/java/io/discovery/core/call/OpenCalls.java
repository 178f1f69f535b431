package io.discovery.core.call;

import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Who is to be told when no timer runs any more, in the order in which they came; thread-safe. */
final class OpenCalls {
  private final ConcurrentNavigableMap<Long, Consumer<? super IllegalStateException>> waiting =
      new ConcurrentSkipListMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  /** Returns a number to leave with; whoever comes after the end is told at once. */
  long enter(Consumer<? super IllegalStateException> whenClosed) {
    long number = numbers.incrementAndGet();
    waiting.put(number, whenClosed);
    if (closed) {
      tellAll();
    }
    return number;
  }

  void leave(long number) {
    waiting.remove(number);
  }

  void close() {
    closed = true;
    tellAll();
  }

  private void tellAll() {
    for (var first = waiting.pollFirstEntry(); first != null; first = waiting.pollFirstEntry()) {
      first.getValue().accept(new IllegalStateException("discovery: closed"));
    }
  }
}
