package io.discovery.manifest;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted YAML scalar stands for.
 *
 * <p>The rules are those of the resolver inside {@code kubectl} (goyaml.v2), which is closer to
 * YAML 1.1 than to 1.2: {@code yes} and {@code off} are booleans, {@code 0644} is octal, {@code
 * 1_000} is a thousand; sexagesimal numbers and timestamps are texts.
 */
final class PlainScalars {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** Longer digits are a text: no field holds such a number, and converting takes long. */
  private static final int LONGEST_NUMBER = 400;

  private PlainScalars() {}

  static Node.Scalar resolve(int line, int column, String text) {
    if (TRUE.contains(text)) {
      return new Node.Scalar(line, column, ScalarType.BOOLEAN, "true", text);
    }
    if (FALSE.contains(text)) {
      return new Node.Scalar(line, column, ScalarType.BOOLEAN, "false", text);
    }
    if (NULL.contains(text)) {
      return new Node.Scalar(line, column, ScalarType.NULL, "");
    }
    if (text.equals("<<")) {
      return new Node.Scalar(line, column, ScalarType.MERGE, text);
    }
    return number(line, column, text);
  }

  private static Node.Scalar number(int line, int column, String text) {
    char first = text.charAt(0);
    if (text.length() > LONGEST_NUMBER || (first > '9' || "+-.0123456789".indexOf(first) < 0)) {
      return new Node.Scalar(line, column, ScalarType.TEXT, text);
    }
    String plain = first == '.' ? text : text.replace("_", "");
    String integer = integer(plain);
    if (integer != null) {
      return new Node.Scalar(line, column, ScalarType.INTEGER, integer, text);
    }
    ScalarType type = FLOAT.matcher(plain).matches() ? ScalarType.FLOAT : ScalarType.TEXT;
    return new Node.Scalar(line, column, type, text);
  }

  private static @Nullable String integer(String plain) {
    var matcher = INTEGER.matcher(plain);
    if (!matcher.matches()) {
      return null;
    }
    int[] radixOfGroup = {0, 0, 16, 2, 8, 10};
    for (int group = 2; group < radixOfGroup.length; group++) {
      String digits = matcher.group(group);
      if (digits != null) {
        String sign = "-".equals(matcher.group(1)) ? "-" : "";
        return new BigInteger(sign + digits, radixOfGroup[group]).toString();
      }
    }
    return null;
  }
}
