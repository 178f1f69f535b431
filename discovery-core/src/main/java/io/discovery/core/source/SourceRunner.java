package io.discovery.core.source;

import io.discovery.core.nullness.Nullable;
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
  private final Clocks clocks;
  private final Sink sink;
  private final BackOff backOff;
  private final List<ResourceKind> missing = new ArrayList<>(NEEDED);
  private final Attempt.Taker taker = new Taking();

  private @Nullable Attempt current;
  private @Nullable Attempt audit;
  private @Nullable Timer timer;
  private @Nullable Timer auditTimer;
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
    this.clocks = clocks;
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
    openedAt = clocks.time().nanoTime();
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
    } catch (RuntimeException | Error e) {
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
      auditLater();
    }
  }

  private void resumed() {
    timer = null;
    say(null);
  }

  private void take(WatchEvent event) {
    silent = 0;
    heard = true;
    timer = stopped(timer);
    if (event instanceof WatchEvent.Replaced replaced) {
      version = replaced.resourceVersion();
      if (replaced.kinds().isEmpty()) {
        missing.clear();
      }
      missing.removeAll(replaced.kinds());
      auditLater();
    } else if (event instanceof WatchEvent.Bookmark bookmark) {
      version = bookmark.resourceVersion();
    }
    try {
      sink.event(this, event);
    } catch (RuntimeException e) {
      version = null;
      fail(e);
      return;
    }
    say(event instanceof WatchEvent.Stale stale ? text(stale.cause()) : null);
  }

  private void fail(Throwable cause) {
    timer = stopped(timer);
    endAudit();
    Attempt failed = current;
    current = null;
    if (failed != null) {
      failed.close();
    }
    if (cause instanceof WatchExpiredException) {
      version = null;
    }
    if (clocks.time().nanoTime() - openedAt >= HEALTHY.toNanos() && silent == 0) {
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

  private void auditLater() {
    long millis = clocks.audit().toMillis();
    if (millis > 0 && audit == null) {
      auditTimer = stopped(auditTimer);
      int spread = (int) Math.min(millis / 2, Integer.MAX_VALUE - 1);
      Duration delay = Duration.ofMillis(millis - spread + clocks.randomness().nextInt(spread + 1));
      auditTimer = loop.schedule(delay, this::audit);
    }
  }

  /** Asks for the whole state now, as an audit does. */
  public void refresh() {
    if (!closed && audit == null && current != null) {
      auditTimer = stopped(auditTimer);
      audit();
    }
  }

  /** Asks for the whole state beside the watch, which goes on until that has come. */
  private void audit() {
    Attempt attempt = new Attempt(loop, taker);
    audit = attempt;
    try {
      attempt.opened(Objects.requireNonNull(source.watch(attempt), "no watch"));
      auditTimer = loop.schedule(FIRST_EVENT, () -> auditFailed("no state"));
    } catch (RuntimeException | Error e) {
      auditFailed(text(e));
    }
  }

  private void auditFailed(String why) {
    version = null;
    fail(new IllegalStateException("audit: " + why));
  }

  private void audited(Attempt attempt, WatchEvent.Replaced whole) {
    auditTimer = stopped(auditTimer);
    Attempt before = current;
    current = attempt;
    audit = null;
    openedAt = clocks.time().nanoTime();
    if (before != null) {
      before.close();
    }
    take(whole);
  }

  private void endAudit() {
    auditTimer = stopped(auditTimer);
    if (audit != null) {
      audit.close();
      audit = null;
    }
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

  private static @Nullable Timer stopped(@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
    return null;
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
    timer = stopped(timer);
    endAudit();
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
      } else if (attempt == audit && event instanceof WatchEvent.Replaced whole && !closed) {
        audited(attempt, whole);
      }
    }

    @Override
    public void failure(Attempt attempt, Throwable cause) {
      if (attempt == current && !closed) {
        fail(cause);
      } else if (attempt == audit && !closed) {
        auditFailed(text(cause));
      }
    }
  }

  /**
   * Time and chance.
   *
   * @param time the clocks
   * @param randomness numbers for jitter
   * @param audit how often the whole state is asked for although all seems well; zero means never
   */
  public record Clocks(Time time, Randomness randomness, Duration audit) {}

  /** What is told of a source, on the loop. */
  public interface Sink {
    /** Takes an event. */
    void event(SourceRunner source, WatchEvent event);

    /** Takes note that {@link #delivered} or {@link #problem} may have changed. */
    void state(SourceRunner source);
  }
}
