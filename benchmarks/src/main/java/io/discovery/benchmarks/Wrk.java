package io.discovery.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of {@code wrk}.
 *
 * @param requests how many were answered
 * @param perSecond how many a second
 * @param p99 in milliseconds
 * @param failed connections that failed or broke, time-outs, and answers that were no success
 */
record Wrk(double requests, double perSecond, double p99, double failed) {
  private static final int CONNECTIONS = 64;

  static Wrk run(Path log, String url, int seconds, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "--latency"));
    command.addAll(Arrays.asList(options));
    command.add(url);
    try (Program wrk = Program.start(log, Program.LOAD_CORE, command)) {
      return parse(String.join("\n", wrk.output()));
    }
  }

  private static Wrk parse(String text) throws IOException {
    double failed = 0;
    for (String cause : List.of("connect", "read", "write", "timeout")) {
      if (text.contains("Socket errors:")) {
        failed += Dnsperf.number(text, "Socket errors:.*" + cause + " ([0-9]+)");
      }
    }
    if (text.contains("Non-2xx")) {
      failed += Dnsperf.number(text, "Non-2xx or 3xx responses: ([0-9]+)");
    }
    return new Wrk(
        Dnsperf.number(text, "([0-9]+) requests in"),
        Dnsperf.number(text, "Requests/sec:\\s+([0-9.]+)"),
        Dnsperf.number(text, "99%\\s+([0-9.]+)") * scale(text),
        failed);
  }

  /** Milliseconds of the unit in which the 99th percentile is printed. */
  private static double scale(String text) {
    String unit = text.replaceAll("(?s).*99%\\s+[0-9.]+([a-z]+).*", "$1");
    return switch (unit) {
      case "us" -> 0.001;
      case "s" -> 1000;
      default -> 1;
    };
  }
}
