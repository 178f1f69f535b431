package io.discovery.examples.byname;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.model.IpFamily;
import io.discovery.proxy.Mode;
import io.discovery.time.Randomness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the command line says. */
@Command(
    name = "by-name",
    mixinStandardHelpOptions = true,
    version = {
      "By Name ${discovery.version:-(unreleased)}",
      "Java ${java.version} (${java.vendor})"
    },
    description = {
      "Boots a Kubernetes manifest in this JVM and makes its Services reachable for any program of",
      "this machine: names in DNS, virtual addresses, node ports. Deployments roll meanwhile.",
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
      names = "--service-cidr",
      paramLabel = "RANGE",
      defaultValue = "127.96.0.0/16",
      converter = Texts.OfCidr.class,
      description = "Where virtual addresses come from, IPv4. Default: ${DEFAULT-VALUE}.")
  Cidr serviceCidr = Cidr.parse("127.96.0.0/16");

  @Option(
      names = "--node-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      converter = Texts.OfIp.class,
      description = "Where node ports and DNS listen. Default: ${DEFAULT-VALUE}.")
  Ip nodeAddress = Ip.parse("127.0.0.1");

  @Option(
      names = "--dns-port",
      paramLabel = "N",
      defaultValue = "1053",
      description = "Port of the name server, UDP and TCP; 0 is any. Default: ${DEFAULT-VALUE}.")
  int dnsPort = 1053;

  @Option(
      names = "--mode",
      paramLabel = "NAME",
      defaultValue = "direct",
      converter = Texts.OfMode.class,
      description = {
        "How the proxy chooses: direct (at random, as iptables does) or userspace (in turn, and",
        "a failed dial moves on to the next Pod). Default: ${DEFAULT-VALUE}."
      })
  Mode mode = Mode.DIRECT;

  @Option(
      names = "--roll-every",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Texts.OfTime.class,
      description =
          "How often a Deployment rolls, the next one each time; 0 is never. "
              + "Default: ${DEFAULT-VALUE}.")
  Duration rollEvery = Duration.ofSeconds(10);

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = Texts.OfTime.class,
      description = "How long a Pod that ends goes on to answer. Default: ${DEFAULT-VALUE}.")
  Duration drain = Duration.ofSeconds(2);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "0",
      description = "How long to serve, at most a day; 0 is until Ctrl-C. Default: 0.")
  int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Number that addresses and the lives of Pods follow from. Default: drawn.")
  long seed = Randomness.threadLocal().nextInt(1_000_000);

  @Option(
      names = "--ports",
      paramLabel = "FILE",
      description = "Writes what listens where, for scripts, once all of it does.")
  @Nullable Path ports;

  @Option(
      names = "--commands",
      description = "Does what standard input says, line by line: roll NAME, crash NAME, end.")
  boolean commands;

  @Spec @Nullable CommandSpec spec;

  /**
   * Checks ranges and files.
   *
   * @throws ParameterException if a value cannot be used
   */
  void check() {
    range("--seconds", seconds, 0, 86_400);
    range("--dns-port", dnsPort, 0, 65_535);
    boolean fits = serviceCidr.family().equals(IpFamily.IPV4) && serviceCidr.prefixLength() <= 28;
    require(fits, "--service-cidr: " + serviceCidr + " (expected: IPv4, /28 or wider)");
    for (Path manifest : manifests) {
      boolean readable = Files.isReadable(manifest);
      require(readable, "--manifest: " + manifest + " (expected: a readable file)");
    }
    Path file = ports;
    if (file != null) {
      Path parent = file.toAbsolutePath().getParent();
      boolean possible = parent != null && Files.isWritable(parent) && !Files.isDirectory(file);
      require(possible, "--ports: " + file + " (expected: a file that can be written)");
    }
  }

  private void range(String option, int value, int low, int high) {
    require(
        value >= low && value <= high,
        option + ": " + value + " (expected: " + low + ".." + high + ")");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
  }
}
