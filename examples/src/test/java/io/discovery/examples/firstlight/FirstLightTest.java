package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, short ones, in this JVM. */
class FirstLightTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void noCallFailsAndNothingIsLeft() throws Exception {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    Set<String> sockets = sockets();

    Path json = folder.resolve("report.json");
    int status = run("--seconds", "3", "--rate", "200", "--seed", "7", "--json", json.toString());

    assertThat(status).as("%s%s", out, err).isZero();
    assertThat(Files.readString(json))
        .contains("\"failed\" : 0", "\"picksOfUnusable\" : 0", "\"attemptsExplained\" : true")
        .contains("\"problems\" : [ ]");
    assertThat(out.toString()).contains("shop/cart", "ConfigMap", "OK.");
    Set<Thread> left = Thread.getAllStackTraces().keySet();
    left.removeAll(threads);
    for (Thread thread : left) {
      awaitEnd(thread);
    }
    assertThat(sockets()).isSubsetOf(sockets);
  }

  /** The HTTP client of Java 17 ends its thread once the client is garbage. */
  private static void awaitEnd(Thread thread) throws InterruptedException {
    long rounds = DEADLINE.toMillis() / 100;
    for (long i = 0; i < rounds && thread.isAlive(); i++) {
      System.gc();
      thread.join(100);
    }
    assertThat(thread.isAlive()).as("thread %s is left", thread).isFalse();
  }

  /** Open sockets of this process, where the system tells. */
  private static Set<String> sockets() throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files
          .map(FirstLightTest::target)
          .filter(target -> target.startsWith("socket:"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  @Test
  void withoutDrainingAndRetriesCallsFail() {
    int status = run("--seconds", "3", "--rate", "300", "--seed", "7", "--abrupt");
    assertThat(status).as("%s%s", out, err).isEqualTo(1);
    assertThat(out.toString()).contains("calls failed", "FAILED.");
  }

  @Test
  void anApplicationWithoutCallableServicesCannotBeUsed() throws Exception {
    Path file = folder.resolve("empty.yaml");
    Files.writeString(file, "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
    assertThat(run("--manifest", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("empty.yaml", "no Service can be called");
  }

  private int run(String... args) {
    PrintWriter print = new PrintWriter(out, true);
    return new FirstLight(print, new PrintWriter(err, true), () -> new PlainView(print, true))
        .run(args);
  }
}
