package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.IntOrString;
import io.discovery.model.Syntax;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/** Values as Kubernetes shows them in messages: texts quoted, numbers bare, lists as JSON. */
final class Values {
  private Values() {}

  /** A value that is shown as it is. */
  record Raw(String text) {}

  static String shown(@Nullable Object value) {
    if (value instanceof Raw raw) {
      return raw.text();
    }
    if (value instanceof Collection<?> list) {
      List<String> items = new ArrayList<>();
      for (Object item : list) {
        items.add(json(item));
      }
      return "[" + String.join(",", items) + "]";
    }
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    return value instanceof IntOrString.Number number
        ? number.toString()
        : Syntax.quoted(value.toString());
  }

  /** Returns a text as Go's JSON encoder writes it, which escapes what HTML would read. */
  static String json(@Nullable Object text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : String.valueOf(text).toCharArray()) {
      appendEscaped(json, c);
    }
    return json.append('"').toString();
  }

  private static void appendEscaped(StringBuilder json, char c) {
    int escape = "\"\\\b\f\n\r\t".indexOf(c);
    if (escape >= 0) {
      json.append('\\').append("\"\\bfnrt".charAt(escape));
    } else if (c < ' ' || "<>&\u2028\u2029".indexOf(c) >= 0) {
      json.append(String.format("\\u%04x", (int) c));
    } else {
      json.append(c);
    }
  }

  /** Returns a list with each item as a rule has it; the same list if every item is the same. */
  @SuppressWarnings("ReferenceEquality") // a rule that changes nothing returns what it is given
  static <T> List<T> mapped(List<T> list, UnaryOperator<T> rule) {
    List<T> mapped = list;
    for (int i = 0; i < list.size(); i++) {
      T item = rule.apply(list.get(i));
      if (item != list.get(i)) {
        mapped = mapped == list ? new ArrayList<>(list) : mapped;
        mapped.set(i, item);
      }
    }
    return mapped;
  }

  /** Returns a text, or null where Kubernetes does not tell an empty one from an absent one. */
  static @Nullable String text(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  /** Returns a number, or null where Kubernetes does not tell zero from absent. */
  static @Nullable Integer number(@Nullable Integer value) {
    return value == null || value == 0 ? null : value;
  }

  static boolean isEmpty(@Nullable Object value) {
    return value == null || value.toString().isEmpty();
  }
}
