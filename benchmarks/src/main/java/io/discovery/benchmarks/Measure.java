package io.discovery.benchmarks;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is measured, in one size or several.
 *
 * @param what what it is, in words
 * @param benchmark simple class name and method
 * @param beside the method of the same class that it is compared with, and null if there is none
 * @param budgets what it may cost at most, by size, in the unit of the benchmark
 */
record Measure(
    String what, String benchmark, @Nullable String beside, Map<String, Double> budgets) {
  static Measure of(String what, String benchmark, @Nullable String beside) {
    return new Measure(what, benchmark, beside, Map.of());
  }

  Measure budget(String size, double most) {
    return new Measure(what, benchmark, beside, Map.of(size, most));
  }

  Measure budgets(String size, double most, String otherSize, double otherMost) {
    return new Measure(what, benchmark, beside, Map.of(size, most, otherSize, otherMost));
  }

  String className() {
    return benchmark.substring(0, benchmark.indexOf('.'));
  }
}
