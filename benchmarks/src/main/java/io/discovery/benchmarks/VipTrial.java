package io.discovery.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * TCP through a virtual address of ours (one event loop), through HAProxy (one thread), and
 * straight to the server: three endpoints, which are one small server. The proxy has one core,
 * server and wrk share the other one.
 */
final class VipTrial {
  /** The endpoints, at which the server listens. */
  static final List<String> ENDPOINTS = List.of("127.0.1.1", "127.0.1.2", "127.0.1.3");

  private static final int ROUNDS = 3;
  private static final String OURS = "ours";
  private static final String HAPROXY = "HAProxy";
  private static final String DIRECT = "no proxy";

  private final Path out;
  private final int seconds;
  private final Path log;
  private final Figures figures = new Figures();

  private VipTrial(Path out, int seconds) throws IOException {
    this.out = out;
    this.seconds = seconds;
    log = out.resolve("bench-vip.log");
    Files.deleteIfExists(log);
  }

  static List<Row> run(Path out, int seconds) throws IOException {
    VipTrial trial = new VipTrial(out, seconds);
    Path haproxy = Program.find("haproxy");
    System.out.println("HAProxy: " + (haproxy == null ? "absent" : haproxy));
    if (Program.find("wrk") == null) {
      System.out.println("wrk: absent; nothing can be measured");
      return List.of();
    }
    int port = Ports.free();
    try (Program server = backend(trial.log, Program.LOAD_CORE, port)) {
      trial.measure(server, port);
    }
    return trial.figures.rows(OURS, "", HAPROXY, DIRECT);
  }

  /** Starts the server that is behind all endpoints. */
  static Program backend(Path log, int core, int port) throws IOException {
    Object[] args = {port, ENDPOINTS.get(0), ENDPOINTS.get(1), ENDPOINTS.get(2)};
    return Program.java(log, core, List.of("-Xmx128m", "-XX:+UseSerialGC"), Backend.class, args);
  }

  private void measure(Program server, int backend) throws IOException {
    Map<String, Program> proxies = new LinkedHashMap<>();
    Map<String, String> urls = new LinkedHashMap<>();
    try {
      List<String> jvm = List.of("-Xmx256m", "-XX:+UseSerialGC");
      int port = Ports.free();
      proxies.put(
          OURS, Program.java(log, Program.SERVER_CORE, jvm, Serving.class, 0, 0, port, backend));
      urls.put(OURS, "http://" + Serving.VIP + ":" + port);
      if (Program.find("haproxy") != null) {
        int other = Ports.free();
        proxies.put(HAPROXY, haproxy(other, backend));
        urls.put(HAPROXY, "http://127.0.0.1:" + other);
      }
      proxies.put(DIRECT, server);
      urls.put(DIRECT, "http://" + ENDPOINTS.get(0) + ":" + backend);
      for (int round = 0; round <= ROUNDS; round++) {
        for (Map.Entry<String, Program> proxy : proxies.entrySet()) {
          round(round > 0, proxy.getKey(), proxy.getValue(), urls.get(proxy.getKey()));
        }
      }
    } finally {
      proxies.values().forEach(Program::close);
    }
  }

  private Program haproxy(int port, int backend) throws IOException {
    StringBuilder file = new StringBuilder("global\n nbthread 1\n maxconn 8000\n");
    file.append("defaults\n mode tcp\n timeout connect 1s\n timeout client 1m\n");
    file.append(" timeout server 1m\nlisten vip\n bind 127.0.0.1:" + port + "\n");
    ENDPOINTS.forEach(
        address -> file.append(" server s" + address + " " + address + ":" + backend + "\n"));
    Path config = Files.writeString(out.resolve("bench-vip.haproxy"), file);
    String program = String.valueOf(Program.find("haproxy"));
    List<String> command = List.of(program, "-db", "-f", config.toString());
    Program started = Program.start(log, Program.SERVER_CORE, command);
    Ports.await(port);
    return started;
  }

  /** The first round warms up and does not count. */
  private void round(boolean counts, String name, Program proxy, String url) throws IOException {
    double start = proxy.cpuSeconds();
    Wrk kept = Wrk.run(log, url, seconds);
    double middle = proxy.cpuSeconds();
    Wrk closed = Wrk.run(log, url, seconds, "-H", "Connection: close");
    double end = proxy.cpuSeconds();
    if (counts) {
      figures.add(name, "requests", "requests/s", kept.perSecond());
      figures.add(name, "p99 of requests", "ms", kept.p99());
      figures.add(name, "connections", "connections/s", closed.perSecond());
      figures.add(name, "p99 of connections", "ms", closed.p99());
      figures.add(name, "failed", "", kept.failed() + closed.failed());
      if (!name.equals(DIRECT)) {
        figures.add(name, "CPU of a request", "µs", (middle - start) / kept.requests() * 1e6);
        figures.add(name, "CPU of a connection", "µs", (end - middle) / closed.requests() * 1e6);
      }
    }
  }
}
