package io.discovery.dns;

import io.discovery.core.dns.DnsRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** Records of names that are not ours, in messages of a server that was asked for them. */
final class ForeignRecords {
  private static final int SIZE = 1_232;
  private static final int MOST = 1_000;

  private ForeignRecords() {}

  /** Returns a message that asks for records; null if the name is none. */
  static byte @Nullable [] question(String name, int type) {
    try {
      Message message = Message.newQuery(Record.newRecord(new Name(name), type, DClass.IN));
      message.getHeader().setFlag(Flags.RD);
      message.addRecord(new OPTRecord(SIZE, 0, 0), Section.ADDITIONAL);
      return message.toWire();
    } catch (TextParseException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the addresses and aliases among the answers of a message; none without a message. */
  static List<DnsRecord> of(byte @Nullable [] message) {
    List<DnsRecord> records = new ArrayList<>();
    try {
      List<Record> answers =
          message == null ? List.of() : new Message(message).getSection(Section.ANSWER);
      for (Record record : answers.subList(0, Math.min(MOST, answers.size()))) {
        String data = data(record);
        if (data != null && record.getDClass() == DClass.IN) {
          String name = text(record.getName());
          records.add(new DnsRecord(name, (int) record.getTTL(), record.getType(), data));
        }
      }
    } catch (IOException | RuntimeException e) {
      records.clear();
    }
    return records;
  }

  private static @Nullable String data(Record record) {
    if (record instanceof ARecord a) {
      return a.getAddress().getHostAddress();
    } else if (record instanceof AAAARecord) {
      return record.rdataToString();
    }
    return record instanceof CNAMERecord alias ? text(alias.getTarget()) : null;
  }

  private static String text(Name name) {
    byte[] wire = name.toWire();
    return Wire.text(wire, wire.length);
  }
}
