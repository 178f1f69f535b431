package io.discovery.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a folder of vectors, whose files are named by their kinds, and prints a line a kind: its
 * name, its cases, and how many of them are equal. The differences go to a report.
 *
 * <p>System properties: {@code vectors.dir}, the folder; {@code vectors.kinds}, names with commas
 * between, all by default; {@code vectors.report}, the file for the differences.
 */
public final class VectorRunner {
  private final VectorFolder folder;
  private final List<String> differences = new ArrayList<>();

  VectorRunner(VectorFolder folder) {
    this.folder = folder;
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException if a selected kind is not equal throughout
   */
  public static void main(String[] args) throws IOException {
    String dir = System.getProperty("vectors.dir", "");
    if (dir.isEmpty() || !Files.isDirectory(Path.of(dir))) {
      throw new IllegalArgumentException(
          "vectors.dir: no folder (\"" + dir + "\"; expected: -Dvectors.dir=DIR)");
    }
    VectorFolder folder = new VectorFolder(Path.of(dir));
    String selected = System.getProperty("vectors.kinds", "");
    List<String> kinds = selected.isBlank() ? folder.kinds() : names(selected);
    VectorRunner runner = new VectorRunner(folder);
    boolean equal = runner.run(kinds, System.out);
    Path report = Path.of(System.getProperty("vectors.report", "target/vectors.txt"));
    Files.createDirectories(report.toAbsolutePath().getParent());
    Files.write(report, runner.differences, StandardCharsets.UTF_8);
    if (!equal) {
      throw new IllegalStateException(
          "vectors: " + runner.differences.size() + " differences, see " + report);
    }
  }

  /** Returns the names between commas. */
  static List<String> names(String selected) {
    return Arrays.stream(selected.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Returns whether all cases of these kinds are equal, and there are some of each. */
  boolean run(List<String> kinds, PrintStream out) {
    if (kinds.isEmpty()) {
      differences.add(folder.path() + ": no kinds (expected: names of kinds)");
    }
    for (String kind : kinds) {
      List<String> lines = lines(kind);
      int equal = 0;
      for (String line : lines) {
        String difference = difference(folder, kind, line);
        if (difference == null) {
          equal++;
        } else {
          differences.add(VectorFolder.id(line) + ": " + difference);
        }
      }
      out.println(kind + " " + lines.size() + " " + equal);
    }
    return differences.isEmpty();
  }

  /** Returns the cases of a kind; none, and a difference, if they cannot be read. */
  private List<String> lines(String kind) {
    try {
      List<String> lines = folder.lines(kind);
      if (lines.isEmpty()) {
        differences.add(kind + ": no cases");
      }
      return lines;
    } catch (IOException e) {
      differences.add(kind + ": unreadable (" + e + ")");
      return List.of();
    }
  }

  /** Returns what is not equal, a line a case. */
  List<String> differences() {
    return differences;
  }

  /** Returns the first difference of a case, whatever it is; null if there is none. */
  static @Nullable String difference(VectorFolder folder, String kind, String line) {
    Map<String, Kind> kinds = Kinds.ALL;
    Kind known = kinds.get(kind);
    if (known == null) {
      return "file %s.jsonl: not a kind (expected: <kind>.jsonl, the kind one of %s)"
          .formatted(kind, kinds.keySet());
    }
    try {
      return known.difference(folder.vector(line));
    } catch (Exception | AssertionError | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return "thrown: " + e + (trace.length == 0 ? "" : " at " + trace[0]);
    }
  }
}
