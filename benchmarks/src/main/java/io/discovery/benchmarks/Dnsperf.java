package io.discovery.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of {@code dnsperf}.
 *
 * @param answers how many came back
 * @param perSecond how many a second
 * @param lost how many did not come back
 * @param latencies of each question in milliseconds; empty unless asked for
 */
record Dnsperf(double answers, double perSecond, double lost, List<Double> latencies) {
  private static final Pattern ANSWERED =
      Pattern.compile("> (?:NOERROR|NXDOMAIN) \\S+ \\S+ ([0-9.]+)");

  /** Asks as much as is answered. */
  static Dnsperf flood(Path log, Path questions, int port, int seconds) throws IOException {
    return run(log, questions, port, seconds, "-q", "100");
  }

  /** Asks so many questions a second, and notes how long each one took. */
  static Dnsperf paced(Path log, Path questions, int port, int seconds, int rate)
      throws IOException {
    return run(log, questions, port, seconds, "-v", "-Q", Integer.toString(rate));
  }

  private static Dnsperf run(Path log, Path questions, int port, int seconds, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("dnsperf", "-s", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-d", questions.toString(), "-l", Integer.toString(seconds)));
    command.addAll(List.of("-c", "10", "-T", "1", "-t", "1"));
    command.addAll(Arrays.asList(options));
    try (Program dnsperf = Program.start(log, Program.LOAD_CORE, command)) {
      return parse(dnsperf.output());
    }
  }

  private static Dnsperf parse(List<String> lines) throws IOException {
    List<Double> latencies = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = ANSWERED.matcher(line);
      if (matcher.lookingAt()) {
        latencies.add(Double.parseDouble(matcher.group(1)) * 1000);
      }
    }
    String text = String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    return new Dnsperf(
        number(text, "Queries completed:\\s+([0-9]+)"),
        number(text, "Queries per second:\\s+([0-9.]+)"),
        number(text, "Queries lost:\\s+([0-9]+)"),
        latencies);
  }

  /** Returns a number that a program printed. */
  static double number(String text, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in:\n" + text);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
