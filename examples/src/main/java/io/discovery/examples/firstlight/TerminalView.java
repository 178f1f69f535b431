package io.discovery.examples.firstlight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** A live picture in a terminal, redrawn in place. */
final class TerminalView implements View {
  private static final int NEWS_SHOWN = 6;

  private final Terminal terminal;
  private final Display display;
  private final boolean unicode;
  private final FrameText text;
  private final Deque<String> news = new ArrayDeque<>();
  private final BarLine barLine = new BarLine();
  private @Nullable ProgressBar bar;
  private int width;

  private TerminalView(Terminal terminal) {
    this.terminal = terminal;
    display = new Display(terminal, false);
    unicode = StandardCharsets.UTF_8.equals(terminal.encoding());
    text = new FrameText(unicode, true);
    width = Math.max(20, terminal.getWidth());
  }

  /** Returns a view of the terminal that this process was started in, or another if it has none. */
  static View orElse(View other) {
    try {
      // Without its own signals: they would end this process on Ctrl-C before it can report.
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .nativeSignals(false)
              .exec(false)
              .dumb(true)
              .build();
      if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        return new TerminalView(terminal);
      }
      terminal.close();
    } catch (IOException | IllegalStateException unusable) {
      return other;
    }
    return other;
  }

  @Override
  public void news(String line) {
    synchronized (news) {
      news.addLast(line);
      if (news.size() > NEWS_SHOWN) {
        news.removeFirst();
      }
      if (bar == null) {
        display.updateAnsi(List.copyOf(news), -1); // before the first picture: one thread
      }
    }
  }

  @Override
  public void show(Frame frame) {
    int columns = Math.max(20, terminal.getWidth());
    int rows = Math.max(5, terminal.getHeight());
    if (columns != width) {
      width = columns;
      terminal.puts(Capability.clear_screen); // the terminal has wrapped what was there
      display.reset();
    }
    display.resize(rows, columns);
    List<String> lines;
    synchronized (news) {
      lines = text.lines(bar(frame, columns), frame, news);
    }
    List<AttributedString> shown =
        lines.stream()
            .limit(rows - 1L)
            .map(AttributedString::fromAnsi)
            .map(line -> line.columnSubSequence(0, columns - 1))
            .toList();
    display.update(shown, -1);
  }

  private String bar(Frame frame, int columns) {
    ProgressBar shown = bar;
    if (shown == null) {
      // Drawn by refresh() alone: the bar's own thread has nothing to do for an hour.
      shown =
          new ProgressBarBuilder()
              .setTaskName("First light")
              .setInitialMax(frame.totalMillis())
              .setUnit("s", 1000)
              .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis((int) Duration.ofHours(1).toMillis())
              .setConsumer(barLine)
              .build();
      bar = shown;
    }
    barLine.columns = Math.min(100, columns - 1);
    shown.stepTo(Math.min(frame.totalMillis(), frame.elapsedMillis()));
    shown.refresh();
    return barLine.line;
  }

  @Override
  public Duration period() {
    return Duration.ofMillis(100);
  }

  @Override
  public boolean unicode() {
    return unicode;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
    terminal.writer().println();
    terminal.flush();
    try {
      terminal.close();
    } catch (IOException unusable) {
      System.err.println("terminal: " + unusable.getMessage());
    }
  }

  /** Takes the line that the progress bar draws. */
  private static final class BarLine implements ProgressBarConsumer {
    private volatile String line = "";
    private volatile int columns = 80;

    @Override
    public int getMaxRenderedLength() {
      return columns;
    }

    @Override
    public void accept(String rendered) {
      line = rendered;
    }

    @Override
    public void close() {}
  }
}
