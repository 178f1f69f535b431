package io.discovery.examples.firstlight;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How attempts ended, as the callers saw it; thread-safe. */
final class Attempts {
  private final AtomicInteger begun = new AtomicInteger();
  private final LongAdder answered = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final Queue<Integer> broken = new ConcurrentLinkedQueue<>();

  /** Returns the number of a new attempt. */
  int begin() {
    return begun.getAndIncrement();
  }

  void answered() {
    answered.increment();
  }

  /** Nobody listened: the request was not sent. */
  void refused() {
    refused.increment();
  }

  /** The connection broke: the request may have arrived or not. */
  void broken(int attempt) {
    broken.add(attempt);
  }

  /** Holds what the callers saw against what the servers saw. */
  Sum sum(Served served, long servedByPods) {
    long arrived = broken.stream().filter(served::arrived).count();
    return new Sum(
        begun.get(),
        answered.sum(),
        refused.sum(),
        broken.size() - arrived,
        arrived,
        served.repeated(),
        servedByPods);
  }

  /**
   * What became of all attempts.
   *
   * @param attempts how many there were
   * @param answered those whose answer came back
   * @param refused those that found nobody listening
   * @param lost those whose connection broke before a server had the request
   * @param unanswered those whose connection broke after a server had the request
   * @param repeated requests that the HTTP client sent a second time by itself
   * @param servedByPods requests that the servers counted
   */
  record Sum(
      long attempts,
      long answered,
      long refused,
      long lost,
      long unanswered,
      long repeated,
      long servedByPods) {
    /** Returns whether every attempt is accounted for, on both sides. */
    boolean explained() {
      return attempts == answered + refused + lost + unanswered
          && servedByPods == attempts - refused - lost + repeated;
    }
  }
}
