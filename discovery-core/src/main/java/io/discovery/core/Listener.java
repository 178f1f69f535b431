package io.discovery.core;

import io.discovery.Registration;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.EndpointSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener: a change says that there is something to read, and what is told is what is there. */
final class Listener implements Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final Handle handle;
  private final Consumer<? super EndpointSet> consumer;
  private final HandleContext context;
  private final AtomicInteger changes = new AtomicInteger();
  private @Nullable EndpointSet told;
  private volatile boolean closed;

  Listener(Handle handle, Consumer<? super EndpointSet> consumer, HandleContext context) {
    this.handle = handle;
    this.consumer = consumer;
    this.context = context;
  }

  void changed() {
    if (!closed && changes.getAndIncrement() == 0) {
      runLater();
    }
  }

  /** An executor that is full must not cost the last state, nor harm whoever publishes. */
  private void runLater() {
    try {
      context.executor().execute(this::run);
    } catch (RuntimeException e) {
      LOG.warn("{}: the executor refused a listener, which runs on the loop", handle.name(), e);
      context.loop().execute(this::run);
    }
  }

  /** One at a time: the next run is asked for by the first change, or by this one at its end. */
  private void run() {
    int seen = changes.get();
    tell();
    if (changes.addAndGet(-seen) != 0) {
      runLater();
    }
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private void tell() {
    EndpointSet now = handle.endpoints();
    EndpointSet before = told;
    boolean same = before == now || (before != null && bothEmpty(before, now));
    if (closed || same) {
      return;
    }
    told = now;
    try {
      consumer.accept(now);
    } catch (RuntimeException | Error e) {
      LOG.error("{}: a listener failed, it goes on", handle.name(), e);
    }
  }

  private static boolean bothEmpty(EndpointSet a, EndpointSet b) {
    return a.known().isEmpty() && b.known().isEmpty();
  }

  /** Takes the listener back: no call begins from now on, one that has begun may still run. */
  @Override
  public void close() {
    closed = true;
    handle.remove(this);
    context.listeners().remove(this);
  }

  @Override
  public String toString() {
    return "Registration[" + handle.name() + (closed ? ", closed]" : "]");
  }
}
