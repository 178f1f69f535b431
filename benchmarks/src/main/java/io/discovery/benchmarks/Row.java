package io.discovery.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the report.
 *
 * @param what what was measured
 * @param size how much there was; empty if there is one size
 * @param score what it took
 * @param unit of all scores
 * @param budget what it may take at most; null if nothing is said
 * @param beside what the thing took that it is compared with; null if there is none
 * @param smaller what it took in the next smaller size; null if there is none
 */
record Row(
    String what,
    String size,
    Score score,
    String unit,
    @Nullable Double budget,
    @Nullable Score beside,
    @Nullable Score smaller) {
  static final String HEAD =
      "| what | n | median | spread | unit | budget | beside | × beside | × smaller n |\n"
          + "|---|--:|--:|--:|---|--:|--:|--:|--:|\n";

  String markdown() {
    String within = budget != null && score.median() > budget ? " (over)" : "";
    return String.join(
        " | ",
        "| " + what,
        size,
        figure(score.median()),
        figure(score.least()) + "…" + figure(score.most()),
        unit,
        budget == null ? "" : "≤ " + figure(budget) + within,
        beside == null ? "" : figure(beside.median()),
        ratio(beside),
        ratio(smaller) + " |\n");
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"what\": \"%s\", \"n\": \"%s\", \"median\": %s, \"least\": %s, \"most\": %s,"
            + " \"unit\": \"%s\", \"budget\": %s, \"beside\": %s, \"smaller\": %s}",
        what,
        size,
        score.median(),
        score.least(),
        score.most(),
        unit,
        budget,
        beside == null ? null : beside.median(),
        smaller == null ? null : smaller.median());
  }

  private String ratio(@Nullable Score other) {
    return other == null ? "" : figure(score.median() / other.median());
  }

  /** Three digits that count. */
  private static String figure(double value) {
    int digits = value == 0 ? 0 : 2 - (int) Math.floor(Math.log10(Math.abs(value)));
    return String.format(Locale.ROOT, "%,." + Math.max(0, digits) + "f", value);
  }
}
