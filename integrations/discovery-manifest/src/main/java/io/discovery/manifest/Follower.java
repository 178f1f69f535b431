package io.discovery.manifest;

import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Tells a handler how manifests change. */
final class Follower implements Watch {
  private final Origin origin;
  private final ManifestReader reader;
  private final WatchHandler handler;

  /** Held while an event is delivered, so that none is begun once {@link #close} has returned. */
  private final ReentrantLock delivering = new ReentrantLock();

  private boolean closed;
  private volatile Watch ticking = () -> {};

  /** What the handler knows of, and what was seen since but only once; for the ticking thread. */
  private @Nullable Look told;

  private @Nullable Look seenOnce;

  Follower(Origin origin, ManifestReader reader, WatchHandler handler) {
    this.origin = origin;
    this.reader = reader;
    this.handler = handler;
  }

  /** Delivers the first state; throws if there is none. */
  void start() {
    Look first = Look.at(origin, reader.limits());
    if (first.failure() != null) {
      throw first.failure();
    }
    Manifest manifest = reader.read(origin, first.contents());
    told = first.digestOnly();
    deliver(WatchEvent.replaced(manifest.objects()));
  }

  /** Looks for changes from now on whenever the ticker says so. */
  Follower tickedBy(Ticker ticker) {
    ticking = ticker.begin(origin.name(), this::look);
    return this;
  }

  /** Looks once, and tells the handler what is new for two looks in a row. */
  void look() {
    Look now = Look.at(origin, reader.limits());
    if (told != null && now.sameAs(told)) {
      seenOnce = null;
    } else if (seenOnce == null || !now.sameAs(seenOnce)) {
      seenOnce = now.digestOnly();
    } else {
      seenOnce = null;
      told = now.digestOnly();
      deliver(event(now));
    }
  }

  private WatchEvent event(Look look) {
    if (look.failure() != null) {
      return new WatchEvent.Stale(look.failure());
    }
    try {
      return WatchEvent.replaced(reader.read(origin, look.contents()).objects());
    } catch (RuntimeException e) {
      return new WatchEvent.Stale(e);
    }
  }

  private void deliver(WatchEvent event) {
    delivering.lock();
    try {
      if (!closed) {
        handler.onEvent(event);
      }
    } finally {
      delivering.unlock();
    }
  }

  @Override
  public void close() {
    delivering.lock();
    try {
      closed = true;
    } finally {
      delivering.unlock();
    }
    // Not under the lock: this waits for the ticking thread, which may be waiting for the lock.
    ticking.close();
  }
}
