package io.discovery.core;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Java source file as the import law reads it.
 *
 * @param path path from the repository root, with slashes
 * @param lines the text
 * @param code the text with comments and literals blanked, line by line
 */
record SourceFile(String path, List<String> lines, List<String> code) {
  private static final Pattern PACKAGE = Pattern.compile("^package\\s+([\\w.]+)\\s*;");
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "//[^\\n]*|/\\*[\\s\\S]*?\\*/"
              + "|\"\"\"[\\s\\S]*?(?<!(?<!\\\\)\\\\)\"\"\""
              + "|\"[^\"\\\\\\n]*(?:\\\\.[^\"\\\\\\n]*)*\"|'[^'\\\\\\n]*(?:\\\\.[^'\\\\\\n]*)*'");

  static SourceFile of(String path, String text) {
    return new SourceFile(path, text.lines().toList(), blank(text).lines().toList());
  }

  /** Blanks comments and literals, but keeps the lines. */
  private static String blank(String text) {
    return NOT_CODE.matcher(text).replaceAll(found -> found.group().replaceAll("[^\\n]", " "));
  }

  /**
   * The module's directory without the prefix {@code discovery-}: {@code core}, {@code examples}.
   */
  String module() {
    var directory = path.substring(0, path.indexOf("/src/"));
    var name = directory.substring(directory.lastIndexOf('/') + 1);
    return name.startsWith("discovery-") ? name.substring("discovery-".length()) : name;
  }

  boolean isMain() {
    return path.contains("/src/main/");
  }

  boolean isModuleInfo() {
    return path.endsWith("/module-info.java");
  }

  String packageName() {
    return code.stream()
        .map(PACKAGE::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElse("");
  }

  /** Every match of a pattern in the code, with its line. */
  List<Found> find(Pattern pattern) {
    return matches(code, pattern);
  }

  /** Every match of a pattern in the text, comments included, with its line. */
  List<Found> findInText(Pattern pattern) {
    return matches(lines, pattern);
  }

  private List<Found> matches(List<String> where, Pattern pattern) {
    return IntStream.range(0, where.size())
        .boxed()
        .flatMap(
            at -> pattern.matcher(where.get(at)).results().map(m -> new Found(this, at + 1, m)))
        .collect(Collectors.toList());
  }
}
