package io.discovery.examples.firstlight;

import io.discovery.examples.firstlight.Frame.Group;
import io.discovery.examples.firstlight.Frame.State;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.PodHandle;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes pictures of a run; for one thread. */
final class Camera {
  private static final String OUTSIDE = "outside";

  private final Cluster cluster;
  private final List<Target> targets;
  private final Tally tally;
  private final Time time;
  private final long begin;
  private final long totalMillis;
  private final Rate all = new Rate();
  private final Map<Target, Rate> rates = new HashMap<>();

  Camera(Cluster cluster, Tally tally, Time time, Duration length) {
    this.cluster = cluster;
    this.targets = tally.targets();
    this.tally = tally;
    this.time = time;
    this.begin = time.nanoTime();
    this.totalMillis = length.toMillis();
    targets.forEach(target -> rates.put(target, new Rate()));
  }

  /** Takes one. */
  Frame shot(String phase) {
    long now = time.nanoTime() - begin;
    Map<String, String> versions = new HashMap<>();
    for (PodHandle pod : cluster.pods()) {
      versions.put(pod.name(), Image.brief(pod.image()));
    }
    List<Frame.Row> rows = new ArrayList<>();
    for (Target target : targets) {
      long calls = tally.calls(target);
      double perSecond = rates.getOrDefault(target, all).perSecond(calls, now);
      rows.add(
          new Frame.Row(
              target.name().toString(),
              target.address(),
              perSecond,
              calls,
              pods(target, versions)));
    }
    long calls = tally.calls();
    double perSecond = all.perSecond(calls, now);
    return new Frame(phase, now / 1_000_000, totalMillis, calls, tally.failed(), perSecond, rows);
  }

  private static List<Group> pods(Target target, Map<String, String> versions) {
    Map<String, List<State>> groups = new TreeMap<>();
    for (Known known : target.handle().endpoints().known()) {
      String pod = known.endpoint().pod();
      String version = pod == null ? OUTSIDE : versions.getOrDefault(pod, "gone");
      groups.computeIfAbsent(version, v -> new ArrayList<>()).add(state(known));
    }
    List<Group> sorted = new ArrayList<>();
    groups.forEach(
        (version, states) -> sorted.add(new Group(version, states.stream().sorted().toList())));
    return sorted;
  }

  private static State state(Known known) {
    if (known.terminating()) {
      return State.TERMINATING;
    }
    return known.ready() ? State.READY : State.NOT_READY;
  }

  /** Calls a second, over the last second or more. */
  private static final class Rate {
    private static final double NANOS = 1e9;
    private long fromCalls;
    private long fromNanos;
    private double last;

    double perSecond(long calls, long now) {
      if (now - fromNanos >= NANOS) {
        last = (calls - fromCalls) * NANOS / (now - fromNanos);
        fromCalls = calls;
        fromNanos = now;
      }
      return last;
    }
  }
}
