package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.manifest.Ignored;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Attempts.Sum EXPLAINED = new Attempts.Sum(101, 100, 1, 0, 0, 0, 100);

  @Test
  void aGoodRunHasNoProblems() {
    assertThat(ReportSample.good().problems()).isEmpty();
    assertThat(text(ReportSample.good(), true))
        .contains(
            "100 calls in 30.0 s", "0 failed", "101 = 100 served by Pods + 1 refused + 0 lost")
        .contains("cart:1 -> cart:2, 3 of 3 Pods replaced", "v1 Pod spec.x (2 times)")
        .contains("█", "OK.", "--seed 7 ");
  }

  @Test
  void oneFailedCallIsAProblemWithItsCause() {
    Report report = ReportSample.of(1, EXPLAINED, List.of());
    assertThat(report.problems()).containsExactly("1 of 101 calls failed");
    assertThat(text(report, true)).contains("ConnectException", "refused \"there\"", "FAILED.");
  }

  @Test
  void attemptsThatDoNotAddUpAreAProblem() {
    Report report = ReportSample.of(0, new Attempts.Sum(101, 100, 1, 0, 0, 0, 99), List.of());
    assertThat(report.problems()).singleElement().asString().contains("do not add up");
  }

  @Test
  void whatDidNotHappenIsAProblem() {
    Report report = ReportSample.of(0, EXPLAINED, List.of("roll out shop/cart: not complete"));
    assertThat(report.problems()).containsExactly("roll out shop/cart: not complete");
  }

  @Test
  void aPickOfTheWrongEndpointIsAProblem() {
    Report report = ReportSample.good();
    report.tally().wronglyPicked("10.244.0.1:80 was terminating");
    assertThat(report.problems()).singleElement().asString().contains("was terminating");
  }

  @Test
  void withoutUnicodeEveryCharacterIsAscii() {
    String text = text(ReportSample.of(1, EXPLAINED, List.of()), false);
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).as(text).isTrue();
  }

  @Test
  void jsonHasTheFieldsThatAreDocumented(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.json");
    ReportJson.write(file, ReportSample.of(1, EXPLAINED, List.of()));
    assertThat(Files.readString(file))
        .contains("\"calls\" : 101", "\"failed\" : 1", "\"attempts\" : 101")
        .contains("\"servedByPods\" : 100", "\"podsReplaced\" : 3", "\"crashes\" : 1")
        .contains("\"scaleUps\" : 2", "\"scaleDowns\" : 3", "\"readinessFlips\" : 4")
        .contains("\"picksOfUnusable\" : 0", "\"services\" : 2", "\"shop/cart\" : 101")
        .contains("\"ignored\" : [", "\"p50\" : 2.0", "\"p99\" : 2.0", "\"max\" : 2.0")
        .contains("refused \\\"there\\\"");
  }

  @Test
  void whatWasIgnoredIsGroupedByKindAndField() {
    List<Ignored> ignored =
        List.of(
            new Ignored("a:1:1", "v1 ConfigMap", "default/a", ""),
            new Ignored("a:2:1", "v1 ConfigMap", "default/b", ""),
            new Ignored("a:3:1", "apps/v1 Deployment", "default/a", "spec.containers[0].x"),
            new Ignored("a:4:1", "apps/v1 Deployment", "default/b", "spec.containers[12].x"));
    assertThat(IgnoredPart.group(ignored))
        .containsExactly(
            new IgnoredPart("apps/v1 Deployment", "spec.containers[].x", 2),
            new IgnoredPart("v1 ConfigMap", "", 2));
  }

  private static String text(Report report, boolean unicode) {
    StringWriter text = new StringWriter();
    ReportText.print(new PrintWriter(text), report, unicode);
    return text.toString();
  }
}
