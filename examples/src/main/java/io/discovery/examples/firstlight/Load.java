package io.discovery.examples.firstlight;

import io.discovery.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Clients that call at a steady rate, each on a thread of its own.
 *
 * <p>Every call has a time at which it is due. A client that is held up makes the calls that it
 * missed as soon as it can, and their waiting counts: a stall is not hidden by calls not made.
 */
final class Load {
  private final List<Thread> threads = new ArrayList<>();
  private final List<Target> targets;
  private final Time time;
  private final long begin;
  private final long end;
  private volatile boolean stopped;

  private Load(List<Target> targets, Duration length, Time time) {
    this.targets = targets;
    this.time = time;
    this.begin = time.nanoTime();
    this.end = begin + length.toNanos();
  }

  /** Begins to call. */
  static Load start(List<Target> targets, Options options, Time time, IntFunction<Client> clients) {
    Load load = new Load(targets, options.length(), time);
    long interval = Duration.ofSeconds(1).toNanos() * options.clients / options.rate;
    for (int i = 0; i < options.clients; i++) {
      int number = i;
      Client client = clients.apply(number);
      long first = load.begin + interval * number / options.clients;
      Runnable calls = () -> load.run(client, number, first, interval);
      load.threads.add(Transport.daemon("first-light-client-" + number, calls));
    }
    load.threads.forEach(Thread::start);
    return load;
  }

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

  /** Each client goes round all Services; no two begin at the same one, as far as possible. */
  private void run(Client client, int number, long first, long interval) {
    try {
      int next = number;
      for (long due = first; due < end && waitUntil(due); due += interval) {
        client.call(targets.get(next++ % targets.size()), begin, due);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean waitUntil(long due) {
    for (long wait = due - time.nanoTime(); wait > 0 && !stopped; wait = due - time.nanoTime()) {
      LockSupport.parkNanos(this, wait);
    }
    return !stopped;
  }
}
