package io.discovery.examples.firstlight;

import io.discovery.ServiceHandle;
import io.discovery.snapshot.ServicePortName;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;

/** A report as a run makes it. */
final class ReportSample {
  /** Nobody calls it. */
  private static final ServiceHandle NO_HANDLE =
      (ServiceHandle)
          Proxy.newProxyInstance(
              ServiceHandle.class.getClassLoader(),
              new Class<?>[] {ServiceHandle.class},
              (proxy, method, args) ->
                  switch (method.getName()) {
                    case "hashCode" -> 0;
                    case "equals" -> proxy == args[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  private ReportSample() {}

  static Target target(String name) {
    return new Target(ServicePortName.parse(name), NO_HANDLE, "10.96.0.1:80", false);
  }

  static Report good() {
    return of(0, new Attempts.Sum(101, 100, 1, 0, 0, 0, 100), List.of());
  }

  static Report of(int failed, Attempts.Sum sum, List<String> undone) {
    Target cart = target("shop/cart:http");
    Tally tally = new Tally(List.of(cart), Duration.ofSeconds(30));
    for (int i = 0; i < 100; i++) {
      String version = i < 50 ? "r/cart:1" : "r/cart:2";
      tally.succeeded(cart, version);
      tally.timeline.record("shop/cart", version, i * 300_000_000L);
      tally.latencies.record(2_000_000);
    }
    for (int i = 0; i < failed; i++) {
      tally.failed(cart, new ConnectException("refused \"there\""));
      tally.timeline.record("shop/cart", Timeline.FAILED, 0);
    }
    Changes changes =
        new Changes(
            List.of(new Step(Duration.ofSeconds(15), Step.Verb.ROLL_OUT, "shop/cart", 0)),
            List.of(new Changes.Rolled("shop/cart", "shop/cart", "r/cart:1", "r/cart:2", 3, 3)),
            1,
            2,
            3,
            4,
            5,
            undone);
    Options options = new Options();
    options.seed = 7;
    Report.Row row =
        new Report.Row("shop/cart:http", "10.96.0.1:80", tally.calls(cart), tally.failed(cart), 3);
    Report.Passed passed =
        new Report.Passed(
            2,
            List.of("shop/mail: stands for the name smtp.example.net"),
            List.of(new IgnoredPart("v1 ConfigMap", "", 1), new IgnoredPart("v1 Pod", "spec.x", 2)),
            List.of());
    return new Report(
        options, new Report.Ran(30, false), tally, sum, changes, List.of(row), passed);
  }
}
