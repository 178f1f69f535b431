package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each law finds what it is there to find, and says where. */
class ImportLawSelfTest {
  private static final Map<String, Set<String>> TABLE =
      Map.of("", ImportLawTest.ANY, "view", Set.of("cache"), "cache", ImportLawTest.ANY);

  @Test
  void twoPackagesThatNeedEachOther() {
    var view = core("view", "import io.discovery.core.cache.Cache;", "class View {}");
    var cache = core("cache", "class Cache { io.discovery.core.view.View view; }");

    assertThat(ImportLaw.cycles(List.of(view, cache)))
        .containsExactlyInAnyOrder(
            "discovery-core/src/main/java/io/discovery/core/view/A.java:2: cycle of packages: "
                + "io.discovery.core.view -> io.discovery.core.cache -> io.discovery.core.view",
            "discovery-core/src/main/java/io/discovery/core/cache/A.java:2: cycle of packages: "
                + "io.discovery.core.cache -> io.discovery.core.view -> io.discovery.core.cache");
    assertThat(ImportLaw.cycles(List.of(view))).isEmpty();
  }

  @Test
  void aCycleOfThree() {
    var sources =
        List.of(
            core("view", "import io.discovery.core.cache.Cache;"),
            core("cache", "import static io.discovery.core.store.Store.open;"),
            core("store", "import io.discovery.core.view.*;"));

    assertThat(ImportLaw.cycles(sources)).hasSize(3);
  }

  @Test
  void aMentionInACommentIsNoEdge() {
    var view =
        core("view", "// io.discovery.core.cache.Cache", "import io.discovery.core.cache.C;");
    var cache = core("cache", "/** {@link io.discovery.core.view.View} */", "class Cache {}");

    assertThat(ImportLaw.cycles(List.of(view, cache))).isEmpty();
  }

  @Test
  void aModuleThatKnowsTooMuch() {
    var manifest = "integrations/discovery-manifest/src/main/java/io/discovery/manifest/A.java";
    var sources =
        List.of(
            source(
                manifest,
                "package io.discovery.manifest;",
                "import io.discovery.core.Discovery;",
                "import io.discovery.model.Pod;"),
            source("discovery-else/src/main/java/A.java", "class A {}"));

    assertThat(ImportLaw.moduleDirection(sources, ImportLawTest.MODULES))
        .containsExactlyInAnyOrder(
            manifest + ":2: module manifest must not use module core",
            "discovery-else/src/main/java/A.java:1: module else is not in the table");
  }

  @Test
  void aPackageInTwoModules() {
    var api = source("discovery-api/src/main/java/A.java", "package io.discovery.core;");

    assertThat(ImportLaw.splitPackages(List.of(core("", "class B {}"), api)))
        .containsExactly("discovery-api/src/main/java/A.java:1: package is also in module core");
  }

  @Test
  void anEdgeThatIsNotInTheTable() {
    var sources =
        List.of(
            core("view", "import io.discovery.core.cache.Cache;"),
            core("cache", "import io.discovery.core.view.View;"),
            core("view", "import io.discovery.core.store.Store;"),
            core("cache", "import io.discovery.core.Discovery;"),
            core("news", "class News {}"));

    assertThat(ImportLaw.packageTable(sources, "io.discovery.core", TABLE))
        .map(place -> place.substring(place.lastIndexOf('/') + 1))
        .containsExactlyInAnyOrder(
            "A.java:2: io.discovery.core.view must not use io.discovery.core.store",
            "A.java:2: io.discovery.core.cache must not use io.discovery.core",
            "A.java:1: package io.discovery.core.news is not in the table");
  }

  @Test
  void anEdgeThatIsInTheTableAlone() {
    var root = core("", "import io.discovery.core.view.View;");
    var view = core("view", "import io.discovery.core.cache.Cache;");

    assertThat(ImportLaw.unneeded(List.of(root, core("view")), "io.discovery.core", TABLE))
        .containsExactly(
            "io.discovery.core.cache is in the table alone",
            "io.discovery.core.view may use cache and does not");
    assertThat(ImportLaw.unneeded(List.of(root, view, core("cache")), "io.discovery.core", TABLE))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import com.google.common.collect.ImmutableList;",
        "import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;",
        "import javax.naming.Context;"
      })
  void aForeignTypeInTheApi(String line) {
    var path = "discovery-api/src/main/java/io/discovery/A.java";
    var source = source(path, "package io.discovery;", "import java.util.List;", line);

    assertThat(ImportLaw.foreignTypesInApi(List.of(source)))
        .singleElement()
        .asString()
        .startsWith(path + ":3: the api must not import ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "long now = System.nanoTime();",
        "LongSupplier now = System::nanoTime;",
        "long now = System.currentTimeMillis();",
        "Thread.sleep(1);",
        "int i = ThreadLocalRandom.current().nextInt();",
        "var random = new Random(42);",
        "var random = new SecureRandom();",
        "double d = Math.random();",
        "var now = Instant.now();",
        "var id = UUID.randomUUID();",
        "var clock = Clock.systemUTC();"
      })
  void aClockOrChance(String line) {
    var source = core("view", line);

    assertThat(ImportLaw.clocksAndChance(List.of(source), Set.of()))
        .singleElement()
        .asString()
        .startsWith(source.path() + ":2: ");
    assertThat(ImportLaw.clocksAndChance(List.of(source), Set.of(source.path()))).isEmpty();
  }

  @Test
  void clocksAreForTheTimePackage() {
    var time =
        source(
            "discovery-api/src/main/java/io/discovery/time/SystemTime.java",
            "package io.discovery.time;",
            "long now = System.nanoTime();");

    assertThat(ImportLaw.clocksAndChance(List.of(time), Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var copy = Set.copyOf(names);",
        "var copy = java.util.Map.copyOf(names);",
        "Function<Set<A>, Set<A>> copy = Set::copyOf;",
        "var seen = new IdentityHashMap<String, String>();",
        "var set = stream.collect(Collectors.toSet());",
        "var set = stream.collect(toUnmodifiableSet());",
        "var map = stream.collect(Collectors.toUnmodifiableMap(a, b));"
      })
  void anOrderThatDiffersFromRunToRun(String line) {
    var source = core("view", line);

    assertThat(ImportLaw.hashOrder(List.of(source)))
        .singleElement()
        .asString()
        .startsWith(source.path() + ":2: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var copy = ImmutableSet.copyOf(names);",
        "var copy = List.copyOf(names);",
        "String s = \"Set.copyOf(\\\"a\\\")\"; // Set.copyOf(names)",
        "char c = '\"'; /* Set.copyOf(names) */ char d = '\\'';"
      })
  void anOrderThatStays(String line) {
    assertThat(ImportLaw.hashOrder(List.of(core("view", line)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (var kind : Set.of(A, B)) {",
        "Set.of(a(), b()).forEach(this::add);",
        "Map.of(a, b).entrySet();",
        "for (var kind : KINDS) {",
        "KINDS.stream().toList();",
        "RULES.values().forEach(this::apply);",
        "out.addAll(KINDS);",
        "String.join(s, KINDS);",
        "return List.copyOf(KINDS);"
      })
  void aWalkInAnOrderThatDiffersFromRunToRun(String line) {
    var source =
        core(
            "view",
            "Set<A> KINDS =",
            "  Set.of(",
            " A, B);",
            "Map<A, B> RULES = Map.of(A, B);",
            line);

    assertThat(ImportLaw.walksInHashOrder(List.of(source)))
        .singleElement()
        .asString()
        .startsWith(source.path() + ":6: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (KINDS.contains(kind)) {",
        "for (var a : EnumSet.of(A, B)) {",
        "for (var a : List.of(A, B)) {",
        "OTHER_KINDS.stream();",
        "return before == null ? Set.of() : KINDS;",
        "check(before, KINDS);"
      })
  void aLookUpIsNoWalk(String line) {
    var source = core("view", "Set<A> KINDS = Set.of(A, B);", line);

    assertThat(ImportLaw.walksInHashOrder(List.of(source))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Thread(task).start();",
        "ThreadFactory threads = Thread::new;",
        "class Ticker extends Thread {",
        "Thread.startVirtualThread(task);",
        "var executor = Executors.newCachedThreadPool();",
        "new ScheduledThreadPoolExecutor(1);",
        "var timer = new Timer();",
        "future.orTimeout(1, SECONDS);",
        "CompletableFuture.delayedExecutor(1, SECONDS);",
        "names.parallelStream();"
      })
  void aThreadThatNobodyOwns(String line) {
    var source = core("view", line);

    assertThat(ImportLaw.threads(List.of(source), Set.of()))
        .singleElement()
        .asString()
        .startsWith(source.path() + ":2: ");
    assertThat(ImportLaw.threads(List.of(source), Set.of(source.path()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"// TODO later", "/* FIXME */ class A {}"})
  void somethingUnfinished(String line) {
    var source = core("view", line);

    assertThat(ImportLaw.unfinished(List.of(source)))
        .singleElement()
        .asString()
        .startsWith(source.path() + ":2: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Thread.sleep(10);", "@Disabled", "@DisabledOnOs(WINDOWS)", "SECONDS.sleep(1);"})
  void aTestThatSleepsOrIsSkipped(String line) {
    var source = source("discovery-core/src/test/java/io/discovery/core/ATest.java", line);

    assertThat(ImportLaw.sleepingOrSkippedTests(List.of(source)))
        .singleElement()
        .asString()
        .startsWith(source.path() + ":1: ");
  }

  @Test
  void aLongFile() {
    var source = core("view", "class A {", "", "}");

    assertThat(ImportLaw.longFiles(List.of(source), 3, 9, Set.of()))
        .containsExactly(source.path() + ":4: the file is too long");
    assertThat(ImportLaw.longFiles(List.of(source), 4, 0, Set.of())).isEmpty();
    assertThat(ImportLaw.longFiles(List.of(source), 3, 9, Set.of(source.path()))).isEmpty();
  }

  @Test
  void textBlocksAreNoCode() {
    var source =
        core("view", "String s = \"\"\"", "  Set.copyOf(\"a\")", "  \"\"\";", "Set.copyOf(b);");

    assertThat(ImportLaw.hashOrder(List.of(source)))
        .singleElement()
        .asString()
        .startsWith(source.path() + ":5: ");
  }

  @Test
  void longTextsAreRead() {
    var text = "String s = \"\"\"\n" + "a \\n b\n".repeat(20_000) + "\"\"\";\nSet.copyOf(b);";

    assertThat(ImportLaw.hashOrder(List.of(core("view", text)))).hasSize(1);
  }

  private static SourceFile core(String name, String... lines) {
    var directory = name.isEmpty() ? "" : name + "/";
    var statement = "package io.discovery.core" + (name.isEmpty() ? "" : "." + name) + ";";
    var text = new String[lines.length + 1];
    text[0] = statement;
    System.arraycopy(lines, 0, text, 1, lines.length);
    return source("discovery-core/src/main/java/io/discovery/core/" + directory + "A.java", text);
  }

  private static SourceFile source(String path, String... lines) {
    return SourceFile.of(path, String.join("\n", Arrays.asList(lines)));
  }
}
