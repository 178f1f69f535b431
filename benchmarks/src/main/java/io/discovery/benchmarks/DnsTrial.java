package io.discovery.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our DNS server beside CoreDNS (once as it is, once with its cache of 30 s, as clusters have it)
 * with the same 10,000 Services and the same questions, each server on the same core, dnsperf on
 * the other one.
 */
final class DnsTrial {
  private static final int SERVICES = 10_000;
  private static final int QUESTIONS = 100_000;
  private static final int SEED = 20_260_101;
  private static final int ROUNDS = 3;
  private static final int RATE = 5_000;

  private static final String OURS = "ours";
  private static final String COREDNS = "CoreDNS";
  private static final String CACHING = "CoreDNS with cache";

  private final Path out;
  private final int seconds;
  private final Path log;
  private final Path questions;
  private final Figures figures = new Figures();

  private DnsTrial(Path out, int seconds) throws IOException {
    this.out = out;
    this.seconds = seconds;
    log = out.resolve("bench-dns.log");
    questions = out.resolve("bench-dns.questions");
    Files.deleteIfExists(log);
  }

  static List<Row> run(Path out, int seconds) throws IOException {
    DnsTrial trial = new DnsTrial(out, seconds);
    Catalogue catalogue = new Catalogue(SERVICES);
    Files.write(trial.questions, catalogue.questions(QUESTIONS, SEED));
    Path coredns = Program.find(System.getProperty("coredns", ""));
    System.out.println("CoreDNS: " + (coredns == null ? "absent (-Dcoredns=PATH)" : coredns));
    if (Program.find("dnsperf") == null) {
      System.out.println("dnsperf: absent; nothing can be measured");
      return List.of();
    }
    try (ApiStandIn api = ApiStandIn.start(catalogue)) {
      trial.measure(coredns, api.port());
    }
    return trial.figures.rows(OURS, Integer.toString(SERVICES), COREDNS, CACHING);
  }

  private void measure(@Nullable Path coredns, int api) throws IOException {
    int port = Ports.free();
    Map<String, Program> servers = new LinkedHashMap<>();
    Map<String, Integer> ports = new LinkedHashMap<>();
    try {
      List<String> jvm = List.of("-Xmx1g", "-XX:+UseSerialGC");
      int core = Program.SERVER_CORE;
      servers.put(OURS, Program.java(log, core, jvm, Serving.class, port, SERVICES, 0, 0));
      ports.put(OURS, port);
      if (coredns != null) {
        for (String name : List.of(COREDNS, CACHING)) {
          int other = Ports.free();
          ports.put(name, other);
          servers.put(name, start(coredns, name, other, api));
        }
      }
      for (int round = 0; round <= ROUNDS; round++) {
        for (Map.Entry<String, Program> server : servers.entrySet()) {
          round(round > 0, server.getKey(), server.getValue(), ports.get(server.getKey()));
        }
      }
    } finally {
      servers.values().forEach(Program::close);
    }
  }

  private Program start(Path coredns, String name, int port, int api) throws IOException {
    String file =
        "cluster.local:%d {\n bind 127.0.0.1\n %s\n kubernetes cluster.local {\n"
                .formatted(port, name.equals(CACHING) ? "cache 30" : "")
            + "  endpoint http://127.0.0.1:%d\n  ttl 5\n  pods insecure\n }\n}\n".formatted(api);
    Path config = Files.writeString(out.resolve("bench-dns." + port + ".corefile"), file);
    List<String> command =
        List.of(
            "env",
            "KUBE_FEATURE_WatchListClient=false",
            coredns.toString(),
            "-conf",
            config.toString());
    Program server = Program.start(log, Program.SERVER_CORE, command);
    String line = server.line();
    while (line != null && !line.startsWith("CoreDNS-")) {
      line = server.line();
    }
    return server;
  }

  /** The first round warms up and does not count. */
  private void round(boolean counts, String name, Program server, int port) throws IOException {
    double before = server.cpuSeconds();
    Dnsperf flood = Dnsperf.flood(log, questions, port, seconds);
    double cpu = server.cpuSeconds() - before;
    Dnsperf paced = Dnsperf.paced(log, questions, port, seconds, RATE);
    if (counts) {
      String at = " at " + RATE + " questions/s";
      figures.add(name, "DNS answers", "answers/s", flood.perSecond());
      figures.add(name, "CPU of an answer", "µs", cpu / flood.answers() * 1e6);
      figures.add(name, "lost questions", "", flood.lost() + paced.lost());
      figures.add(name, "p50" + at, "ms", Figures.percentile(paced.latencies(), 50));
      figures.add(name, "p99" + at, "ms", Figures.percentile(paced.latencies(), 99));
    }
  }
}
