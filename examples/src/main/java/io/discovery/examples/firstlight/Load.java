package io.discovery.examples.firstlight;

import io.discovery.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Clients that call at a steady rate, each on a thread of its own.
 *
 * <p>Every call has a time at which it is due. A client that is held up makes the calls that it
 * missed as soon as it can, and their waiting counts: a stall is not hidden by calls not made.
 */
final class Load {
  /** Rounds over all Services before the rate begins: they count, but are not timed. */
  private static final int WARM_UP = 3;

  private final List<Thread> threads = new ArrayList<>();
  private final List<Target> targets;
  private final Options options;
  private final Time time;
  private final long interval;
  private final CountDownLatch warm;
  private final CountDownLatch go = new CountDownLatch(1);
  private volatile long begin;
  private volatile boolean stopped;

  private Load(List<Target> targets, Options options, Time time) {
    this.targets = targets;
    this.options = options;
    this.time = time;
    interval = Duration.ofSeconds(1).toNanos() * options.clients / options.rate;
    warm = new CountDownLatch(options.clients);
  }

  /** Lets each client call each Service a few times, and then begins to call at the rate. */
  static Load start(List<Target> targets, Options options, Time time, IntFunction<Client> clients)
      throws InterruptedException {
    Load load = new Load(targets, options, time);
    for (int i = 0; i < options.clients; i++) {
      int number = i;
      Client client = clients.apply(number);
      load.threads.add(
          Transport.daemon("first-light-client-" + number, () -> load.run(client, number)));
    }
    load.threads.forEach(Thread::start);
    load.warm.await();
    load.begin = time.nanoTime();
    load.go.countDown();
    return load;
  }

  /** Returns when the rate began. */
  long begin() {
    return begin;
  }

  /** Returns whether a client is still calling. */
  boolean running() {
    return threads.stream().anyMatch(Thread::isAlive);
  }

  /** Makes no further calls. */
  void stop() {
    stopped = true;
    threads.forEach(LockSupport::unpark);
  }

  /** Waits until the last call has ended. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void run(Client client, int number) {
    try {
      warmUp(client);
      go.await();
      // Each client goes round all Services, and no two begin together.
      long end = begin + options.length().toNanos();
      long due = begin + interval * number / options.clients;
      for (int next = number; due < end && waitUntil(due); next++) {
        client.call(targets.get(next % targets.size()), begin, due);
        due += interval;
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void warmUp(Client client) throws InterruptedException {
    try {
      for (int i = 0; i < WARM_UP; i++) {
        for (Target target : targets) {
          client.warmUp(target);
        }
      }
    } finally {
      warm.countDown();
    }
  }

  private boolean waitUntil(long due) {
    for (long wait = due - time.nanoTime(); wait > 0 && !stopped; wait = due - time.nanoTime()) {
      LockSupport.parkNanos(this, wait);
    }
    return !stopped;
  }
}
