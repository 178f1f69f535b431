package io.discovery.examples.firstlight;

import io.discovery.examples.firstlight.Frame.Group;
import io.discovery.examples.firstlight.Frame.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A frame as lines of a terminal. */
final class FrameText {
  private final boolean unicode;

  FrameText(boolean unicode) {
    this.unicode = unicode;
  }

  /** Returns the lines: bar, phase and figures, a row a Service, and what happened last. */
  List<String> lines(String bar, Frame frame, Collection<String> news) {
    List<String> lines = new ArrayList<>();
    lines.add(bar);
    lines.add(
        line(
            "%,d calls   %,.0f/s   %,d failed   %s",
            frame.calls(), frame.perSecond(), frame.failed(), frame.phase()));
    lines.add("");
    int name = widest(frame.rows().stream().map(Frame.Row::service).toList(), 7);
    int address = widest(frame.rows().stream().map(Frame.Row::address).toList(), 7);
    String format = "%-" + name + "s  %-" + address + "s  %s %6s  %s";
    lines.add(line(format, "service", "address", " ".repeat(8), "/s", "Pods by version"));
    double most = frame.rows().stream().mapToDouble(Frame.Row::perSecond).max().orElse(0);
    for (Frame.Row row : frame.rows()) {
      String rate = line("%.0f", row.perSecond());
      lines.add(line(format, row.service(), row.address(), share(row, most), rate, pods(row)));
    }
    lines.add("");
    lines.addAll(news);
    return lines;
  }

  private String share(Frame.Row row, double most) {
    int full = most <= 0 ? 0 : (int) Math.round(row.perSecond() * 8 / most);
    return (unicode ? "▬" : "=").repeat(full) + " ".repeat(8 - full);
  }

  private String pods(Frame.Row row) {
    return row.pods().stream().map(this::group).collect(Collectors.joining("  "));
  }

  private String group(Group group) {
    StringBuilder marks = new StringBuilder(group.version()).append(' ');
    for (State state : group.states()) {
      marks.append(state.mark(unicode));
    }
    return marks.toString();
  }

  private static int widest(List<String> texts, int least) {
    return Math.max(least, texts.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing();
  }
}
