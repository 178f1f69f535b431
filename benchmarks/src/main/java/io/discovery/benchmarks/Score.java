package io.discovery.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/**
 * What the iterations of all forks took, or all rounds.
 *
 * @param median the one in the middle
 * @param least the best one
 * @param most the worst one
 */
record Score(double median, double least, double most) {
  static Score of(RunResult result) {
    List<Double> all = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        all.add(iteration.getPrimaryResult().getScore());
      }
    }
    return of(all);
  }

  static Score of(List<Double> values) {
    List<Double> all = new ArrayList<>(values);
    all.sort(null);
    int size = all.size();
    double median = (all.get((size - 1) / 2) + all.get(size / 2)) / 2;
    return new Score(median, all.get(0), all.get(size - 1));
  }
}
