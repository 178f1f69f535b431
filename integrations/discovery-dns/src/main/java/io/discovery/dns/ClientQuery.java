package io.discovery.dns;

import java.io.IOException;
import java.util.Arrays;
import org.xbill.DNS.Message;

/**
 * What a message asks; read again and again, by one thread.
 *
 * <p>What is accepted, and what is said to the rest, is what CoreDNS 1.15 does with miekg/dns.
 */
final class ClientQuery {
  /** What becomes of a message. */
  enum Fate {
    IGNORED,
    REJECTED,
    ACCEPTED
  }

  private static final int NOTIFY = 4;

  /** The question's name, without pointers, in the letter case of whoever asks. */
  final byte[] name = new byte[256];

  int id;
  int bits;

  /** What is said if it is rejected. */
  int rcode;

  /** 0 if there is no question. */
  int nameLength;

  int type;
  int klass;
  boolean edns;
  int udpSize;
  int ednsVersion;
  int ednsFlags;
  private int at;

  /** Returns a copy that lasts. */
  ClientQuery copy() {
    ClientQuery copy = new ClientQuery();
    System.arraycopy(name, 0, copy.name, 0, nameLength);
    copy.id = id;
    copy.bits = bits;
    copy.nameLength = nameLength;
    copy.type = type;
    copy.klass = klass;
    copy.edns = edns;
    copy.udpSize = udpSize;
    copy.ednsFlags = ednsFlags;
    return copy;
  }

  int opcode() {
    return bits & Wire.OPCODE;
  }

  /** Reads a message. */
  Fate read(byte[] message, int length) {
    nameLength = 0;
    edns = false;
    rcode = 0;
    type = 0;
    klass = 0;
    if (length < Wire.HEADER) {
      return Fate.IGNORED;
    }
    id = Wire.u16(message, 0);
    bits = Wire.u16(message, 2);
    if ((bits & Wire.RESPONSE) != 0) {
      return Fate.IGNORED;
    }
    if (opcode() != 0 && opcode() != NOTIFY << 11) {
      rcode = Wire.NOT_IMPLEMENTED;
      return Fate.REJECTED;
    }
    boolean counts =
        Wire.u16(message, 4) == 1
            && Wire.u16(message, 6) <= 1
            && Wire.u16(message, 8) <= 1
            && Wire.u16(message, 10) <= 2;
    if (counts && (length == Wire.HEADER || (question(message, length) && more(message, length)))) {
      return Fate.ACCEPTED;
    }
    bits &= ~Wire.OPCODE;
    rcode = Wire.FORMAT_ERROR;
    return Fate.REJECTED;
  }

  /** A question may end after its name or its type. */
  private boolean question(byte[] message, int length) {
    long read = Wire.name(message, Wire.HEADER, length, name);
    at = (int) read;
    int left = length - at;
    if (read < 0 || left == 1 || left == 3) {
      return false;
    }
    nameLength = (int) (read >> 32);
    type = left == 0 ? 0 : Wire.u16(message, at);
    klass = left < 4 ? 0 : Wire.u16(message, at + 2);
    at = Math.min(at + 4, length);
    return true;
  }

  /** Looks at the records behind the question, of which only OPT counts. */
  private boolean more(byte[] message, int length) {
    int additional = Wire.u16(message, 6) + Wire.u16(message, 8);
    int records = additional + Wire.u16(message, 10);
    boolean foreign = false;
    int whole = 0;
    for (; whole < records && at < length; whole++) {
      long read = Wire.name(message, at, length, null);
      int header = (int) read;
      if (read < 0 || header + 10 > length) {
        return false;
      }
      int end = header + 10 + Wire.u16(message, header + 8);
      boolean opt = Wire.u16(message, header) == Wire.OPT;
      if (end > length || (opt && !options(message, header + 10, end))) {
        return false;
      }
      if (opt && whole >= additional) {
        edns = true;
        udpSize = Wire.u16(message, header + 2);
        ednsVersion = message[header + 5] & 0xFF;
        ednsFlags = Wire.u16(message, header + 6);
      }
      foreign |= !opt && end > header + 10;
      at = end;
    }
    return !foreign || decodes(Arrays.copyOf(message, length), whole);
  }

  /** Returns whether there are as many records; the counts in the header may promise more. */
  private static boolean decodes(byte[] message, int records) {
    int left = records;
    for (int section = 6; section <= 10; section += 2) {
      int count = Math.min(left, Wire.u16(message, section));
      Wire.u16(message, section, count);
      left -= count;
    }
    try {
      return new Message(message).getHeader() != null;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static boolean options(byte[] message, int start, int end) {
    int at = start;
    while (at < end) {
      if (at + 4 > end) {
        return false;
      }
      int length = Wire.u16(message, at + 2);
      if (at + 4 + length > end || !option(message, at + 4, length, Wire.u16(message, at))) {
        return false;
      }
      at += 4 + length;
    }
    return true;
  }

  private static boolean option(byte[] message, int at, int length, int code) {
    return switch (code) {
      case 1 -> length >= 18; // long-lived queries
      case 2 -> length == 4 || length == 8; // update lease
      case 8 -> subnet(message, at, length);
      case 9 -> length == 0 || length >= 4; // expire
      case 11 -> length == 0 || length == 2; // keep-alive
      case 15, 19 -> length >= 2; // extended error, zone version
      case 18 -> Wire.name(message, at, at + length, null) >= 0; // reporting agent
      default -> true;
    };
  }

  private static boolean subnet(byte[] message, int at, int length) {
    int family = length < 4 ? 3 : Wire.u16(message, at);
    int most = family == 1 ? 32 : 128;
    return family == 0
        ? message[at + 2] == 0
        : family < 3 && (message[at + 2] & 0xFF) <= most && (message[at + 3] & 0xFF) <= most;
  }
}
