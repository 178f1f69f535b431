package io.discovery.examples.firstlight;

import io.discovery.examples.firstlight.Frame.Group;
import io.discovery.examples.firstlight.Frame.State;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.testkit.Cluster;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes pictures of a run; for one thread. */
final class Camera {
  private final Cluster cluster;
  private final Tally tally;
  private final Time time;
  private final long begin;
  private final long totalMillis;
  private final Map<String, Rate> rates = new HashMap<>();

  Camera(Cluster cluster, Tally tally, Time time, long begin, Duration length) {
    this.cluster = cluster;
    this.tally = tally;
    this.time = time;
    this.begin = begin;
    this.totalMillis = length.toMillis();
  }

  /** Takes one. */
  Frame shot(String phase) {
    long now = time.nanoTime() - begin;
    Map<String, String> images = new HashMap<>();
    cluster.pods().forEach(pod -> images.put(pod.name(), pod.image()));
    List<Frame.Row> rows = new ArrayList<>();
    for (Target target : tally.targets()) {
      rows.add(row(target, images, now));
    }
    long calls = tally.calls();
    double perSecond = rate("", calls, now);
    return new Frame(phase, now / 1_000_000, totalMillis, calls, tally.failed(), perSecond, rows);
  }

  private Frame.Row row(Target target, Map<String, String> images, long now) {
    Map<String, List<State>> states = new TreeMap<>();
    for (Known known : target.handle().endpoints().known()) {
      String pod = known.endpoint().pod();
      String image = pod == null ? Machines.VERSION : images.getOrDefault(pod, "gone");
      states.computeIfAbsent(image, any -> new ArrayList<>()).add(state(known));
    }
    String name = target.name().toString();
    List<Group> groups = new ArrayList<>();
    states.forEach(
        (image, all) -> {
          double perSecond = rate(name + " " + image, tally.calls(target, image), now);
          groups.add(new Group(Image.brief(image), all.stream().sorted().toList(), perSecond));
        });
    double perSecond = rate(name, tally.calls(target), now);
    return new Frame.Row(name, target.address(), perSecond, tally.calls(target), groups);
  }

  private static State state(Known known) {
    if (known.terminating()) {
      return State.TERMINATING;
    }
    return known.ready() ? State.READY : State.NOT_READY;
  }

  private double rate(String what, long calls, long now) {
    return rates.computeIfAbsent(what, any -> new Rate(calls, now)).perSecond(calls, now);
  }

  /** Calls a second, over the last second or so. */
  private static final class Rate {
    private static final double NANOS = 1e9;

    private long fromCalls;
    private long fromNanos;
    private double last;

    Rate(long calls, long now) {
      fromCalls = calls;
      fromNanos = now;
    }

    double perSecond(long calls, long now) {
      if (now - fromNanos >= NANOS / 2) {
        last = (calls - fromCalls) * NANOS / (now - fromNanos);
        fromCalls = calls;
        fromNanos = now;
      }
      return last;
    }
  }
}
