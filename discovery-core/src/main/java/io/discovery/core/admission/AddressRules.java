package io.discovery.core.admission;

import io.discovery.address.Ip;
import io.discovery.model.Syntax;
import java.util.List;

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
    List<String> wrong = Ip.problems(text);
    String canonical = wrong.isEmpty() ? Ip.parse(text).toString() : text;
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

  /** Checks that a valid address is no special one. */
  static void checkMeaning(String field, String text, Problems problems) {
    Ip ip = Ip.tryParse(text);
    if (ip == null) {
      return;
    }
    if (ip.unspecified()) {
      problems.invalid(field, text, "may not be unspecified (" + text + ")");
    }
    if (ip.loopback()) {
      problems.invalid(field, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
    }
    if (ip.linkLocalUnicast()) {
      problems.invalid(
          field, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    }
    if (ip.linkLocalMulticast()) {
      problems.invalid(
          field, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    }
  }
}
