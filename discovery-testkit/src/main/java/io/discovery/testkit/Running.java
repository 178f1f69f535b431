package io.discovery.testkit;

import io.discovery.address.Cidr;
import io.discovery.core.ControlPlane;
import io.discovery.model.NamespacedName;
import io.discovery.testkit.controller.EndpointsController;
import io.discovery.testkit.workload.Workloads;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What runs inside a cluster; made on its loop. */
final class Running {
  private final Settings settings;
  private final Driver driver;
  private final PodNetwork network;
  private final TraceRecorder trace;
  private final ControlPlane plane;
  private final Workloads workloads;
  private final EndpointsController endpoints;
  private final Kubelet kubelet;
  private final UserObjects objects;
  private final WatchSource source;

  /** What a user set. */
  record Settings(
      long seed,
      Ranges ranges,
      int nodes,
      List<String> zones,
      PodProfile defaults,
      boolean abrupt,
      Duration propagation) {}

  /** Where addresses come from. */
  record Ranges(List<Cidr> services, Cidr nodes) {
    static final Ranges DEFAULT =
        new Ranges(List.of(Cidr.parse("10.96.0.0/16")), Cidr.parse("172.18.0.0/16"));

    Ranges {
      if (!nodes.base().is4() || nodes.prefixLength() > 24) {
        throw new IllegalArgumentException(
            "node CIDR: " + nodes + " (expected: IPv4, at most /24)");
      }
    }
  }

  Running(Settings settings, Driver driver, PodNetwork network) {
    this.settings = settings;
    this.driver = driver;
    this.network = network;
    Time time = driver.time();
    trace = new TraceRecorder(time);
    plane =
        Workloads.admittedBy(
                ControlPlane.builder(driver.loop(), time, random("plane"))
                    .serviceCidrs(settings.ranges().services()))
            .build();
    plane.onChange(trace::change);
    workloads = Workloads.start(plane, time);
    endpoints = EndpointsController.start(plane);
    kubelet =
        new Kubelet(
            new Kubelet.Surroundings(driver, plane, network, trace),
            new Nodes(plane, settings),
            random("pods"),
            settings.defaults(),
            settings.abrupt());
    objects = new UserObjects(driver, plane, trace);
    objects.createNamespace(NamespacedName.DEFAULT_NAMESPACE);
    Duration delay = settings.propagation();
    source =
        delay.isZero()
            ? plane.watchSource()
            : new DelayedSource(plane.watchSource(), delay, driver.loop());
  }

  /** One stream of numbers for each concern, so that drawing more for one leaves the others. */
  private Randomness random(String concern) {
    long mark = ((long) concern.hashCode() << 32) | concern.length();
    return Randomness.seeded(settings.seed() ^ mark);
  }

  PodNetwork network() {
    return network;
  }

  TraceRecorder trace() {
    return trace;
  }

  ControlPlane plane() {
    return plane;
  }

  Workloads workloads() {
    return workloads;
  }

  Kubelet kubelet() {
    return kubelet;
  }

  UserObjects objects() {
    return objects;
  }

  WatchSource source() {
    return source;
  }

  Description description() {
    return new Description(plane, workloads, kubelet);
  }

  /** Ends all; returns what others forgot to end. */
  List<String> end() {
    objects.close();
    driver.ask(
        () -> {
          workloads.close();
          endpoints.close();
          kubelet.close();
          plane.close();
          return true;
        });
    List<String> left = new ArrayList<>(network.end());
    left.addAll(driver.end());
    return left;
  }
}
