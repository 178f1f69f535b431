package io.discovery.examples.firstlight;

import io.discovery.examples.firstlight.Tally.Failure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The report for a person. */
final class ReportText {
  private final PrintWriter out;
  private final Report report;
  private final boolean unicode;

  private ReportText(PrintWriter out, Report report, boolean unicode) {
    this.out = out;
    this.report = report;
    this.unicode = unicode;
  }

  /** Prints a report; without Unicode in ASCII alone. */
  static void print(PrintWriter out, Report report, boolean unicode) {
    new ReportText(out, report, unicode).print();
    out.flush();
  }

  private void print() {
    calls();
    new TimelineText(out, report, unicode).print();
    services();
    changes();
    manifest();
    verdict();
  }

  private void calls() {
    Tally tally = report.tally();
    Attempts.Sum sum = report.attempts();
    line("");
    line(
        "%,d calls in %.1f s (%,.0f/s), %,d failed",
        tally.calls(), report.ran().seconds(), perSecond(), tally.failed());
    for (Failure failure : tally.failures()) {
      line("  %,8d  %s  e.g. %s", failure.count(), failure.cause(), failure.example());
    }
    Latencies took = tally.latencies;
    line(
        "  took         p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
        took.millisAt(0.5),
        took.millisAt(0.9),
        took.millisAt(0.99),
        took.millisAt(0.999),
        took.maxMillis());
    line(
        "  attempts     %,d = %,d served by Pods + %,d refused + %,d lost on the way%s",
        sum.attempts(),
        sum.servedByPods() - sum.repeated(),
        sum.refused(),
        sum.lost(),
        sum.explained() ? "" : "   DOES NOT ADD UP: " + sum);
    if (sum.unanswered() + sum.repeated() > 0) {
      line(
          "               of those served, %,d got no answer back; %,d were sent twice",
          sum.unanswered(), sum.repeated());
    }
    line("  picks of endpoints not to be used  %,d", tally.wrongPicks());
  }

  private double perSecond() {
    return report.tally().calls() / Math.max(0.001, report.ran().seconds());
  }

  private void services() {
    line("");
    int widest = report.services().stream().mapToInt(r -> r.service().length()).max().orElse(0);
    String name = "%-" + Math.max(24, widest) + "s  ";
    line(name + "%-20s %10s %8s %10s", "service", "address", "calls", "failed", "endpoints");
    for (Report.Row row : report.services()) {
      line(
          name + "%-20s %,10d %,8d %,10d",
          row.service(),
          row.address(),
          row.calls(),
          row.failed(),
          row.endpoints());
    }
    for (String not : report.manifest().notCallable()) {
      line("not called: %s", not);
    }
  }

  private void changes() {
    Changes changes = report.changes();
    line("");
    line("what happened meanwhile");
    for (Changes.Rolled rolled : changes.rollouts()) {
      line(
          "  rolled out   %s: %s -> %s, %d of %d Pods replaced",
          rolled.deployment(),
          Image.brief(rolled.from()),
          Image.brief(rolled.to()),
          rolled.replaced(),
          rolled.pods());
    }
    line(
        "  and          %d scale-ups, %d scale-downs, %d crashes, %d readiness flips,"
            + " %d endpoints added by hand",
        changes.scaleUps(),
        changes.scaleDowns(),
        changes.crashes(),
        changes.readinessFlips(),
        changes.endpointsAdded());
  }

  private void manifest() {
    Report.Passed manifest = report.manifest();
    list("ignored of the manifest", manifest.ignored().stream().map(ReportText::ignored).toList());
    list("refused of the manifest", manifest.refused());
  }

  private static String ignored(IgnoredPart part) {
    String what = part.kind() + (part.field().isEmpty() ? "" : " " + part.field());
    return part.count() == 1 ? what : what + " (" + part.count() + " times)";
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      line("");
      line("%s", title);
      lines.forEach(text -> line("  %s", text));
    }
  }

  private void verdict() {
    line("");
    List<String> problems = report.problems();
    problems.forEach(problem -> line("PROBLEM: %s", problem));
    String how = report.ran().interrupted() ? "Ended early" : problems.isEmpty() ? "OK" : "FAILED";
    line("%s. Once more the same:", how);
    line("  mvn -q -Pexample verify -Dargs=\"%s\"", report.options().again());
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
