package io.discovery.examples.firstlight;

import io.discovery.time.Randomness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the command line says. */
@Command(
    name = "first-light",
    mixinStandardHelpOptions = true,
    version = {
      "First Light ${discovery.version:-(unreleased)}",
      "Java ${java.version} (${java.vendor})"
    },
    description = {
      "Boots an application's Kubernetes manifest in this JVM, calls its Services over HTTP,",
      "and rolls, crashes and scales its Pods meanwhile. Exit status 1 if one call failed.",
      ""
    },
    usageHelpWidth = 100,
    sortOptions = false)
final class Options {
  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Manifest to boot, YAML or JSON; may be repeated. Default: a shop of our own.")
  List<Path> manifests = new ArrayList<>();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long to call, 2..3600. Default: ${DEFAULT-VALUE}.")
  int seconds = 30;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Calls a second over all clients, 1..10000. Default: ${DEFAULT-VALUE}.")
  int rate = 500;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "12",
      description = "Clients that call at the same time, 1..500. Default: ${DEFAULT-VALUE}.")
  int clients = 12;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Number that decides what happens to whom, and when. Default: drawn.")
  long seed = Randomness.threadLocal().nextInt(1_000_000);

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "kubernetes",
      converter = PolicyName.Converter.class,
      description = "How clients pick: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  PolicyName policy = PolicyName.KUBERNETES;

  @Option(
      names = "--abrupt",
      description = "Pods die without draining, and callers do not try again: calls will fail.")
  boolean abrupt;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON.")
  @Nullable Path json;

  @Spec @Nullable CommandSpec spec;

  Duration length() {
    return Duration.ofSeconds(seconds);
  }

  /**
   * Checks ranges and files.
   *
   * @throws ParameterException if a value cannot be used
   */
  void check() {
    range("--seconds", seconds, 2, 3600);
    range("--rate", rate, 1, 10_000);
    range("--clients", clients, 1, 500);
    for (Path manifest : manifests) {
      require(
          Files.isReadable(manifest), "--manifest: " + manifest + " (expected: a readable file)");
    }
    Path file = json;
    if (file != null) {
      Path parent = file.toAbsolutePath().getParent();
      boolean possible = parent != null && Files.isWritable(parent) && !Files.isDirectory(file);
      require(possible, "--json: " + file + " (expected: a file that can be written)");
    }
  }

  /** Returns the command line that runs this again. */
  String again() {
    StringBuilder line = new StringBuilder("--seed ").append(seed);
    line.append(" --seconds ").append(seconds).append(" --rate ").append(rate);
    line.append(" --clients ").append(clients).append(" --policy ").append(policy);
    manifests.forEach(manifest -> line.append(" --manifest ").append(manifest));
    return line.append(abrupt ? " --abrupt" : "").toString();
  }

  private void range(String option, int value, int low, int high) {
    require(
        value >= low && value <= high,
        option + ": " + value + " (expected: " + low + ".." + high + ")");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
    }
  }
}
