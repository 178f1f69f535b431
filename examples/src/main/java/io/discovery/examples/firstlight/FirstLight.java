package io.discovery.examples.firstlight;

import io.discovery.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The first example: an application's manifest is booted in a fake cluster, clients call its
 * Services by name over HTTP, and meanwhile a Deployment is rolled out, Pods crash, come and go. No
 * call fails.
 *
 * <p>Exit status: 0 if all went well, 1 if a call failed, 2 if the command line or a manifest
 * cannot be used.
 */
public final class FirstLight {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;
  private static final int SECONDS_TO_REPORT = 20;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Supplier<View> views;
  private volatile @Nullable Run run;

  FirstLight(PrintWriter out, PrintWriter err, Supplier<View> views) {
    this.out = out;
    this.err = err;
    this.views = views;
  }

  /**
   * Runs the example, with a live picture if there is a terminal.
   *
   * @param args the options; {@code --help} lists them
   */
  public static void main(String[] args) {
    Charset charset = charset();
    PrintWriter out = new PrintWriter(System.out, true, charset);
    PrintWriter err = new PrintWriter(System.err, true, charset);
    View plain = new PlainView(out, charset.equals(StandardCharsets.UTF_8));
    FirstLight example = new FirstLight(out, err, () -> TerminalView.orElse(plain));
    CountDownLatch reported = new CountDownLatch(1);
    // Ctrl-C: no further calls, and the report of those that were made.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> example.end(reported)));
    int status = example.run(args);
    reported.countDown();
    System.exit(status);
  }

  /** Returns how the output is encoded, which Java says in one way or another since 17. */
  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding"));
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.US_ASCII;
    }
  }

  private void end(CountDownLatch reported) {
    Run running = run;
    if (running != null) {
      running.stop();
    }
    try {
      if (!reported.await(SECONDS_TO_REPORT, TimeUnit.SECONDS)) {
        err.println("first-light: no report within " + SECONDS_TO_REPORT + " s");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the example and returns the exit status. */
  int run(String... args) {
    Options options = new Options();
    CommandLine line = new CommandLine(options).setOut(out).setErr(err);
    try {
      line.parseArgs(args);
      if (CommandLine.printHelpIfRequested(line.getParseResult())) {
        return OK;
      }
      options.check();
      return run(options);
    } catch (ParameterException wrong) {
      err.println("first-light: " + wrong.getMessage());
      err.println("--help lists the options");
    } catch (IllegalArgumentException wrong) {
      err.println("first-light: " + wrong.getMessage());
    } catch (IOException | TimeoutException failed) {
      err.println("first-light: " + failed.getMessage());
      return FAILED;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
    return UNUSABLE;
  }

  private int run(Options options) throws IOException, InterruptedException, TimeoutException {
    Report report;
    View view = views.get();
    try (view) {
      Run running = new Run(options, view, Time.system());
      run = running;
      report = running.run();
    }
    ReportText.print(out, report, view.unicode());
    if (options.json != null) {
      ReportJson.write(options.json, report);
    }
    return report.problems().isEmpty() ? OK : FAILED;
  }
}
