package io.discovery.core;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The source tree of all modules obeys the laws; {@link ImportLawSelfTest} shows that each can
 * fail.
 */
class ImportLawTest {
  /** Everything, but not the root package of a module. */
  static final Set<String> ANY = Set.of("*");

  /** Which module may use which. */
  static final Map<String, Set<String>> MODULES =
      Map.ofEntries(
          entry("api", Set.of()),
          entry("core", Set.of("api")),
          entry("dns", Set.of("api", "core")),
          entry("proxy", Set.of("api", "core")),
          entry("manifest", Set.of("api")),
          entry("testkit", Set.of("api", "core", "manifest")),
          entry("examples", ANY),
          entry("benchmarks", Set.of("api", "core", "dns", "proxy")),
          entry("conformance", ANY));

  /** What every package of core may use, as it may use the language. */
  static final String ANNOTATIONS = "nullness";

  private static final String ROOT = "";

  private static final Set<String> NONE = Set.of();

  /** Which package below io.discovery.core may use which; the root uses all, and none uses it. */
  private static final Map<String, Set<String>> CORE =
      Map.ofEntries(
          entry(ROOT, ANY),
          entry(ANNOTATIONS, NONE),
          entry("store", NONE),
          entry("allocation", NONE),
          entry("admission", Set.of("allocation")),
          entry("controller", Set.of("store")),
          entry("source", NONE),
          entry("cache", NONE),
          entry("dns", NONE),
          entry("view", Set.of("cache")),
          entry("feed", Set.of("cache", "view")),
          entry("balancer", NONE),
          entry("snapshot", Set.of("balancer", "cache", "dns")),
          entry("call", Set.of("balancer")));

  /** Files that read a clock or draw a random number themselves, each with its reason. */
  private static final Set<String> MAY_READ_CLOCKS = Set.of();

  /** Files that start threads, each with its reason. */
  private static final Set<String> MAY_START_THREADS =
      Set.of(
          // Listeners and calls that need a thread, never the loop's.
          "discovery-core/src/main/java/io/discovery/core/Daemons.java",
          // The production driver of the loop.
          "discovery-core/src/main/java/io/discovery/core/LoopThread.java",
          // Waits for the sockets of a name server.
          "integrations/discovery-dns/src/main/java/io/discovery/dns/Poll.java",
          // Looks at files by the wall clock.
          "integrations/discovery-manifest/src/main/java/io/discovery/manifest/ThreadTicker.java",
          // Serves real sockets when a test asks for them.
          "discovery-testkit/src/main/java/io/discovery/testkit/PodNetwork.java");

  /** Files that may be longer than 400 lines, each with its reason. */
  private static final Set<String> MAY_BE_LONG =
      Set.of(
          // One type with the types inside it, as Kubernetes has them, each field with its Javadoc.
          "discovery-api/src/main/java/io/discovery/model/ServiceSpec.java");

  private static final List<SourceFile> SOURCES = read(repositoryRoot());

  @Test
  void findsTheSources() {
    assertThat(SOURCES).extracting(SourceFile::module).contains("api", "core");
  }

  @Test
  void noCycles() {
    assertThat(ImportLaw.cycles(main())).isEmpty();
  }

  @Test
  void modulesUseWhatTheyMayUse() {
    assertThat(ImportLaw.moduleDirection(SOURCES, MODULES)).isEmpty();
  }

  @Test
  void noPackageInTwoModules() {
    assertThat(ImportLaw.splitPackages(SOURCES)).isEmpty();
  }

  @Test
  void packagesOfCoreUseWhatTheyMayUse() {
    assertThat(ImportLaw.packageTable(SOURCES, "io.discovery.core", CORE)).isEmpty();
  }

  @Test
  void packagesOfCoreNeedWhatTheyMayUse() {
    assertThat(ImportLaw.unneeded(SOURCES, "io.discovery.core", CORE)).isEmpty();
  }

  @Test
  void apiNeedsTheJdkAlone() {
    assertThat(ImportLaw.foreignTypesInApi(SOURCES)).isEmpty();
  }

  @Test
  void timeAndChanceComeThroughArguments() {
    assertThat(ImportLaw.clocksAndChance(SOURCES, MAY_READ_CLOCKS)).isEmpty();
  }

  @Test
  void noOrderOfTheDay() {
    assertThat(ImportLaw.hashOrder(SOURCES)).isEmpty();
    assertThat(ImportLaw.walksInHashOrder(SOURCES)).isEmpty();
  }

  @Test
  void threadsHaveOwners() {
    assertThat(ImportLaw.threads(SOURCES, MAY_START_THREADS)).isEmpty();
  }

  @Test
  void nothingUnfinished() {
    assertThat(ImportLaw.unfinished(SOURCES)).isEmpty();
  }

  @Test
  void testsNeitherSleepNorSkip() {
    assertThat(ImportLaw.sleepingOrSkippedTests(SOURCES)).isEmpty();
  }

  @Test
  void filesAreShort() {
    assertThat(ImportLaw.longFiles(SOURCES, 400, 600, MAY_BE_LONG)).isEmpty();
  }

  private static List<SourceFile> main() {
    return SOURCES.stream().filter(SourceFile::isMain).toList();
  }

  private static Path repositoryRoot() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("LICENSE")) && Files.exists(at.resolve("pom.xml"))) {
        return at;
      }
    }
    throw new IllegalStateException("not in the repository: " + Path.of("").toAbsolutePath());
  }

  /** All Java sources of all modules, without build output and hidden directories. */
  private static List<SourceFile> read(Path root) {
    var sources = new ArrayList<SourceFile>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes unused) {
              var name = directory.getFileName().toString();
              var skip = name.equals("target") || name.startsWith(".");
              return skip && !directory.equals(root)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes unused)
                throws IOException {
              var path = root.relativize(file).toString().replace('\\', '/');
              if (path.endsWith(".java") && path.contains("/src/")) {
                sources.add(SourceFile.of(path, Files.readString(file)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }
}
