package io.discovery.examples.firstlight;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Lines one after the other: for logs and pipes. */
final class PlainView implements View {
  private static final long EVERY_MILLIS = 5_000;

  private final PrintWriter out;
  private final boolean unicode;
  private long next = EVERY_MILLIS;

  PlainView(PrintWriter out, boolean unicode) {
    this.out = out;
    this.unicode = unicode;
  }

  @Override
  public void news(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void show(Frame frame) {
    if (frame.elapsedMillis() >= next) {
      next += EVERY_MILLIS;
      news(
          String.format(
              Locale.ROOT,
              "%5.1f s  %,d calls, %,.0f/s, %,d failed",
              frame.elapsedMillis() / 1e3,
              frame.calls(),
              frame.perSecond(),
              frame.failed()));
    }
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean unicode() {
    return unicode;
  }

  @Override
  public void close() {
    out.flush();
  }
}
