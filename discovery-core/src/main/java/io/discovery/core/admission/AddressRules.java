package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.model.Syntax;
import java.util.List;
import java.util.function.Function;

/** Addresses that traffic may be sent to. */
final class AddressRules {
  private static final String UNREADABLE = Ip.problems("").get(0);

  private AddressRules() {}

  /** Returns whether a text is no address in any spelling, refused ones included. */
  static boolean unreadable(String text) {
    return Ip.problems(text).contains(UNREADABLE);
  }

  /** Returns what is wrong with an address that must be spelled in the one canonical way. */
  static List<String> canonical(String text) {
    return canonical(text, Ip.problems(text), Ip::parse);
  }

  static List<String> canonical(String text, List<String> wrong, Function<String, ?> parser) {
    String canonical = wrong.isEmpty() ? parser.apply(text).toString() : text;
    return canonical.equals(text)
        ? wrong
        : List.of("must be in canonical form (" + Syntax.quoted(canonical) + ")");
  }

  /** Checks the syntax, unless the address was stored before. */
  static void checkSyntax(String field, String text, List<String> known, Problems problems) {
    if (!known.contains(text)) {
      problems.invalid(field, text, Ip.problems(text));
    }
  }
}
