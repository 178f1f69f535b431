package io.discovery.dns;

import io.discovery.time.Time;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for all sockets of a server; what it calls never blocks. */
final class Poll implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
  private static final long TICK_MILLIS = 250;
  private static final long LAST_CALL_MILLIS = 5_000;

  /** Holds what one call reads or writes; nothing stays in them. */
  final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);

  final ByteBuffer out = ByteBuffer.allocateDirect((1 << 17) + 4);

  private final Selector selector;
  private final Time time;
  private final Thread thread;
  private final Runnable tick;
  private volatile boolean closed;
  private long now;

  Poll(String name, Time time, Runnable tick) throws IOException {
    this.time = time;
    this.tick = tick;
    selector = Selector.open();
    now = time.nanoTime();
    thread = new Thread(this, name);
    thread.setDaemon(true);
  }

  /** Is called when its channel can do what it waits for. */
  interface Ready {
    void ready(SelectionKey key) throws IOException;

    /** Frees what it holds; what it was asked to do failed. */
    void failed();
  }

  void start() {
    thread.start();
  }

  /** Waits for a channel, which becomes one that does not block. */
  SelectionKey add(SelectableChannel channel, int interest, Ready ready) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, interest, ready);
  }

  /** Returns when the sockets were last looked at. */
  long now() {
    return now;
  }

  @Override
  public void run() {
    long nextTick = now;
    while (!closed) {
      try {
        selector.select(Poll::call, TICK_MILLIS);
        now = time.nanoTime();
        if (now - nextTick >= 0) {
          nextTick = now + TICK_MILLIS * 1_000_000;
          tick.run();
        }
      } catch (IOException | RuntimeException | Error e) {
        LOG.error("{}: a call failed, the others go on", thread.getName(), e);
      }
    }
  }

  private static void call(SelectionKey key) {
    Ready ready = (Ready) key.attachment();
    try {
      if (key.isValid()) {
        ready.ready(key);
      }
    } catch (IOException e) {
      LOG.debug("a socket failed", e);
      ready.failed();
    } catch (RuntimeException e) {
      LOG.error("a message could not be answered, the others are", e);
      ready.failed();
    }
  }

  /** Returns once the thread has ended and all sockets are closed; more than once is fine. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    boolean interrupted = false;
    if (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join(LAST_CALL_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    free();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void free() {
    if (selector.isOpen()) {
      List.copyOf(selector.keys()).forEach(key -> close(key.channel()));
    }
    close(selector);
  }

  private static void close(Closeable what) {
    try {
      what.close();
    } catch (IOException e) {
      LOG.debug("a socket could not be closed", e);
    }
  }
}
