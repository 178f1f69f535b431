package io.discovery.model;

import io.discovery.model.Selector.Operator;
import io.discovery.model.Selector.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the string form of a selector: one pass, one token in hand, no recursion.
 *
 * <pre>
 * selector    = [ requirement { "," requirement } ]
 * requirement = [ "!" ] KEY | KEY ( "=" | "==" | "!=" | "&gt;" | "&lt;" ) [ VALUE ]
 *             | KEY ( "in" | "notin" ) "(" [ VALUE ] { "," [ VALUE ] } ")"
 * </pre>
 */
final class SelectorParser {
  /** Go orders texts by their bytes in UTF-8, which is the order of code points. */
  private static final Comparator<String> BYTE_ORDER = SelectorParser::compareCodePoints;

  private final String text;
  private int position;
  private Token token = Token.END;
  private String literal = "";

  private SelectorParser(String text) {
    this.text = text;
    advance();
  }

  static List<Requirement> parse(String text) {
    return new SelectorParser(text).selector();
  }

  private enum Token {
    END("", null),
    COMMA(",", null),
    OPEN("(", null),
    CLOSE(")", null),
    NOT("!", null),
    EQUALS("=", Operator.EQUALS),
    DOUBLE_EQUALS("==", Operator.DOUBLE_EQUALS),
    NOT_EQUALS("!=", Operator.NOT_EQUALS),
    GREATER_THAN(">", Operator.GREATER_THAN),
    LESS_THAN("<", Operator.LESS_THAN),
    IN("in", Operator.IN),
    NOT_IN("notin", Operator.NOT_IN),
    IDENTIFIER(null, null);

    private final @Nullable String text;
    private final @Nullable Operator operator;

    Token(@Nullable String text, @Nullable Operator operator) {
      this.text = text;
      this.operator = operator;
    }

    /** Where a key or a value is due, {@code in} and {@code notin} are words like any other. */
    boolean isWord() {
      return this == IDENTIFIER || this == IN || this == NOT_IN;
    }

    boolean startsRequirement() {
      return isWord() || this == NOT;
    }
  }

  private List<Requirement> selector() {
    List<Requirement> requirements = new ArrayList<>();
    if (token != Token.END && !token.startsRequirement()) {
      throw new IllegalArgumentException(found(", expected: !, identifier, or 'end of string'"));
    }
    while (token != Token.END) {
      requirements.add(requirement());
      if (token == Token.COMMA) {
        advance();
        if (!token.startsRequirement()) {
          throw new IllegalArgumentException(found(", expected: identifier after ','"));
        }
      } else if (token != Token.END) {
        throw new IllegalArgumentException(found(", expected: ',' or 'end of string'"));
      }
    }
    return requirements;
  }

  private Requirement requirement() {
    boolean negated = token == Token.NOT;
    if (negated) {
      advance();
    }
    if (!token.isWord()) {
      throw refused(found(", expected: identifier"));
    }
    String key = literal;
    // Kubernetes checks the key here with no path at all, and prints that.
    String badKey = RequirementRules.badKey("<nil>", key);
    if (badKey != null) {
      throw refused(badKey);
    }
    advance();
    if (negated || token == Token.END || token == Token.COMMA) {
      Operator operator = negated ? Operator.DOES_NOT_EXIST : Operator.EXISTS;
      return new Requirement(key, operator, List.of());
    }
    Operator operator = operator();
    List<String> values = operator.isSet() ? values() : List.of(value());
    String problem = RequirementRules.problem(key, operator, values);
    if (problem != null) {
      throw refused(problem);
    }
    return new Requirement(key, operator, values);
  }

  private Operator operator() {
    Operator operator = token.operator;
    if (operator == null) {
      throw refused(found(", expected: in, notin, =, ==, !=, gt, lt"));
    }
    advance();
    return operator;
  }

  private String value() {
    if (token == Token.END || token == Token.COMMA) {
      return "";
    }
    if (!token.isWord()) {
      throw refused(found(", expected: identifier"));
    }
    String value = literal;
    advance();
    return value;
  }

  private List<String> values() {
    if (token != Token.OPEN) {
      throw refused(found(" expected: '('"));
    }
    advance();
    if (!token.isWord() && token != Token.COMMA && token != Token.CLOSE) {
      throw refused(found(", expected: ',', ')' or identifier"));
    }
    SortedSet<String> values = new TreeSet<>(BYTE_ORDER);
    while (true) {
      if (token.isWord()) {
        values.add(literal);
        advance();
        if (token != Token.COMMA && token != Token.CLOSE) {
          throw refused(found(", expected: ',' or ')'"));
        }
      } else if (token == Token.COMMA || token == Token.CLOSE) {
        values.add("");
      } else {
        throw refused(found(", expected: ',', or identifier"));
      }
      boolean last = token == Token.CLOSE;
      advance();
      if (last) {
        return List.copyOf(values);
      }
    }
  }

  private String found(String expected) {
    return "found '" + literal + "'" + expected;
  }

  private static IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException("unable to parse requirement: " + problem);
  }

  private void advance() {
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
    int start = position;
    if (position < text.length() && isSymbol(text.charAt(position))) {
      char symbol = text.charAt(position++);
      boolean longer = (symbol == '=' || symbol == '!') && at(position) == '=';
      position += longer ? 1 : 0;
    } else {
      while (at(position) != 0 && !isSymbol(at(position)) && !isSpace(at(position))) {
        position++;
      }
    }
    literal = text.substring(start, position);
    token = tokenOf(literal);
    // Kubernetes' lexer reads a NUL as the end, but swallows one that ends a token.
    if (start < position && position < text.length() && at(position) == 0) {
      position++;
    }
  }

  private static Token tokenOf(String literal) {
    for (Token token : Token.values()) {
      if (literal.equals(token.text)) {
        return token;
      }
    }
    return Token.IDENTIFIER;
  }

  private char at(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isSymbol(char c) {
    return c == '=' || c == '!' || c == '(' || c == ')' || c == ',' || c == '>' || c == '<';
  }

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for code points above all others, though their own numbers do not.
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? Character.compare(x, y)
            : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
