package io.discovery.benchmarks;

import static io.discovery.benchmarks.Measure.of;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is measured together, under the name that the command line gives. */
enum Suite {
  /** Picks. */
  PICK(
      of("random pick", "PickBenchmark.random", "randomBare"),
      of("round-robin pick", "PickBenchmark.roundRobin", "roundRobinBare"),
      of("random pick with permit", "PickBenchmark.permit", "randomBare")),

  /** Control plane and client. */
  SERVICES(
      of("Pods of a Service among 15 n Pods", "IndexBenchmark.podsOfService", "podsOfServiceScan")
          .budget("10000", 5),
      of("Services of a Pod among n Services", "IndexBenchmark.servicesOfPod", "servicesOfPodScan")
          .budget("10000", 0.5),
      of(
          "address drawn and freed, a /16 n % full",
          "AllocationBenchmark.drawAndFree", "drawAndFreeBare"),
      of("admission of a Service", "AdmissionBenchmark.allowed", "allowedBare"),
      of("refusal of a Service with 5 errors", "AdmissionBenchmark.refused", "allowedBare"),
      of("Service created and deleted, with slice", "AdmissionBenchmark.createdAndDeleted", null),
      of("readiness of 1 endpoint of n to snapshot", "ChangeBenchmark.readiness", "changeBare")
          .budgets("1000", 200, "5000", 300),
      of("1 endpoint of n replaced to snapshot", "ChangeBenchmark.replacement", "changeBare")
          .budgets("1000", 200, "5000", 300),
      of(
              "Pod event among n Services of 15, to snapshot",
              "PodEventBenchmark.podEvent",
              "podEventBare")
          .budget("10000", 50),
      of("first load of n Services of 15 Pods, cold", "LoadBenchmark.load", "loadBare")
          .budget("10000", 3000)),

  /** Answers of the DNS server. */
  DNS(DnsTrial::run),

  /** TCP through a virtual address. */
  VIP(VipTrial::run),

  /** From a snapshot to the first answer and the first connection. */
  FOLLOW(FollowTrial::run),

  /** Clients that mean harm. */
  HOSTILE(HostileTrial::run);

  private final List<Measure> measures;
  private final @Nullable Trial trial;

  Suite(Measure... measures) {
    this.measures = List.of(measures);
    trial = null;
  }

  Suite(Trial trial) {
    measures = List.of();
    this.trial = trial;
  }

  /** Returns what runs in place of JMH, if something does. */
  @Nullable Trial trial() {
    return trial;
  }

  List<Measure> measures() {
    return measures;
  }
}
