package io.discovery.testkit.api;

import io.discovery.model.KubernetesObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A field selector: terms {@code field=value}, {@code ==} or {@code !=}, joined by commas, in which
 * a backslash takes the meaning from a comma, an equals sign or a backslash (fields.ParseSelector).
 */
final class FieldSelector {
  private static final List<String> OPERATORS = List.of("!=", "==", "=");

  private final List<Term> terms;

  private FieldSelector(List<Term> terms) {
    this.terms = terms;
  }

  /**
   * Parses a selector; terms without a field and a value are passed over.
   *
   * @throws IllegalArgumentException if it is none, in Kubernetes' words
   */
  static FieldSelector parse(String text) {
    List<String> parts = split(text);
    Collections.sort(parts);
    List<Term> terms = new ArrayList<>();
    for (String part : parts) {
      if (!part.isEmpty()) {
        Term term = term(text, part);
        if (!term.field.isEmpty() || !term.value.isEmpty()) {
          terms.add(term);
        }
      }
    }
    return new FieldSelector(terms);
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !escaped) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
      escaped = c == '\\' && !escaped;
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static Term term(String text, String part) {
    for (int i = 0; i < part.length(); i++) {
      for (String operator : OPERATORS) {
        if (part.startsWith(operator, i)) {
          String value = unescaped(part.substring(i + operator.length()));
          return new Term(part.substring(0, i), value, operator.equals("!="));
        }
      }
    }
    throw new IllegalArgumentException(
        "invalid selector: '" + text + "'; can't understand '" + part + "'");
  }

  private static String unescaped(String value) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ',' || c == '=') {
        throw new IllegalArgumentException(
            "invalid field selector: unescaped character in value: " + (int) c);
      }
      if (c == '\\') {
        i++;
        int next = i < value.length() ? value.codePointAt(i) : -1;
        if (next != '\\' && next != ',' && next != '=') {
          String sequence = next < 0 ? "" : Character.toString(next);
          throw new IllegalArgumentException(
              "invalid field selector: invalid escape sequence: \\" + sequence);
        }
        c = (char) next;
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /**
   * Checks that each term names a field of these.
   *
   * @throws IllegalArgumentException in Kubernetes' words
   */
  FieldSelector over(SelectableFields fields) {
    List<Term> known = new ArrayList<>();
    for (Term term : terms) {
      known.add(new Term(fields.known(term.field), term.value, term.not));
    }
    return new FieldSelector(known);
  }

  boolean matches(KubernetesObject object, SelectableFields fields) {
    for (Term term : terms) {
      if (fields.value(term.field, object).equals(term.value) == term.not) {
        return false;
      }
    }
    return true;
  }

  private record Term(String field, String value, boolean not) {}
}
