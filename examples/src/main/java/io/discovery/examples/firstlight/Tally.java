package io.discovery.examples.firstlight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How calls ended; thread-safe. */
final class Tally {
  private final Map<Target, Counts> byTarget = new LinkedHashMap<>();
  private final Map<String, Cause> causes = new ConcurrentSkipListMap<>();
  private final LongAdder wrongPicks = new LongAdder();
  private final Queue<String> wrongPick = new ArrayBlockingQueue<>(1);
  final Latencies latencies = new Latencies();
  final Timeline timeline;

  Tally(List<Target> targets, Duration length) {
    targets.forEach(target -> byTarget.put(target, new Counts()));
    timeline = new Timeline(length);
  }

  List<Target> targets() {
    return List.copyOf(byTarget.keySet());
  }

  void succeeded(Target target, String version) {
    counts(target).calls.increment();
    counts(target).byVersion.computeIfAbsent(version, v -> new LongAdder()).increment();
  }

  void failed(Target target, Exception problem) {
    counts(target).calls.increment();
    counts(target).failed.increment();
    String name = problem.getClass().getSimpleName();
    String example = target.name() + ": " + problem.getMessage();
    causes.computeIfAbsent(name, key -> new Cause(example)).count.increment();
  }

  /** A pick returned an endpoint that was not to get traffic. */
  void wronglyPicked(String what) {
    wrongPicks.increment();
    wrongPick.offer(what);
  }

  long calls() {
    return byTarget.values().stream().mapToLong(counts -> counts.calls.sum()).sum();
  }

  long failed() {
    return byTarget.values().stream().mapToLong(counts -> counts.failed.sum()).sum();
  }

  long calls(Target target) {
    return counts(target).calls.sum();
  }

  /** Returns the calls that a version answered. */
  long calls(Target target, String version) {
    LongAdder calls = counts(target).byVersion.get(version);
    return calls == null ? 0 : calls.sum();
  }

  long failed(Target target) {
    return counts(target).failed.sum();
  }

  long wrongPicks() {
    return wrongPicks.sum();
  }

  /** Returns the first pick that was wrong; empty if none was. */
  String wrongPick() {
    String first = wrongPick.peek();
    return first == null ? "" : first;
  }

  /** Returns calls by Service, over all its ports. */
  Map<String, Long> callsByService() {
    Map<String, Long> calls = new TreeMap<>();
    byTarget.forEach(
        (target, counts) -> calls.merge(target.service(), counts.calls.sum(), Long::sum));
    return calls;
  }

  /** Returns why calls failed, by class of exception. */
  List<Failure> failures() {
    List<Failure> failures = new ArrayList<>();
    causes.forEach((name, why) -> failures.add(new Failure(name, why.count.sum(), why.example)));
    return failures;
  }

  private Counts counts(Target target) {
    return Objects.requireNonNull(byTarget.get(target));
  }

  /**
   * Calls that failed for one reason.
   *
   * @param cause class of the exception
   * @param count how many
   * @param example what the first of them said
   */
  record Failure(String cause, long count, String example) {}

  private static final class Counts {
    final LongAdder calls = new LongAdder();
    final LongAdder failed = new LongAdder();
    final Map<String, LongAdder> byVersion = new ConcurrentHashMap<>();
  }

  private static final class Cause {
    final String example;
    final LongAdder count = new LongAdder();

    Cause(String example) {
      this.example = example;
    }
  }
}
