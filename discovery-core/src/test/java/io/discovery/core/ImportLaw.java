package io.discovery.core;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules that the source tree obeys; each returns the places that break it. */
final class ImportLaw {
  private static final Pattern OWN_TYPE =
      Pattern.compile("\\b(io\\.discovery(?:\\.[a-z]\\w*)*)\\b(?=\\.[A-Z*])");
  private static final Pattern IMPORT = Pattern.compile("^import\\s+(?:static\\s+)?([\\w.]+)");
  private static final Pattern API_MAY_IMPORT =
      Pattern.compile("(java|org\\.jspecify|io\\.discovery)\\..*");

  private static final Pattern CLOCK_THREAD_OR_CHANCE =
      Pattern.compile(
          "\\bSystem\\s*(?:\\.|::)\\s*(?:nanoTime|currentTimeMillis)\\b"
              + "|\\bThread\\s*(?:\\.|::)\\s*sleep\\b"
              + "|\\bThreadLocalRandom\\b|\\bSecureRandom\\b|\\bnew\\s+Random\\s*\\("
              + "|\\bMath\\s*(?:\\.|::)\\s*random\\b"
              + "|\\b(?:Instant|LocalDateTime|OffsetDateTime|ZonedDateTime)\\s*(?:\\.|::)\\s*now\\b"
              + "|\\bUUID\\s*(?:\\.|::)\\s*randomUUID\\b"
              + "|\\bClock\\s*(?:\\.|::)\\s*(?:system|tick)\\w*");
  private static final Pattern HASH_ORDER =
      Pattern.compile(
          "\\b(?:Set|Map)\\s*(?:\\.|::)\\s*copyOf\\b|\\bIdentityHashMap\\b|\\bidentityHashCode\\b"
              + "|\\btoSet\\s*\\(|\\btoUnmodifiableSet\\s*\\(|\\btoUnmodifiableMap\\s*\\(");
  private static final String FIXED =
      "(?<![.\\w])(?:Set|Map)\\s*\\.\\s*(?:of|ofEntries)\\s*\\((?!\\s*\\))";
  private static final Pattern NAMED_FIXED = Pattern.compile("(\\w+)\\s*=\\s*" + FIXED);
  private static final String WALK =
      "\\s*\\.\\s*(?:stream|forEach|iterator|toArray|entrySet|keySet|values|toString)\\b";
  private static final Pattern THREAD =
      Pattern.compile(
          "\\bnew\\s+Thread\\b|\\bThread\\s*::\\s*new\\b|\\bextends\\s+Thread\\b"
              + "|\\bThread\\s*\\.\\s*(?:ofVirtual|ofPlatform|startVirtualThread)\\b"
              + "|\\bExecutors\\s*(?:\\.|::)|\\bnew\\s+\\w*ThreadPoolExecutor\\b"
              + "|\\bForkJoinPool\\b|\\bnew\\s+(?:java\\.util\\.)?Timer\\s*\\("
              + "|\\bdelayedExecutor\\b|\\borTimeout\\b|\\bcompleteOnTimeout\\b"
              + "|\\bparallelStream\\b|\\.\\s*parallel\\s*\\(");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b");
  private static final Pattern SLEEP_OR_SKIP =
      Pattern.compile("\\bThread\\s*(?:\\.|::)\\s*sleep\\b|@Disabled\\w*|\\bSECONDS\\.sleep\\b");

  /** Modules whose time and chance come through arguments alone. */
  private static final Set<String> REPLAYABLE = Set.of("api", "core", "testkit", "manifest");

  private ImportLaw() {}

  /** Packages of one module that need each other, directly or around a corner. */
  static List<String> cycles(List<SourceFile> sources) {
    var edges = new TreeMap<String, Map<String, Found>>();
    for (var edge : packageEdges(sources)) {
      var from = edge.file().packageName();
      if (moduleOf(edge.text()).equals(edge.file().module())) {
        edges.computeIfAbsent(from, p -> new TreeMap<>()).putIfAbsent(edge.text(), edge);
      }
    }
    var broken = new ArrayList<String>();
    edges.forEach(
        (from, targets) ->
            targets.forEach(
                (to, place) -> {
                  var back = path(edges, to, from);
                  if (!back.isEmpty()) {
                    var way = back.stream().collect(joining(" -> "));
                    broken.add(place.says("cycle of packages: " + from + " -> " + way));
                  }
                }));
    return broken;
  }

  /** The shortest way between two packages; empty if there is none. */
  private static List<String> path(Map<String, Map<String, Found>> edges, String from, String to) {
    var ways = new ArrayDeque<List<String>>(List.of(List.of(from)));
    var seen = new TreeSet<String>(Set.of(from));
    while (!ways.isEmpty()) {
      var way = ways.remove();
      var last = way.get(way.size() - 1);
      if (last.equals(to)) {
        return way;
      }
      for (var next : edges.getOrDefault(last, Map.of()).keySet()) {
        if (seen.add(next)) {
          var longer = new ArrayList<>(way);
          longer.add(next);
          ways.add(longer);
        }
      }
    }
    return List.of();
  }

  /** Modules that use a module they must not know, or that the table does not know. */
  static List<String> moduleDirection(List<SourceFile> sources, Map<String, Set<String>> mayUse) {
    var broken = new ArrayList<String>();
    for (var source : sources) {
      if (!mayUse.containsKey(source.module())) {
        broken.add(source.path() + ":1: module " + source.module() + " is not in the table");
      }
    }
    for (var edge : packageEdges(sources)) {
      var from = edge.file().module();
      var to = moduleOf(edge.text());
      if (!from.equals(to) && mayUse.containsKey(from) && !allows(mayUse.get(from), to)) {
        broken.add(edge.says("module " + from + " must not use module " + to));
      }
    }
    return broken;
  }

  /** Packages that are in two modules. */
  static List<String> splitPackages(List<SourceFile> sources) {
    var owners = new TreeMap<String, SourceFile>();
    var broken = new ArrayList<String>();
    for (var source : main(sources)) {
      if (!source.packageName().isEmpty()) {
        var owner = owners.putIfAbsent(source.packageName(), source);
        if (owner != null && !owner.module().equals(source.module())) {
          broken.add(source.path() + ":1: package is also in module " + owner.module());
        }
      }
    }
    return broken;
  }

  /** Edges between packages below {@code root} that the table does not allow. */
  static List<String> packageTable(
      List<SourceFile> sources, String root, Map<String, Set<String>> mayUse) {
    var broken = new ArrayList<String>();
    for (var source : main(sources)) {
      var name = source.packageName();
      if (isIn(name, root) && !mayUse.containsKey(below(name, root))) {
        broken.add(source.path() + ":1: package " + name + " is not in the table");
      }
    }
    for (var edge : packageEdges(main(sources))) {
      var from = edge.file().packageName();
      if (isIn(from, root) && isIn(edge.text(), root)) {
        var allowed = mayUse.getOrDefault(below(from, root), ImportLawTest.ANY);
        var to = below(edge.text(), root);
        if (!to.equals(ImportLawTest.ANNOTATIONS) && !allows(allowed, to)) {
          broken.add(edge.says(from + " must not use " + edge.text()));
        }
      }
    }
    return broken;
  }

  /** What the table of packages allows and no source needs; a star is taken as it is. */
  static List<String> unneeded(
      List<SourceFile> sources, String root, Map<String, Set<String>> mayUse) {
    var needed = new TreeMap<String, Set<String>>();
    for (var source : main(sources)) {
      if (isIn(source.packageName(), root)) {
        needed.putIfAbsent(below(source.packageName(), root), new TreeSet<>());
      }
    }
    for (var edge : packageEdges(main(sources))) {
      var from = edge.file().packageName();
      if (isIn(from, root) && isIn(edge.text(), root)) {
        needed.getOrDefault(below(from, root), new TreeSet<>()).add(below(edge.text(), root));
      }
    }
    var broken = new ArrayList<String>();
    for (var from : new TreeSet<>(mayUse.keySet())) {
      if (!needed.containsKey(from)) {
        broken.add(root + "." + from + " is in the table alone");
      }
      for (var to : new TreeSet<>(mayUse.getOrDefault(from, Set.of()))) {
        if (!to.equals("*") && !needed.getOrDefault(from, Set.of()).contains(to)) {
          broken.add(root + "." + from + " may use " + to + " and does not");
        }
      }
    }
    return broken;
  }

  /** Imports of the api of anything but the JDK, JSpecify and itself. */
  static List<String> foreignTypesInApi(List<SourceFile> sources) {
    return main(sources).stream()
        .filter(source -> source.module().equals("api"))
        .flatMap(source -> source.find(IMPORT).stream())
        .filter(found -> !API_MAY_IMPORT.matcher(found.text()).matches())
        .map(found -> found.says("the api must not import " + found.text()))
        .toList();
  }

  /** Clocks, sleeps and random numbers that did not come through an argument. */
  static List<String> clocksAndChance(List<SourceFile> sources, Set<String> allowedFiles) {
    return main(sources).stream()
        .filter(source -> REPLAYABLE.contains(source.module()))
        .filter(source -> !source.packageName().equals("io.discovery.time"))
        .filter(source -> !allowedFiles.contains(source.path()))
        .flatMap(source -> source.find(CLOCK_THREAD_OR_CHANCE).stream())
        .map(found -> found.says(found.text() + " outside io.discovery.time"))
        .toList();
  }

  /** Collections whose order differs from run to run. */
  static List<String> hashOrder(List<SourceFile> sources) {
    return main(sources).stream()
        .filter(source -> REPLAYABLE.contains(source.module()))
        .flatMap(source -> source.find(HASH_ORDER).stream())
        .map(found -> found.says(found.text() + ": its order differs from run to run"))
        .toList();
  }

  /** Walks over {@code Set.of} and {@code Map.of}, as far as one file and one line show them. */
  static List<String> walksInHashOrder(List<SourceFile> sources) {
    return main(sources).stream()
        .filter(source -> REPLAYABLE.contains(source.module()))
        .flatMap(source -> source.find(walkOver(fixedCollections(source))).stream())
        .map(found -> found.says(found.text().strip() + ": its order differs from run to run"))
        .toList();
  }

  private static TreeSet<String> fixedCollections(SourceFile source) {
    var names = new TreeSet<String>();
    var matcher = NAMED_FIXED.matcher(String.join("\n", source.code()));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static Pattern walkOver(Set<String> names) {
    var direct = ":\\s*" + FIXED + "|" + FIXED + "[^;]*\\)" + WALK;
    if (names.isEmpty()) {
      return Pattern.compile(direct);
    }
    var name = "(?<![.\\w])(?:" + String.join("|", names) + ")";
    var copied = "\\b(?:copyOf|addAll|join|ArrayList<>|LinkedHashSet<>)\\s*\\((?:[^()]*,)?\\s*";
    return Pattern.compile(
        direct
            + ("|:\\s*" + name + "\\s*\\)\\s*\\{")
            + ("|" + name + WALK)
            + ("|" + copied + name + "\\s*\\)"));
  }

  /** Threads, executors and timers that are made outside the few places that own them. */
  static List<String> threads(List<SourceFile> sources, Set<String> allowedFiles) {
    return main(sources).stream()
        .filter(source -> REPLAYABLE.contains(source.module()))
        .filter(source -> !allowedFiles.contains(source.path()))
        .flatMap(source -> source.find(THREAD).stream())
        .map(found -> found.says(found.text() + " outside the places that own threads"))
        .toList();
  }

  static List<String> unfinished(List<SourceFile> sources) {
    return main(sources).stream()
        .flatMap(source -> source.findInText(UNFINISHED).stream())
        .map(found -> found.says(found.text() + " in main code"))
        .toList();
  }

  static List<String> sleepingOrSkippedTests(List<SourceFile> sources) {
    return sources.stream()
        .filter(source -> !source.isMain())
        .flatMap(source -> source.find(SLEEP_OR_SKIP).stream())
        .map(found -> found.says(found.text() + " in a test"))
        .toList();
  }

  static List<String> longFiles(
      List<SourceFile> sources, int mainLines, int testLines, Set<String> allowedFiles) {
    return sources.stream()
        .filter(source -> !allowedFiles.contains(source.path()))
        .filter(source -> source.lines().size() > (source.isMain() ? mainLines : testLines))
        .map(source -> source.path() + ":" + source.lines().size() + ": the file is too long")
        .toList();
  }

  /** Every mention of a package of ours in another one, by import or by full name. */
  private static List<Found> packageEdges(List<SourceFile> sources) {
    return sources.stream()
        .filter(source -> !source.isModuleInfo())
        .flatMap(source -> source.find(OWN_TYPE).stream())
        .filter(found -> !found.text().equals(found.file().packageName()))
        .toList();
  }

  /** {@code io.discovery.core.view} is of core; what names no module is of the api. */
  private static String moduleOf(String packageName) {
    var below = packageName.substring("io.discovery".length()).split("\\.", -1);
    var name = below.length > 1 ? below[1] : "";
    return ImportLawTest.MODULES.containsKey(name) ? name : "api";
  }

  /** A star stands for everything but the root package, whose name is empty. */
  private static boolean allows(Set<String> allowed, String name) {
    return allowed.contains(name) || (allowed.contains("*") && !name.isEmpty());
  }

  private static boolean isIn(String packageName, String root) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }

  private static String below(String packageName, String root) {
    return packageName.equals(root) ? "" : packageName.substring(root.length() + 1);
  }

  private static List<SourceFile> main(List<SourceFile> sources) {
    return sources.stream().filter(SourceFile::isMain).toList();
  }
}
