package io.discovery.examples.firstlight;

import io.discovery.examples.firstlight.Timeline.Row;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The timeline for a person: calls by version, failures, and what happened when. */
final class TimelineText {
  private final PrintWriter out;
  private final Report report;
  private final Timeline timeline;
  private final Bars bars;

  TimelineText(PrintWriter out, Report report, boolean unicode) {
    this.out = out;
    this.report = report;
    this.timeline = report.tally().timeline;
    this.bars = Bars.of(unicode);
  }

  void print() {
    out.println();
    double slot = (double) report.options().seconds / Timeline.SLOTS;
    out.println(String.format(Locale.ROOT, "calls by version, %.2g s a column", slot));
    List<String> shown = new ArrayList<>();
    for (Changes.Rolled rolled : report.changes().rollouts()) {
      if (!shown.contains(rolled.service())) {
        shown.add(rolled.service());
        service(rolled.service());
      }
    }
    row("all calls", timeline.all(), Bars.max(timeline.all()));
    long[] failed = timeline.failed();
    if (Bars.max(failed) > 0) {
      row("failed", failed, Bars.max(failed));
    }
    steps();
  }

  private void service(String service) {
    List<Row> versions = timeline.versions(service);
    long[] sum = new long[Timeline.SLOTS];
    for (Row version : versions) {
      Arrays.setAll(sum, i -> sum[i] + timeline.calls(version)[i]);
    }
    for (Row version : versions) {
      row(Image.brief(version.version()), timeline.calls(version), Bars.max(sum));
    }
  }

  private void row(String name, long[] calls, long full) {
    long total = Arrays.stream(calls).sum();
    out.println(String.format(Locale.ROOT, "  %-24s %s %,9d", name, bars.of(calls, full), total));
  }

  private void steps() {
    char[] marks = " ".repeat(Timeline.SLOTS).toCharArray();
    for (Step step : report.changes().done()) {
      marks[timeline.slot(step.at().toNanos())] = step.verb().mark;
    }
    out.println(
        String.format(
            Locale.ROOT, "  %-24s %s", "what happened", new String(marks).stripTrailing()));
    StringBuilder legend = new StringBuilder(" ".repeat(27));
    for (Step.Verb verb : Step.Verb.values()) {
      legend
          .append(verb.mark)
          .append(' ')
          .append(verb.name().toLowerCase(Locale.ROOT))
          .append("  ");
    }
    out.println(legend.toString().replace('_', ' ').stripTrailing());
  }
}
