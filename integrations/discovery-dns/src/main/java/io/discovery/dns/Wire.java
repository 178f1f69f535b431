package io.discovery.dns;

import org.jspecify.annotations.Nullable;

/** Names as messages have them (RFC 1035 4.1.4). */
final class Wire {
  static final int HEADER = 12;

  /** Bits of the second half of the header's first word (RFC 1035 4.1.1, RFC 4035 3). */
  static final int RESPONSE = 0x8000;

  static final int AUTHORITATIVE = 0x0400;
  static final int TRUNCATED = 0x0200;
  static final int RECURSION_DESIRED = 0x0100;
  static final int RECURSION_AVAILABLE = 0x0080;
  static final int AUTHENTIC = 0x0020;
  static final int CHECKING_DISABLED = 0x0010;
  static final int OPCODE = 0x7800;

  static final int OPT = 41;
  static final int IN = 1;

  static final int FORMAT_ERROR = 1;
  static final int SERVER_FAILURE = 2;
  static final int NOT_IMPLEMENTED = 4;
  static final int REFUSED = 5;
  static final int BAD_VERSION = 16;

  private static final int MAX_NAME = 255;
  private static final int MAX_POINTERS = 126;

  private Wire() {}

  static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  static void u16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  /**
   * Reads a name, and writes it without pointers.
   *
   * @param end where the message ends
   * @param to room for 255 bytes; null if nobody wants to know
   * @return where the name ends in the message, and how long it is in the upper half; -1 if there
   *     is no name
   */
  static long name(byte[] message, int start, int end, byte @Nullable [] to) {
    int at = start;
    int after = -1;
    int length = 0;
    int pointers = 0;
    while (at < end) {
      int label = message[at] & 0xFF;
      if (label >= 0xC0) {
        if (at + 1 >= end || ++pointers > MAX_POINTERS) {
          return -1;
        }
        after = after < 0 ? at + 2 : after;
        at = (label & 0x3F) << 8 | (message[at + 1] & 0xFF);
        continue;
      }
      if (label > 63
          || at + 1 + label > end
          || length + 1 + label >= MAX_NAME + (label == 0 ? 1 : 0)) {
        return -1;
      }
      if (to != null) {
        System.arraycopy(message, at, to, length, 1 + label);
      }
      length += 1 + label;
      at += 1 + label;
      if (label == 0) {
        return (long) length << 32 | (after < 0 ? at : after);
      }
    }
    return -1;
  }

  /** Returns a name as text; a dot inside of a label, which no name of ours has, as a backslash. */
  static String text(byte[] name, int length) {
    if (length <= 1) {
      return ".";
    }
    StringBuilder text = new StringBuilder(length);
    for (int at = 0; name[at] != 0; at += 1 + name[at]) {
      for (int i = 1; i <= name[at]; i++) {
        char c = (char) (name[at + i] & 0xFF);
        text.append(c == '.' ? '\\' : c);
      }
      text.append('.');
    }
    return text.toString();
  }
}
