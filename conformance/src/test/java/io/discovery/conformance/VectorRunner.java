package io.discovery.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private VectorRunner(VectorFolder folder) {
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
    List<String> kinds = selected.isEmpty() ? folder.kinds() : List.of(selected.split(",", -1));
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

  private boolean run(List<String> kinds, PrintStream out) throws IOException {
    boolean all = !kinds.isEmpty();
    for (String kind : kinds) {
      List<String> lines = folder.lines(kind);
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
      all &= equal == lines.size() && equal > 0;
    }
    return all;
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
