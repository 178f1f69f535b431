package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OptionsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void byDefaultThereAreEnoughCallsInLittleTime() {
    Options options = parse();
    assertThat(options.seconds).isLessThanOrEqualTo(40);
    assertThat(options.seconds * options.rate).isGreaterThanOrEqualTo(10_000);
  }

  @Test
  void policiesAreNamedAsInTheHelp() {
    assertThat(parse("--policy", "round-robin").policy).isEqualTo(PolicyName.ROUND_ROBIN);
    assertThat(parse("--policy=random").policy).isEqualTo(PolicyName.RANDOM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seconds 0 | --seconds: 0 (expected: 2..3600)",
        "--rate 0 | --rate: 0 (expected: 1..10000)",
        "--rate x | 'x' is not an int",
        "--clients 501 | --clients: 501 (expected: 1..500)",
        "--policy best | expected: one of [kubernetes, random, round-robin]",
        "--manifest none.yaml | --manifest: none.yaml (expected: a readable file)",
        "--json none/report.json | --json: none/report.json (expected: a file that can be written)",
        "--sevens | Unknown option: '--sevens'",
        "extra | Unmatched argument at index 0: 'extra'",
      })
  void whatCannotBeUsedIsNamed(String args, String message) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("--help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aManifestThatIsNoneIsRefusedWithItsPlace(@TempDir Path folder) throws Exception {
    Path file = java.nio.file.Files.writeString(folder.resolve("bad.yaml"), "kind: [Service\n");
    assertThat(run("--manifest", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("bad.yaml:");
  }

  @Test
  void helpListsEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--manifest", "--seconds", "--rate", "--clients", "--seed", "--policy")
        .contains("--abrupt", "--json", "kubernetes, random, round-robin");
  }

  @Test
  void versionIsSaid() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("First Light ").contains("Java ");
  }

  @Test
  void theLineThatRunsItAgainIsUnderstood() {
    Options options = parse("--seed", "7", "--seconds", "3", "--abrupt", "--policy", "random");
    Options again = parse(options.again().split(" "));
    assertThat(again.again()).isEqualTo(options.again());
    assertThat(again.seed).isEqualTo(7);
    assertThat(again.abrupt).isTrue();
  }

  private static Options parse(String... args) {
    Options options = new Options();
    new CommandLine(options).parseArgs(args);
    options.check();
    return options;
  }

  private int run(String... args) {
    PrintWriter print = new PrintWriter(out, true);
    return new FirstLight(print, new PrintWriter(err, true), () -> new PlainView(print, true))
        .run(args);
  }
}
