package io.discovery.model;

import io.discovery.model.Selector.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a requirement makes sense, and what Kubernetes says when it does not. */
final class RequirementRules {
  private RequirementRules() {}

  /** Throws with Kubernetes' text if there is something wrong. */
  static void check(String key, Operator operator, List<String> values) {
    String problem = problem(key, operator, values);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Returns all that is wrong as one text, or null. */
  static @Nullable String problem(String key, Operator operator, List<String> values) {
    List<String> problems = new ArrayList<>();
    String badKey = badKey("key", key);
    if (badKey != null) {
      problems.add(badKey);
    }
    String badCount = badCount(operator, values);
    if (badCount != null) {
      problems.add("values: Invalid value: " + json(values) + ": " + badCount);
    }
    if (operator.isOrder()) {
      addNonIntegers(values, problems);
    }
    for (int i = 0; i < values.size(); i++) {
      List<String> wrong = Syntax.labelValue(values.get(i));
      if (!wrong.isEmpty()) {
        problems.add(invalid("values[" + i + "][" + key + "]", values.get(i), wrong));
      }
    }
    if (problems.isEmpty()) {
      return null;
    }
    return problems.size() == 1 ? problems.get(0) : problems.toString();
  }

  /** Returns what is wrong with a label key, or null. */
  static @Nullable String badKey(String path, String key) {
    List<String> wrong = Syntax.qualifiedName(key);
    return wrong.isEmpty() ? null : invalid(path, key, wrong);
  }

  /** Returns whether a text is a signed 64-bit integer in ASCII digits, as Go reads one. */
  static boolean isInteger(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (start == text.length()) {
      return false;
    }
    // Counts downwards, because the lowest number has no positive counterpart.
    long lowest = text.charAt(0) == '-' ? Long.MIN_VALUE : -Long.MAX_VALUE;
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value < lowest / 10 || value * 10 < lowest + digit) {
        return false;
      }
      value = value * 10 - digit;
    }
    return true;
  }

  private static @Nullable String badCount(Operator operator, List<String> values) {
    if (operator.isSet()) {
      return values.isEmpty() ? "for 'in', 'notin' operators, values set can't be empty" : null;
    }
    if (operator.isExistence()) {
      return values.isEmpty() ? null : "values set must be empty for exists and does not exist";
    }
    if (values.size() == 1) {
      return null;
    }
    return operator.isOrder()
        ? "for 'Gt', 'Lt' operators, exactly one value is required"
        : "exact-match compatibility requires one single value";
  }

  private static void addNonIntegers(List<String> values, List<String> problems) {
    for (int i = 0; i < values.size(); i++) {
      if (!isInteger(values.get(i))) {
        String wrong = "for 'Gt', 'Lt' operators, the value must be an integer";
        problems.add(invalid("values[" + i + "]", values.get(i), List.of(wrong)));
      }
    }
  }

  private static String invalid(String path, String value, List<String> wrong) {
    return path + ": Invalid value: " + Syntax.quoted(value) + ": " + String.join("; ", wrong);
  }

  /** Returns the values as Go's JSON encoder writes them: a list without elements is null. */
  private static String json(List<String> values) {
    if (values.isEmpty()) {
      return "null";
    }
    StringBuilder json = new StringBuilder("[");
    for (String value : values) {
      json.append(json.length() == 1 ? "\"" : ",\"");
      for (int i = 0; i < value.length(); i++) {
        appendJson(json, value.charAt(i));
      }
      json.append('"');
    }
    return json.append(']').toString();
  }

  private static void appendJson(StringBuilder json, char c) {
    switch (c) {
      case '"', '\\' -> json.append('\\').append(c);
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        boolean escaped = c < ' ' || "<>&\u2028\u2029".indexOf(c) >= 0;
        json.append(escaped ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
  }
}
