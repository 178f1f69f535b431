package io.discovery.dns;

import io.discovery.time.Randomness;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * The bytes of one query, and which packets answer it: those with its id and its question.
 *
 * <p>The letters of the name are of random case, which an answer has to repeat: a guess needs them
 * too.
 */
final class Query {
  /** What passes every path without fragments (DNS flag day 2020). */
  private static final int LARGEST_DATAGRAM = 1232;

  private static final int HEADER = 12;
  private static final int AFTER_NAME = 4;

  private final byte[] bytes;
  private final int end;

  private Query(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  static Query of(Question question, Randomness randomness) {
    Message message = new Message(randomness.nextInt(1 << 16));
    message.getHeader().setFlag(Flags.RD);
    message.addRecord(
        Record.newRecord(question.name(), question.type(), DClass.IN), Section.QUESTION);
    message.addRecord(new OPTRecord(LARGEST_DATAGRAM, 0, 0), Section.ADDITIONAL);
    byte[] bytes = message.toWire();
    int end = HEADER + question.name().length() + AFTER_NAME;
    mixCase(bytes, end - AFTER_NAME, randomness);
    return new Query(bytes, end);
  }

  /** The length of a label, at most 63, is no letter. */
  private static void mixCase(byte[] bytes, int end, Randomness randomness) {
    long bits = 0;
    for (int i = HEADER; i < end; i++) {
      bits = (i - HEADER) % Long.SIZE == 0 ? randomness.nextLong() : bits >>> 1;
      if (isLetter(bytes[i]) && (bits & 1) != 0) {
        bytes[i] ^= 0x20;
      }
    }
  }

  private static boolean isLetter(byte b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** Compares bytes and parses nothing: most of what is sent in bad faith ends here. */
  Match match(byte[] packet) {
    if (packet.length < end
        || packet[0] != bytes[0]
        || packet[1] != bytes[1]
        || (packet[2] & 0xf8) != 0x80 // an answer to a plain query
        || packet[4] != 0
        || packet[5] != 1) {
      return Match.WRONG;
    }
    Match match = Match.RIGHT;
    for (int i = HEADER; i < end; i++) {
      if (packet[i] != bytes[i]) {
        boolean otherCase =
            i < end - AFTER_NAME && isLetter(bytes[i]) && (packet[i] ^ bytes[i]) == 0x20;
        if (!otherCase) {
          return Match.WRONG;
        }
        match = Match.OTHER_CASE;
      }
    }
    return match;
  }

  /** Returns whether a packet says that it is not whole. */
  static boolean truncated(byte[] packet) {
    return (packet[2] & 0x02) != 0;
  }

  /** How a packet fits a query. */
  enum Match {
    RIGHT,
    /** Right but for the case of letters: a server that does not repeat it, or a guess. */
    OTHER_CASE,
    WRONG
  }
}
