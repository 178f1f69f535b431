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
  private static final String RESET = "\u001b[0m";

  private final boolean unicode;
  private final boolean colours;

  FrameText(boolean unicode, boolean colours) {
    this.unicode = unicode;
    this.colours = colours;
  }

  /** Returns the lines: bar, phase and figures, a row a Service, and what happened last. */
  List<String> lines(String bar, Frame frame, Collection<String> news) {
    List<String> lines = new ArrayList<>();
    lines.add(bar);
    String failed = line("%,d failed", frame.failed());
    lines.add(
        line(
            "%,d calls   %,.0f/s   %s   %s",
            frame.calls(),
            frame.perSecond(),
            frame.failed() == 0 ? failed : paint(Colour.RED, failed),
            frame.phase()));
    lines.add("");
    int name = widest(frame.rows().stream().map(Frame.Row::service).toList());
    int address = widest(frame.rows().stream().map(Frame.Row::address).toList());
    String format = "%-" + name + "s  %-" + address + "s  %5s  %s";
    lines.add(line(format, "service", "address", "/s", "Pods by version, and the calls they get"));
    for (Frame.Row row : frame.rows()) {
      String rate = line("%.0f", row.perSecond());
      lines.add(line(format, row.service(), row.address(), rate, pods(row)));
    }
    lines.add("");
    lines.addAll(news);
    return lines;
  }

  private String pods(Frame.Row row) {
    return row.pods().stream().map(this::group).collect(Collectors.joining("   "));
  }

  private String group(Group group) {
    StringBuilder marks = new StringBuilder(group.version()).append(' ');
    for (State state : group.states()) {
      marks.append(paint(colour(state), String.valueOf(state.mark(unicode))));
    }
    return marks.append(line(" %.0f/s", group.perSecond())).toString();
  }

  private static Colour colour(State state) {
    return switch (state) {
      case READY -> Colour.GREEN;
      case NOT_READY -> Colour.YELLOW;
      case TERMINATING -> Colour.MAGENTA;
    };
  }

  private String paint(Colour colour, String text) {
    return colours ? colour.code + text + RESET : text;
  }

  private static int widest(List<String> texts) {
    return Math.max("service".length(), texts.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).stripTrailing();
  }

  private enum Colour {
    RED(31),
    GREEN(32),
    YELLOW(33),
    MAGENTA(35);

    private final String code;

    Colour(int number) {
      code = "\u001b[" + number + "m";
    }
  }
}
