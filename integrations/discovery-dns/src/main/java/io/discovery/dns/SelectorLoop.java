package io.discovery.dns;

import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop and its sockets, driven by a daemon thread of its own. */
final class SelectorLoop extends Thread implements EventLoop, Network, Driver {
  private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final Time time;
  private final Randomness randomness;
  private final Selector selector;
  private final Queue<Runnable> given = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Delayed> delayed = new PriorityQueue<>();
  private Runnable last = () -> {};
  private long number;
  private volatile boolean closed;

  private SelectorLoop(String name, Time time, Randomness randomness, Selector selector) {
    super(name);
    this.time = time;
    this.randomness = randomness;
    this.selector = selector;
    setDaemon(true);
  }

  /** Starts a loop whose thread has this name. */
  static SelectorLoop start(String name, Time time, Randomness randomness) {
    try {
      SelectorLoop loop = new SelectorLoop(name, time, randomness, Selector.open());
      loop.start();
      return loop;
    } catch (IOException e) {
      throw new UncheckedIOException("dns: no selector", e);
    }
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        long left = delayed.isEmpty() ? Long.MAX_VALUE : delayed.peek().at - time.nanoTime();
        if (left <= 0 || !given.isEmpty()) {
          selector.selectNow(this::ready);
        } else {
          selector.select(this::ready, Math.max(1, millis(left)));
        }
        runGiven();
        runDelayed();
      }
    } catch (IOException e) {
      LOG.error("{}: the selector failed", getName(), e);
    } finally {
      last.run();
      end();
    }
  }

  /** Rounds up: a timer is never early. */
  private static long millis(long nanos) {
    return nanos == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }

  private void ready(SelectionKey key) {
    run(((Ready) key.attachment())::ready);
  }

  private void runGiven() {
    for (int left = given.size(); left > 0 && !closed; left--) {
      Runnable task = given.poll();
      if (task != null) {
        run(task);
      }
    }
  }

  private void runDelayed() {
    while (!closed && !delayed.isEmpty() && delayed.peek().at - time.nanoTime() <= 0) {
      run(delayed.remove().task);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("{}: a task failed, the loop goes on", getName(), e);
    }
  }

  private void end() {
    selector.keys().forEach(key -> close(key.channel()));
    try {
      selector.close();
    } catch (IOException e) {
      LOG.debug("{}: the selector did not close", getName(), e);
    }
  }

  static void close(SelectableChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a socket did not close", e);
    }
  }

  @Override
  public void execute(Runnable task) {
    given.add(task);
    if (!inLoop()) {
      selector.wakeup();
    }
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Delayed timer = new Delayed(time.nanoTime() + delay.toNanos(), task);
    if (inLoop()) {
      add(timer);
    } else {
      execute(() -> add(timer));
    }
    return timer;
  }

  private void add(Delayed timer) {
    timer.number = number++;
    delayed.add(timer);
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == this;
  }

  @Override
  public Port send(InetSocketAddress server, byte[] query, boolean stream, Receiver receiver) {
    try {
      return stream
          ? StreamPort.open(selector, server, query, receiver)
          : DatagramPort.open(selector, server, query, receiver, randomness);
    } catch (IOException | RuntimeException e) {
      execute(() -> receiver.failed(why(e)));
      return () -> {};
    }
  }

  static String why(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public EventLoop loop() {
    return this;
  }

  @Override
  public Network network() {
    return this;
  }

  /** Ends the thread and its sockets, and waits for that unless it is the caller. */
  @Override
  public void close(Runnable task) {
    execute(
        () -> {
          last = task;
          closed = true;
        });
    if (!inLoop()) {
      try {
        join(LONGEST_GOODBYE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What is told that its channel can go on. */
  interface Ready {
    void ready();
  }

  private final class Delayed implements Timer, Comparable<Delayed> {
    private final long at;
    private final Runnable task;
    private long number;

    Delayed(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    @Override
    public void cancel() {
      if (inLoop()) {
        delayed.remove(this);
      } else {
        execute(() -> delayed.remove(this));
      }
    }

    @Override
    public int compareTo(Delayed other) {
      int byTime = Long.signum(at - other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }
}
