package io.discovery.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs one suite and prints its table; the figures are also written as JSON.
 *
 * <p>Arguments: the suite's name in small letters, where to write, {@code true} for the long form,
 * then arguments of JMH (for suites that use it), which go before all else: {@code -f 5}, {@code
 * -prof gc}, or a part of the name of a benchmark to run only that.
 */
public final class Benchmarks {
  private static final int LONG_FORKS = 5;
  private static final int LONG_ITERATIONS = 10;
  private static final int SECONDS = 5;
  private static final int LONG_SECONDS = 30;

  private Benchmarks() {}

  /** Runs a suite. */
  public static void main(String[] args)
      throws RunnerException, CommandLineOptionException, IOException {
    Suite suite = Suite.valueOf(args[0].toUpperCase(Locale.ROOT));
    Path out = Files.createDirectories(Path.of(args[1]));
    boolean full = Boolean.parseBoolean(args[2]);
    String[] jmh = Arrays.copyOfRange(args, 3, args.length);
    String file = out.resolve("bench-" + args[0]).toString();
    Trial trial = suite.trial();
    List<Row> rows =
        trial != null
            ? trial.run(out, full ? LONG_SECONDS : SECONDS)
            : new Report(run(suite, file, full, new CommandLineOptions(jmh))).rows(suite);
    Files.writeString(Path.of(file + ".json"), Report.json(rows));
    System.out.println((trial != null ? cores() : machine()) + "\n\n" + Report.markdown(rows));
    String iterations = trial != null ? "" : "iterations: " + file + ".jmh.json, ";
    System.out.println(iterations + "log: " + file + ".log");
  }

  private static String cores() {
    String which = Program.pins() ? "server on core 0, load on core 1" : "cores not pinned";
    return "Java %s, %s; median and spread of the rounds".formatted(Runtime.version(), which);
  }

  private static Collection<RunResult> run(
      Suite suite, String file, boolean full, CommandLineOptions given) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(given)
            .shouldFailOnError(true)
            .output(file + ".log")
            .resultFormat(ResultFormatType.JSON)
            .result(file + ".jmh.json");
    if (given.getIncludes().isEmpty()) {
      suite.measures().stream()
          .map(Measure::className)
          .distinct()
          .forEach(name -> options.include("\\." + name + "\\."));
    }
    if (full) {
      lengthen(options, given);
    }
    return new Runner(options.build()).run();
  }

  private static void lengthen(ChainedOptionsBuilder options, CommandLineOptions given) {
    if (!given.getForkCount().hasValue()) {
      options.forks(LONG_FORKS);
    }
    if (!given.getMeasurementIterations().hasValue()) {
      options.measurementIterations(LONG_ITERATIONS);
    }
    if (!given.getMeasurementTime().hasValue()) {
      options.measurementTime(TimeValue.seconds(1));
    }
  }

  private static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return "Java %s, %d processors, %d MB heap; median and spread of the iterations of all forks"
        .formatted(Runtime.version(), runtime.availableProcessors(), runtime.maxMemory() >> 20);
  }
}
