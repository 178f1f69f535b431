package io.discovery.address;

import io.discovery.model.Syntax;
import java.util.List;

/**
 * Reads an address from a part of a text, in one pass.
 *
 * <p>It reads what Kubernetes once read, leading zeros and all, and then says why Kubernetes no
 * longer takes it: the two refusals have different messages.
 */
final class IpParser {
  private static final int EVIDENCE = 80;

  /** No number here is larger, and none so large that reading on could overflow. */
  private static final int TOO_BIG = 0xFFFFFF;

  private final String text;
  private final int end;
  private int position;
  private boolean leadingZeros;
  private long hi;
  private long lo;
  private boolean v4;
  private final Problem problem;

  IpParser(String text, int start, int end) {
    this.text = text;
    this.position = start;
    this.end = end;
    this.problem = read();
  }

  /** Why an address or a range is refused. */
  enum Problem {
    NONE("", "", ""),
    NOT_AN_ADDRESS(
        "not an address",
        "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
        "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"),
    LEADING_ZEROS(
        "leading zeros",
        "must not have leading 0s",
        "must not have leading 0s in IP or prefix length"),
    MAPPED(
        "an IPv4-mapped IPv6 address",
        "must not be an IPv4-mapped IPv6 address",
        "must not have an IPv4-mapped IPv6 address"),
    HOST_BITS("bits beyond the prefix", "", "must not have bits set beyond the prefix length");

    private final String what;
    private final String inAddress;
    private final String inCidr;

    Problem(String what, String inAddress, String inCidr) {
      this.what = what;
      this.inAddress = inAddress;
      this.inCidr = inCidr;
    }

    List<String> inAddress() {
      return this == NONE ? List.of() : List.of(inAddress);
    }

    List<String> inCidr() {
      return this == NONE ? List.of() : List.of(inCidr);
    }

    String ofAddress(String text) {
      return message("address", what, text, "10.9.8.7 or 2001:db8::ffff");
    }

    String ofRange(String text) {
      String wrong = this == NOT_AN_ADDRESS ? "not a range" : what;
      return message("range", wrong, text, "10.9.8.0/24 or 2001:db8::/64");
    }

    private static String message(String subject, String wrong, String text, String example) {
      String shown = text.length() > EVIDENCE ? text.substring(0, EVIDENCE) + "…" : text;
      return "%s: %s (%s; expected: the form of %s)"
          .formatted(subject, wrong, Syntax.quoted(shown), example);
    }
  }

  Problem problem() {
    return problem;
  }

  Ip ip() {
    return v4 ? Ip.v4(lo) : Ip.v6(hi, lo);
  }

  private Problem read() {
    v4 = isDotted();
    boolean read = v4 ? readV4() && position == end : readV6();
    if (!read) {
      return Problem.NOT_AN_ADDRESS;
    }
    if (leadingZeros) {
      return Problem.LEADING_ZEROS;
    }
    return ip().isMapped() ? Problem.MAPPED : Problem.NONE;
  }

  /** Returns whether a dot comes before any colon. */
  private boolean isDotted() {
    for (int i = position; i < end; i++) {
      if (text.charAt(i) == '.' || text.charAt(i) == ':') {
        return text.charAt(i) == '.';
      }
    }
    return false;
  }

  private boolean readV4() {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      if (i > 0 && !skip('.')) {
        return false;
      }
      int start = position;
      int octet = number(10);
      if (octet < 0 || octet > 0xFF) {
        return false;
      }
      leadingZeros |= position - start > 1 && text.charAt(start) == '0';
      value = (value << 8) | octet;
    }
    lo = value;
    return true;
  }

  /** Reads groups until the text ends; a double colon makes room for what is missing. */
  private boolean readV6() {
    long[] groups = new long[8];
    int count = 0;
    int gap = -1;
    if (at(0) == ':' && at(1) == ':') {
      gap = 0;
      position += 2;
    }
    while (count < 8 && position < end) {
      int start = position;
      int group = number(16);
      if (group < 0 || group > 0xFFFF) {
        return false;
      }
      if (at(0) == '.') {
        position = start;
        if (count > 6 || (gap < 0 && count != 6) || !readV4()) {
          return false;
        }
        groups[count++] = lo >>> 16;
        groups[count++] = lo & 0xFFFF;
        break;
      }
      leadingZeros |= position - start > 4;
      groups[count++] = group;
      if (position < end && (!skip(':') || position == end)) {
        return false;
      }
      if (at(0) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = count;
        position++;
      }
    }
    return position == end && (gap < 0 ? count == 8 : count < 8) && assemble(groups, count, gap);
  }

  private boolean assemble(long[] groups, int count, int gap) {
    hi = 0;
    lo = 0;
    for (int i = 0; i < count; i++) {
      int place = gap >= 0 && i >= gap ? 8 - count + i : i;
      long shifted = groups[i] << (48 - place % 4 * 16);
      hi |= place < 4 ? shifted : 0;
      lo |= place < 4 ? 0 : shifted;
    }
    return true;
  }

  /** Reads ASCII digits; -1 if there are none or they make too large a number. */
  private int number(int radix) {
    int start = position;
    int value = 0;
    for (int digit = digit(radix); digit >= 0; digit = digit(radix)) {
      value = value * radix + digit;
      position++;
      if (value >= TOO_BIG) {
        return -1;
      }
    }
    return position == start ? -1 : value;
  }

  private int digit(int radix) {
    char c = at(0);
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }

  private boolean skip(char c) {
    boolean there = at(0) == c;
    position += there ? 1 : 0;
    return there;
  }

  private char at(int offset) {
    return position + offset < end ? text.charAt(position + offset) : 0;
  }
}
