package io.discovery.core.source;

import io.discovery.model.ResourceKind;
import io.discovery.time.EventLoop;
import io.discovery.time.EventLoop.Timer;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchExpiredException;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one source watched for as long as it is open.
 *
 * <p>Confined to the loop, but for {@link #start}. A watch that ends is begun again after a
 * back-off: from the last version that a whole state or a bookmark named, never from one of an
 * event; from the whole state if there is none or it expired.
 */
public final class SourceRunner implements AutoCloseable {
  /** A watch from the whole state on that says nothing is given up; doubles up to 16 times this. */
  static final Duration FIRST_EVENT = Duration.ofSeconds(30);

  /** A watch that lived this long was a success: the next failure begins a new back-off. */
  static final Duration HEALTHY = Duration.ofSeconds(10);

  private static final List<ResourceKind> NEEDED =
      List.of(ResourceKind.SERVICE, ResourceKind.ENDPOINT_SLICE);

  private final String name;
  private final WatchSource source;
  private final EventLoop loop;
  private final Time time;
  private final Sink sink;
  private final BackOff backOff;
  private final List<ResourceKind> missing = new ArrayList<>(NEEDED);
  private final Attempt.Taker taker = new Taking();

  private @Nullable Attempt current;
  private @Nullable Timer timer;
  private @Nullable String version;
  private @Nullable String problem;
  private long openedAt;
  private int silent;
  private boolean heard;
  private boolean closed;

  /** Returns a runner that has not begun. */
  public SourceRunner(String name, WatchSource source, EventLoop loop, Clocks clocks, Sink sink) {
    this.name = name;
    this.source = source;
    this.loop = loop;
    this.time = clocks.time();
    this.backOff = new BackOff(clocks.randomness());
    this.sink = sink;
  }

  /**
   * Begins to watch; called once, before anything else and by any thread.
   *
   * @return whether the source delivered something within the call
   * @throws IllegalArgumentException if the source can never deliver
   */
  public boolean start() {
    Attempt attempt = begin();
    try {
      attempt.opened(watch(attempt));
    } catch (IllegalArgumentException e) {
      attempt.close();
      throw e;
    } catch (RuntimeException e) {
      attempt.onFailure(e);
    }
    loop.execute(() -> awaitFirstEvent(attempt));
    return attempt.hasWaiting();
  }

  private Attempt begin() {
    Attempt attempt = new Attempt(loop, taker);
    current = attempt;
    heard = false;
    openedAt = time.nanoTime();
    return attempt;
  }

  private Watch watch(Attempt attempt) {
    String from = version;
    return Objects.requireNonNull(
        from == null ? source.watch(attempt) : source.watch(from, attempt), "no watch");
  }

  private void again() {
    if (closed) {
      return;
    }
    Attempt attempt = begin();
    try {
      attempt.opened(watch(attempt));
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    awaitFirstEvent(attempt);
  }

  /** A watch that goes on from a version may have nothing to say: silence is no failure there. */
  private void awaitFirstEvent(Attempt attempt) {
    if (attempt != current || closed || heard) {
      return;
    }
    Duration patience = FIRST_EVENT.multipliedBy(1L << Math.min(silent, 4));
    if (version == null) {
      timer =
          loop.schedule(
              patience,
              () -> {
                silent++;
                fail(new IllegalStateException("no state within " + patience.toSeconds() + " s"));
              });
    } else {
      timer = loop.schedule(HEALTHY, this::resumed);
    }
  }

  private void resumed() {
    timer = null;
    say(null);
  }

  private void take(WatchEvent event) {
    silent = 0;
    heard = true;
    stopTimer();
    if (event instanceof WatchEvent.Replaced replaced) {
      version = replaced.resourceVersion();
      if (replaced.kinds().isEmpty()) {
        missing.clear();
      }
      missing.removeAll(replaced.kinds());
    } else if (event instanceof WatchEvent.Bookmark bookmark) {
      version = bookmark.resourceVersion();
    }
    sink.event(this, event);
    say(event instanceof WatchEvent.Stale stale ? text(stale.cause()) : null);
  }

  private void fail(Throwable cause) {
    stopTimer();
    Attempt failed = current;
    current = null;
    if (failed != null) {
      failed.close();
    }
    if (cause instanceof WatchExpiredException) {
      version = null;
    }
    if (time.nanoTime() - openedAt >= HEALTHY.toNanos() && silent == 0) {
      backOff.succeeded();
    }
    timer =
        loop.schedule(
            backOff.next(),
            () -> {
              timer = null;
              again();
            });
    say(text(cause));
  }

  private void say(@Nullable String text) {
    problem = text;
    sink.state(this);
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > 300 ? line.substring(0, 300) + "…" : line;
  }

  private void stopTimer() {
    Timer running = timer;
    timer = null;
    if (running != null) {
      running.cancel();
    }
  }

  /** Returns what the source is called. */
  public String name() {
    return name;
  }

  /** Returns whether the source has delivered a first whole state. */
  public boolean delivered() {
    return missing.isEmpty();
  }

  /** Returns why nothing new arrives; null if all is well, or nothing has happened yet. */
  public @Nullable String problem() {
    return problem;
  }

  /** Ends the watch and the timers; more than once is fine. */
  @Override
  public void close() {
    closed = true;
    stopTimer();
    Attempt attempt = current;
    current = null;
    if (attempt != null) {
      attempt.close();
    }
  }

  @Override
  public String toString() {
    return "SourceRunner[" + name + (problem == null ? "" : ", " + problem) + "]";
  }

  private final class Taking implements Attempt.Taker {
    @Override
    public void event(Attempt attempt, WatchEvent event) {
      if (attempt == current && !closed) {
        take(event);
      }
    }

    @Override
    public void failure(Attempt attempt, Throwable cause) {
      if (attempt == current && !closed) {
        fail(cause);
      }
    }
  }

  /**
   * Time and chance.
   *
   * @param time the clocks
   * @param randomness numbers for the jitter of the back-off
   */
  public record Clocks(Time time, Randomness randomness) {}

  /** What is told of a source, on the loop. */
  public interface Sink {
    /** Takes an event. */
    void event(SourceRunner source, WatchEvent event);

    /** Takes note that {@link #delivered} or {@link #problem} may have changed. */
    void state(SourceRunner source);
  }
}
