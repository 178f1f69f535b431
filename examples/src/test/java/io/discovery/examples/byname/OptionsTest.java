package io.discovery.examples.byname;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.proxy.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OptionsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static Options parse(String... args) {
    Options options = new Options();
    new CommandLine(options).parseArgs(args);
    options.check();
    return options;
  }

  private int run(String... args) {
    return new ByName(new PrintWriter(out, true), new PrintWriter(err, true)).run(args);
  }

  @ParameterizedTest
  @CsvSource({"10s, PT10S", "500ms, PT0.5S", "2m, PT2M", "7, PT7S", "0, PT0S"})
  void timesHaveUnits(String text, Duration time) {
    assertThat(parse("--roll-every", text).rollEvery).isEqualTo(time);
  }

  @Test
  void modesAreNamedAsInTheHelp() {
    assertThat(parse().mode).isEqualTo(Mode.DIRECT);
    assertThat(parse("--mode", "userspace").mode).isEqualTo(Mode.USERSPACE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seconds -1 | --seconds: -1 (expected: 0..86400)",
        "--dns-port 65536 | --dns-port: 65536 (expected: 0..65535)",
        "--roll-every soon | 'soon' (expected: a time such as 10s, 500ms or 2m)",
        "--drain 86401s | '86401s' (expected: a day at most)",
        "--mode ipvs | 'ipvs' (expected: direct or userspace)",
        "--node-address localhost | 'localhost' (expected: an address such as 127.0.0.1)",
        "--service-cidr 127.96.0.1/16 | '127.96.0.1/16' (expected: a range",
        "--service-cidr fd00::/112 | --service-cidr: fd00::/112 (expected: IPv4, /28 or wider)",
        "--manifest none.yaml | --manifest: none.yaml (expected: a readable file)",
        "--ports none/ports | --ports: none/ports (expected: a file that can be written)",
        "extra | Unmatched argument at index 0: 'extra'",
      })
  void whatCannotBeUsedIsNamed(String args, String message) {
    assertThat(run(args.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("--help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theHelpFitsTheWidth() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().lines())
        .allMatch(line -> line.length() <= 100)
        .hasSizeGreaterThan(12);
  }

  @Test
  void aFolderIsNoFileToWrite(@TempDir Path folder) {
    assertThat(run("--ports", folder.toString())).isEqualTo(2);
  }
}
