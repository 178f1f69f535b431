package io.discovery.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** What a run of a suite found, line by line. */
final class Report {
  private final Collection<RunResult> results;

  Report(Collection<RunResult> results) {
    this.results = results;
  }

  /** Returns the lines of a suite; what did not run has none. */
  List<Row> rows(Suite suite) {
    List<Row> rows = new ArrayList<>();
    suite.measures().forEach(measure -> add(rows, measure));
    return rows;
  }

  private void add(List<Row> rows, Measure measure) {
    Score smaller = null;
    for (RunResult result : results) {
      if (isOf(result, measure.benchmark())) {
        String size = size(result);
        String other = measure.className() + "." + measure.beside();
        Score score = Score.of(result);
        rows.add(
            new Row(
                measure.what(),
                size,
                score,
                result.getPrimaryResult().getScoreUnit(),
                measure.budgets().get(size),
                find(other, size),
                smaller));
        smaller = score;
      }
    }
  }

  private @Nullable Score find(String benchmark, String size) {
    for (RunResult result : results) {
      if (isOf(result, benchmark) && size(result).equals(size)) {
        return Score.of(result);
      }
    }
    return null;
  }

  private static boolean isOf(RunResult result, String benchmark) {
    return result.getParams().getBenchmark().endsWith("." + benchmark);
  }

  private static String size(RunResult result) {
    BenchmarkParams params = result.getParams();
    return params.getParamsKeys().stream().map(params::getParam).collect(Collectors.joining(", "));
  }

  static String markdown(List<Row> rows) {
    return Row.HEAD + rows.stream().map(Row::markdown).collect(Collectors.joining());
  }

  static String json(List<Row> rows) {
    return rows.stream().map(Row::json).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
  }
}
