package io.discovery.examples.firstlight;

import io.discovery.snapshot.EndpointSet;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** One run: boot the application, call its Services, disturb it meanwhile, report. */
final class Run {
  private static final Duration COMPLETION = Duration.ofSeconds(30);

  private final Options options;
  private final View view;
  private final Time time;
  private volatile boolean stopped;

  Run(Options options, View view, Time time) {
    this.options = options;
    this.view = view;
    this.time = time;
  }

  /** Makes no further calls; any thread. */
  void stop() {
    stopped = true;
  }

  /**
   * Runs.
   *
   * @throws IllegalArgumentException if a manifest cannot be used
   * @throws TimeoutException if the application does not start
   */
  Report run() throws InterruptedException, TimeoutException {
    String what = options.manifests.isEmpty() ? "the shop" : options.manifests.toString();
    view.news("booting " + what + ", seed " + options.seed);
    try (Application application = new Application(options)) {
      Targets targets = application.start(time);
      if (targets.callable().isEmpty()) {
        throw new IllegalArgumentException(
            what + ": no Service can be called (expected: a TCP port and an endpoint)");
      }
      view.news(
          String.format(
              "%d Pods ready; %d clients call %d Service ports, %d calls/s for %d s",
              application.cluster.pods().size(),
              options.clients,
              targets.callable().size(),
              options.rate,
              options.seconds));
      return callAndDisturb(application, targets);
    }
  }

  private Report callAndDisturb(Application application, Targets targets)
      throws InterruptedException {
    Tally tally = new Tally(targets.callable(), options.length());
    Attempts attempts = new Attempts();
    Director director = new Director(application, options.seed, time, view::news);
    List<Step> steps =
        Scenario.draw(options.seed, options.length(), application.actors(), application.byHand());
    Report.Ran ran;
    Changes changes;
    try (Transport transport = new Transport(application.cluster.network(), attempts)) {
      Load load =
          Load.start(
              targets.callable(),
              options,
              time,
              number -> new Client(number, options.abrupt, transport, tally, time));
      director.start(steps, load.begin());
      watch(
          load,
          new Camera(application.cluster, tally, time, load.begin(), options.length()),
          director);
      load.join();
      ran = new Report.Ran((time.nanoTime() - load.begin()) / 1e9, stopped);
      changes = director.finish(stopped, COMPLETION);
    }
    Attempts.Sum sum = attempts.sum(application.served, application.cluster.network().served());
    return new Report(
        options, ran, tally, sum, changes, rows(targets, tally), application.passed(targets));
  }

  private void watch(Load load, Camera camera, Director director) throws InterruptedException {
    while (load.running()) {
      if (stopped) {
        load.stop();
      }
      view.show(camera.shot(director.phase()));
      Waiting.until(() -> stopped || !load.running(), time, view.period());
    }
    view.show(camera.shot(director.phase()));
  }

  private static List<Report.Row> rows(Targets targets, Tally tally) {
    return targets.callable().stream().map(target -> row(target, tally)).toList();
  }

  private static Report.Row row(Target target, Tally tally) {
    EndpointSet endpoints = target.handle().endpoints();
    return new Report.Row(
        target.name().toString(),
        target.address(),
        tally.calls(target),
        tally.failed(target),
        endpoints.usableCount());
  }
}
