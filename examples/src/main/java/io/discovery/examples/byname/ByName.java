package io.discovery.examples.byname;

import io.discovery.time.Time;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The second example: a manifest is booted in a fake cluster, and any program of this machine
 * reaches its Services, by name and by address, while Deployments roll.
 *
 * <p>Exit status: 0 if all went well, 1 if the application did not start, 2 if the command line or
 * a manifest cannot be used.
 */
public final class ByName {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;
  private static final int SECONDS_TO_END = 20;

  private final PrintWriter out;
  private final PrintWriter err;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  ByName(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Serves until Ctrl-C, or for as long as the options say.
   *
   * @param args the options; {@code --help} lists them
   */
  public static void main(String[] args) {
    ByName example =
        new ByName(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    Runtime.getRuntime().addShutdownHook(new Thread(example::end));
    int status = example.run(args);
    System.exit(status);
  }

  /** Asks the example to end, and waits until it has. */
  void end() {
    asked.countDown();
    try {
      if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
        err.println("by-name: not ended within " + SECONDS_TO_END + " s");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the example and returns the exit status. */
  int run(String... args) {
    try {
      return checked(args);
    } catch (ParameterException wrong) {
      err.println("by-name: " + wrong.getMessage());
      err.println("--help lists the options");
      return UNUSABLE;
    } catch (IllegalArgumentException wrong) {
      err.println("by-name: " + wrong.getMessage());
      return UNUSABLE;
    } catch (IOException | UncheckedIOException | TimeoutException | IllegalStateException failed) {
      err.println("by-name: " + failed.getMessage());
      return FAILED;
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      return FAILED;
    } finally {
      ended.countDown();
    }
  }

  private int checked(String... args) throws IOException, InterruptedException, TimeoutException {
    Options options = new Options();
    CommandLine line = new CommandLine(options).setOut(out).setErr(err);
    line.parseArgs(args);
    if (CommandLine.printHelpIfRequested(line.getParseResult())) {
      return OK;
    }
    options.check();
    try (Application application = new Application(options)) {
      serve(application, options);
    }
    out.println("ended; nothing listens any more");
    return OK;
  }

  private void serve(Application application, Options options)
      throws IOException, InterruptedException {
    List<Entry> entries = application.entries();
    Welcome.print(out, application, entries, options);
    long begin = Time.system().nanoTime();
    try (Rolls rolls = new Rolls(application.cluster, text -> news(begin, text))) {
      if (options.commands) {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new Commands(rolls, asked::countDown, text -> news(begin, text)).follow(lines);
      }
      if (!options.rollEvery.isZero()) {
        rolls.every(options.rollEvery);
      }
      if (options.ports != null) {
        PortsFile.write(
            options.ports, PortsFile.lines(entries, Application.ZONE, application.dns()));
      }
      if (options.seconds == 0) {
        asked.await();
      } else if (!asked.await(options.seconds, TimeUnit.SECONDS)) {
        news(begin, options.seconds + " s are over");
      }
    }
  }

  private void news(long begin, String text) {
    Duration since = Duration.ofNanos(Time.system().nanoTime() - begin);
    out.printf("%8.3f s  %s%n", since.toMillis() / 1e3, text);
  }
}
