package io.discovery.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What several contestants did in several rounds. */
final class Figures {
  private final Map<String, Map<String, List<Double>>> all = new LinkedHashMap<>();
  private final Map<String, String> units = new LinkedHashMap<>();
  private final Map<String, Double> budgets = new LinkedHashMap<>();

  /** Notes a figure of one round. */
  void add(String who, String what, String unit, double value) {
    units.put(what, unit);
    all.computeIfAbsent(who, w -> new LinkedHashMap<>())
        .computeIfAbsent(what, w -> new ArrayList<>())
        .add(value);
  }

  /** Says what a figure may be at most. */
  void budget(String what, double most) {
    budgets.put(what, most);
  }

  /** Returns the lines of one contestant, each once for everybody beside it. */
  List<Row> rows(String who, String size, String... beside) {
    List<Row> rows = new ArrayList<>();
    all.getOrDefault(who, Map.of())
        .forEach(
            (what, values) -> {
              Score score = Score.of(values);
              String unit = units.getOrDefault(what, "");
              Double budget = budgets.get(what);
              if (beside.length == 0) {
                rows.add(new Row(what, size, score, unit, budget, null, null));
              }
              for (String other : beside) {
                Score theirs = score(other, what);
                if (theirs != null || !all.containsKey(other)) {
                  String name = what + "; beside: " + other + (theirs == null ? " (absent)" : "");
                  rows.add(new Row(name, size, score, unit, budget, theirs, null));
                }
              }
            });
    return rows;
  }

  private @Nullable Score score(String who, String what) {
    List<Double> values = all.getOrDefault(who, Map.of()).get(what);
    return values == null ? null : Score.of(values);
  }

  /** Returns what so many of a hundred values do not exceed. */
  static double percentile(List<Double> values, double percent) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int place = (int) Math.ceil(percent / 100 * sorted.size()) - 1;
    return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, place));
  }
}
