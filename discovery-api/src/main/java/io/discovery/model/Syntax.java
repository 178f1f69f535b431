package io.discovery.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of names, labels and ports, as Kubernetes v1.37 checks it.
 *
 * <p>Each method returns what is wrong, in Kubernetes' words and order; an empty list means valid.
 * Lengths count bytes in UTF-8, also where the message says characters.
 */
public final class Syntax {
  private static final int LABEL = 63;
  private static final int SUBDOMAIN = 253;
  private static final int PORT_NAME = 15;
  private static final int PORTS = 65535;

  private static final String NAME_TEXT =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  private static final String VALUE_TEXT =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is"
          + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  private static final String DNS_1123_LABEL_TEXT =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String DNS_1123_SUBDOMAIN_TEXT =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String DNS_1035_LABEL_TEXT =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

  private Syntax() {}

  /** Checks a label key, an annotation key or an appProtocol: {@code [subdomain/]name}. */
  public static List<String> qualifiedName(String text) {
    if (text.length() <= LABEL && isName(text)) {
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    int slash = text.indexOf('/');
    if (slash >= 0 && text.indexOf('/', slash + 1) >= 0) {
      wrong.add(
          "a valid label key "
              + NAME_TEXT
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return wrong;
    }
    if (slash == 0) {
      wrong.add("prefix part must be non-empty");
    } else if (slash > 0) {
      String prefix = text.substring(0, slash);
      addTooLong(prefix, SUBDOMAIN, "prefix part ", "bytes", wrong);
      if (!isSubdomain(prefix)) {
        wrong.add("prefix part " + DNS_1123_SUBDOMAIN_TEXT);
      }
    }
    String name = text.substring(slash + 1);
    if (name.isEmpty()) {
      wrong.add("name part must be non-empty");
    }
    addTooLong(name, LABEL, "name part ", "bytes", wrong);
    if (!isName(name)) {
      wrong.add("name part " + NAME_TEXT);
    }
    return wrong;
  }

  /** Checks the value of a label. */
  public static List<String> labelValue(String text) {
    if (text.length() <= LABEL && isName(text)) {
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    addTooLong(text, LABEL, "", "bytes", wrong);
    if (!text.isEmpty() && !isName(text)) {
      wrong.add(VALUE_TEXT);
    }
    return wrong;
  }

  /** Checks a DNS label that may start with a digit (RFC 1123). */
  public static List<String> dns1123Label(String text) {
    if (text.length() <= LABEL && isLabel(text, 0, text.length())) {
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    addTooLong(text, LABEL, "", "characters", wrong);
    if (!isLabel(text, 0, text.length())) {
      wrong.add(isSubdomain(text) ? "must not contain dots" : DNS_1123_LABEL_TEXT);
    }
    return wrong;
  }

  /** Checks DNS labels joined by dots (RFC 1123). */
  public static List<String> dns1123Subdomain(String text) {
    if (text.length() <= SUBDOMAIN && isSubdomain(text)) {
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    addTooLong(text, SUBDOMAIN, "", "characters", wrong);
    if (!isSubdomain(text)) {
      wrong.add(DNS_1123_SUBDOMAIN_TEXT);
    }
    return wrong;
  }

  /** Checks a DNS label that starts with a letter (RFC 1035). */
  public static List<String> dns1035Label(String text) {
    List<String> wrong = new ArrayList<>();
    addTooLong(text, LABEL, "", "characters", wrong);
    if (!isLabel(text, 0, text.length()) || isDigit(text.charAt(0))) {
      wrong.add(DNS_1035_LABEL_TEXT);
    }
    return wrong;
  }

  /** Checks the name of a container port, which a target port may refer to (RFC 6335). */
  public static List<String> portName(String text) {
    List<String> wrong = new ArrayList<>();
    addTooLong(text, PORT_NAME, "", "characters", wrong);
    boolean charset = !text.isEmpty();
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      charset &= isLowerAlphanumeric(c) || c == '-';
      letter |= c >= 'a' && c <= 'z';
    }
    if (!charset) {
      wrong.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (!letter) {
      wrong.add("must contain at least one letter (a-z)");
    }
    if (text.contains("--")) {
      wrong.add("must not contain consecutive hyphens");
    }
    if (text.startsWith("-") || text.endsWith("-")) {
      wrong.add("must not begin or end with a hyphen");
    }
    return wrong;
  }

  /** Checks the number of a port. */
  public static List<String> portNumber(int port) {
    return port >= 1 && port <= PORTS
        ? List.of()
        : List.of("must be between 1 and 65535, inclusive");
  }

  /** Returns a text as Kubernetes quotes it in messages (Go's {@code %q}). */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      appendQuoted(quoted, text.codePointAt(i));
    }
    return quoted.append('"').toString();
  }

  private static void appendQuoted(StringBuilder quoted, int c) {
    int escape = "\u0007\b\f\n\r\t\u000b\"\\".indexOf(c);
    if (escape >= 0) {
      quoted.append('\\').append("abfnrtv\"\\".charAt(escape));
    } else if (isPrintable(c)) {
      quoted.appendCodePoint(c);
    } else if (c < 0x80) {
      quoted.append(String.format("\\x%02x", c));
    } else {
      quoted.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
    }
  }

  /**
   * Letters, marks, numbers, punctuation, symbols and the plain space; nothing else. Characters
   * younger than the JVM's Unicode tables count as unprintable.
   */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static void addTooLong(
      String text, int most, String part, String unit, List<String> wrong) {
    // A char becomes three bytes at most: a short text need not be encoded to be measured.
    boolean tooLong =
        text.length() > most
            || (text.length() > most / 3 && text.getBytes(StandardCharsets.UTF_8).length > most);
    if (tooLong) {
      wrong.add(part + "must be no more than " + most + " " + unit);
    }
  }

  private static boolean isName(String text) {
    if (text.isEmpty()
        || !isAlphanumeric(text.charAt(0))
        || !isAlphanumeric(text.charAt(text.length() - 1))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSubdomain(String text) {
    int start = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
      if (!isLabel(text, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isLabel(text, start, text.length());
  }

  private static boolean isLabel(String text, int start, int end) {
    if (start == end || text.charAt(start) == '-' || text.charAt(end - 1) == '-') {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isLowerAlphanumeric(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return isLowerAlphanumeric(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isLowerAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
