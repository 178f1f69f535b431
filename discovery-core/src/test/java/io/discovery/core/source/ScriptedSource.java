package io.discovery.core.source;

import io.discovery.watch.Watch;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source whose watches a test drives by hand. */
final class ScriptedSource implements WatchSource {
  final List<Opened> watches = new ArrayList<>();
  @Nullable RuntimeException refusal;
  @Nullable Error error;

  @Override
  public Watch watch(WatchHandler handler) {
    return open(null, handler);
  }

  @Override
  public Watch watch(String resourceVersion, WatchHandler handler) {
    return open(resourceVersion, handler);
  }

  private Watch open(@Nullable String from, WatchHandler handler) {
    if (refusal != null) {
      throw refusal;
    }
    if (error != null) {
      throw error;
    }
    Opened opened = new Opened(from, handler);
    watches.add(opened);
    return () -> opened.closed = true;
  }

  Opened last() {
    return watches.get(watches.size() - 1);
  }

  static final class Opened {
    final @Nullable String from;
    final WatchHandler handler;
    boolean closed;

    Opened(@Nullable String from, WatchHandler handler) {
      this.from = from;
      this.handler = handler;
    }
  }
}
