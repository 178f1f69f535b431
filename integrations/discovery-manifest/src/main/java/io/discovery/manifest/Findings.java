package io.discovery.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a reading has come to, and what it found on the way; one a reading, for one thread. */
final class Findings {
  static final int MOST_PROBLEMS = 100;
  static final int MOST_IGNORED = 10_000;
  private static final int LONGEST_EVIDENCE = 80;

  /** Of a namespace (63), a slash and a name (253). */
  private static final int LONGEST_NAME = 317;

  private final List<Problem> problems = new ArrayList<>();
  private final List<Ignored> ignored = new ArrayList<>();
  private final List<Note> lax = new ArrayList<>();
  private String file = "";
  private int document;
  private String kind = "";
  private String name = "";

  void beginFile(String file) {
    this.file = file;
    document = 0;
    beginObject("", "");
  }

  void beginDocument() {
    document++;
    beginObject("", "");
  }

  void beginObject(String kind, String name) {
    this.kind = shown(kind, LONGEST_NAME);
    this.name = shown(name, LONGEST_NAME);
  }

  /** Notes what is wrong with a field; the reading goes on, but not after too many of them. */
  void wrong(Node at, @Nullable FieldPath field, String message) {
    problems.add(problem(at.line, at.column, field == null ? "" : field.toString(), message));
    if (problems.size() >= MOST_PROBLEMS) {
      throw new ManifestException(problems);
    }
  }

  /** Returns how many problems there are so far. */
  int problems() {
    return problems.size();
  }

  /** Notes what ended the reading of one file. */
  void wrong(ManifestException fatal) {
    if (fatal.problems().size() >= MOST_PROBLEMS) {
      throw fatal;
    }
    problems.addAll(fatal.problems());
    if (problems.size() >= MOST_PROBLEMS) {
      throw new ManifestException(problems);
    }
  }

  void ignore(int line, int column, String field) {
    note(line, column, "unknown field \"" + field + '"');
    if (ignored.size() < MOST_IGNORED) {
      ignored.add(new Ignored(place(line, column), kind, name, field));
    }
  }

  /** Notes a key that was given twice. */
  void repeat(int line, int column, @Nullable FieldPath field) {
    note(line, column, "duplicate field \"" + field + '"');
  }

  private void note(int line, int column, String text) {
    if (lax.size() < MOST_IGNORED) {
      lax.add(new Note(line, column, text));
    }
  }

  /** Returns what a strict reader would have refused, in the order of its places. */
  List<String> lax() {
    return lax.stream()
        .sorted(Comparator.comparingInt(Note::line).thenComparingInt(Note::column))
        .map(Note::text)
        .toList();
  }

  private record Note(int line, int column, String text) {}

  /** Returns the exception for what makes the rest of the file unreadable. */
  ManifestException fatal(int line, int column, String message) {
    return new ManifestException(List.of(problem(line, column, "", message)));
  }

  /** Returns the exception for a file that cannot be read at all. */
  static ManifestException unreadable(String file, String message, @Nullable Throwable cause) {
    Problem problem = new Problem(file, 0, "", "", message);
    return cause == null
        ? new ManifestException(List.of(problem))
        : new ManifestException(problem, cause);
  }

  String place(int line, int column) {
    return file + ":" + line + ":" + column;
  }

  List<Ignored> ignored() {
    return ignored;
  }

  void throwIfWrong() {
    if (!problems.isEmpty()) {
      throw new ManifestException(problems);
    }
  }

  private Problem problem(int line, int column, String field, String message) {
    String bare = kind.substring(kind.indexOf(' ') + 1);
    String object = name.isEmpty() ? bare : bare + " " + name;
    return new Problem(place(line, column), document, object, field, message);
  }

  /** Returns a text in quotes, without control characters and not too long. */
  static String quoted(String text) {
    return '"' + shown(text) + '"';
  }

  /** Returns a text without control characters and not too long. */
  static String shown(String text) {
    return shown(text, LONGEST_EVIDENCE);
  }

  private static String shown(String text, int longest) {
    String cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
    StringBuilder shown = new StringBuilder(cut);
    for (int i = 0; i < cut.length(); i++) {
      if (Character.isISOControl(cut.charAt(i)) || Character.isSurrogate(cut.charAt(i))) {
        shown.setCharAt(i, '?');
      }
    }
    return shown.toString();
  }
}
