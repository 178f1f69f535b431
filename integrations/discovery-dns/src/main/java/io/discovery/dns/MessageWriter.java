package io.discovery.dns;

import io.discovery.address.Ip;
import io.discovery.core.dns.DnsRecord;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers; used again and again, by one thread.
 *
 * <p>A codec of its own, for a library's would point to names that differ in letter case, and leave
 * out whole sets of records where CoreDNS leaves out those that do not fit.
 */
final class MessageWriter {
  private static final int MAX_POINTER = 0x3FFF;
  private static final int OPT_LENGTH = 11;
  private static final int MAX_FORWARDED = 4_096;

  /** The message; longer than any, so that a record that does not fit can be begun. */
  byte[] bytes = new byte[2_048];

  int length;
  private final Map<String, Integer> written = new HashMap<>();

  /** Says that a record cannot be written: a name in it is none. */
  static final class UnwritableException extends Exception {
    private static final long serialVersionUID = 1;

    UnwritableException(String name) {
      super("name: cannot be sent (" + name + ")", null, false, false);
    }
  }

  /** Begins an answer to a query with its question, if it has one. */
  void begin(ClientQuery query, int flags, int rcode) {
    written.clear();
    Arrays.fill(bytes, 0, Wire.HEADER, (byte) 0);
    Wire.u16(bytes, 0, query.id);
    Wire.u16(bytes, 2, Wire.RESPONSE | query.opcode() | flags | (rcode & 15));
    length = Wire.HEADER;
    if (query.nameLength > 0) {
      Wire.u16(bytes, 4, 1);
      System.arraycopy(query.name, 0, bytes, length, query.nameLength);
      length += query.nameLength;
      number(query.type);
      number(query.klass);
    }
  }

  /** Writes the question of a query for another server. */
  void question(ClientQuery query, int flags) {
    begin(query, flags, 0);
    Wire.u16(bytes, 2, Wire.u16(bytes, 2) & ~Wire.RESPONSE);
    if (query.edns) {
      opt(Math.min(query.udpSize, MAX_FORWARDED), 0, query.ednsFlags);
    }
  }

  /** Writes an answer that was written before, to a query with the same question. */
  void again(byte[] message, ClientQuery query, int flags) {
    room(Math.max(0, message.length - length));
    System.arraycopy(message, 0, bytes, 0, message.length);
    length = message.length;
    Wire.u16(bytes, 0, query.id);
    int kept = Wire.u16(bytes, 2) & (Wire.AUTHORITATIVE | 15);
    Wire.u16(bytes, 2, Wire.RESPONSE | query.opcode() | flags | kept);
    end(query);
  }

  /**
   * Writes records as long as they fit.
   *
   * @param question the name in the question, as text
   * @return whether all of them did
   */
  boolean sections(String question, int limit, List<List<DnsRecord>> sections)
      throws UnwritableException {
    remember(question);
    for (int i = 0; i < sections.size(); i++) {
      int count = 0;
      for (DnsRecord record : sections.get(i)) {
        int start = length;
        write(record);
        if (length > limit || count == 0xFFFF) {
          length = start;
          Wire.u16(bytes, 2, Wire.u16(bytes, 2) | Wire.TRUNCATED);
          return false;
        }
        Wire.u16(bytes, 6 + 2 * i, ++count);
      }
    }
    return true;
  }

  /** Returns how much room the answer to a query leaves for records. */
  static int limit(ClientQuery query, boolean tcp) {
    int most = tcp ? 0xFFFF : query.edns ? Math.max(512, query.udpSize) : 512;
    return most - (query.edns ? OPT_LENGTH : 0);
  }

  /** Ends an answer to a query that has an OPT record with one of the same size and flags. */
  void end(ClientQuery query) {
    if (query.edns) {
      opt(query.udpSize, 0, query.ednsFlags & 0xFF00);
    }
  }

  /** Writes an OPT record. */
  void opt(int size, int rcode, int flags) {
    room(OPT_LENGTH);
    bytes[length++] = 0;
    number(Wire.OPT);
    number(size);
    number(rcode >> 4 << 8);
    number(flags);
    number(0);
    Wire.u16(bytes, 10, Wire.u16(bytes, 10) + 1);
  }

  private void number(int value) {
    room(2);
    Wire.u16(bytes, length, value);
    length += 2;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }

  private void raw(byte[] data) {
    room(data.length);
    System.arraycopy(data, 0, bytes, length, data.length);
    length += data.length;
  }

  private void write(DnsRecord record) throws UnwritableException {
    name(record.name(), true);
    number(record.type());
    number(Wire.IN);
    number(record.ttl() >>> 16);
    number(record.ttl());
    int start = length;
    number(0);
    data(record.type(), record.data());
    Wire.u16(bytes, start, length - start - 2);
  }

  private void data(int type, String data) throws UnwritableException {
    switch (type) {
      case DnsRecord.A, DnsRecord.AAAA -> raw(Ip.parse(data).toBytes());
      case DnsRecord.SRV -> {
        String[] fields = data.split(" ", -1);
        number(Integer.parseInt(fields[0]));
        number(Integer.parseInt(fields[1]));
        number(Integer.parseInt(fields[2]));
        name(fields[3], false);
      }
      case DnsRecord.SOA -> {
        String[] fields = data.split(" ", -1);
        name(fields[0], true);
        name(fields[1], true);
        for (int i = 2; i < fields.length; i++) {
          long value = Long.parseLong(fields[i]);
          number((int) (value >>> 16));
          number((int) value);
        }
      }
      case DnsRecord.TXT -> {
        room(data.length());
        bytes[length++] = (byte) (data.length() - 2);
        for (int i = 1; i < data.length() - 1; i++) {
          bytes[length++] = (byte) data.charAt(i);
        }
      }
      default -> name(data, true);
    }
  }

  /** Takes note of the name that the question is about. */
  private void remember(String question) {
    int offset = Wire.HEADER;
    for (int at = 0; at + 1 < question.length(); ) {
      written.put(question.substring(at), offset);
      int dot = question.indexOf('.', at);
      offset += dot - at + 1;
      at = dot + 1;
    }
  }

  /** Writes a name; one in a SRV record is never a pointer, though it may be pointed to. */
  private void name(String name, boolean mayPoint) throws UnwritableException {
    if (name.length() > 254 || (!name.endsWith(".") && !name.isEmpty())) {
      throw new UnwritableException(name);
    }
    for (int at = 0; at + 1 < name.length(); ) {
      String rest = name.substring(at);
      @Nullable Integer known = written.get(rest);
      if (known != null && mayPoint) {
        number(0xC000 | known);
        return;
      } else if (known == null && length <= MAX_POINTER) {
        written.put(rest, length);
      }
      at = label(name, at);
    }
    room(1);
    bytes[length++] = 0;
  }

  private int label(String name, int start) throws UnwritableException {
    int dot = name.indexOf('.', start);
    int size = dot - start;
    if (size < 1 || size > 63) {
      throw new UnwritableException(name);
    }
    room(1 + size);
    bytes[length++] = (byte) size;
    for (int i = start; i < dot; i++) {
      char c = name.charAt(i);
      if (c > 0xFF) {
        throw new UnwritableException(name);
      }
      bytes[length++] = (byte) c;
    }
    return dot + 1;
  }
}
