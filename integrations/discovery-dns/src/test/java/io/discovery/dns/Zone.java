package io.discovery.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Records of example.com that a test changes, and what a resolver says of them. */
final class Zone {
  static final Name APEX = Name.fromConstantString("example.com.");

  private final Map<Name, List<Record>> records = new LinkedHashMap<>();
  private final Map<Name, Integer> failing = new LinkedHashMap<>();
  private final List<Record> additional = new ArrayList<>();

  /** Puts records such as {@code 10.0.0.1} in place of those of a name and type. */
  Zone put(String name, int ttl, int type, String... data) {
    Name owner = name(name);
    List<Record> rows = records.computeIfAbsent(owner, unused -> new ArrayList<>());
    rows.removeIf(row -> row.getType() == type);
    for (String each : data) {
      rows.add(row(owner, ttl, type, each));
    }
    return this;
  }

  Zone a(String name, int ttl, String... addresses) {
    return put(name, ttl, Type.A, addresses);
  }

  Zone srv(String name, int ttl, String... rows) {
    return put(name, ttl, Type.SRV, rows);
  }

  /** Removes a name with all its records. */
  Zone remove(String name) {
    records.remove(name(name));
    return this;
  }

  /** Answers with this code whatever is asked of a name; NOERROR ends that. */
  Zone fail(String name, int rcode) {
    failing.put(name(name), rcode);
    return this;
  }

  /** Sends a record along with every answer. */
  Zone along(String name, int ttl, int type, String data) {
    additional.add(row(name(name), ttl, type, data));
    return this;
  }

  static Name name(String text) {
    return Name.fromConstantString(text.endsWith(".") ? text : text + ".");
  }

  static Record row(Name owner, int ttl, int type, String data) {
    try {
      return Record.fromString(owner, type, DClass.IN, ttl, data, Name.root);
    } catch (IOException e) {
      throw new IllegalArgumentException(data, e);
    }
  }

  Message answer(Message query) {
    Record question = query.getQuestion();
    Message answer = head(query);
    int rcode = failing.getOrDefault(question.getName(), Rcode.NOERROR);
    if (rcode != Rcode.NOERROR) {
      answer.getHeader().setRcode(rcode);
      return answer;
    }
    Name name = question.getName();
    boolean found = false;
    for (int i = 0; i < 10; i++) {
      List<Record> rows = records.get(name);
      if (rows == null) {
        answer.getHeader().setRcode(Rcode.NXDOMAIN);
        break;
      }
      Name alias = null;
      for (Record row : rows) {
        if (row.getType() == question.getType()) {
          answer.addRecord(row, Section.ANSWER);
          found = true;
        } else if (row instanceof CNAMERecord cname) {
          answer.addRecord(row, Section.ANSWER);
          alias = cname.getTarget();
        }
      }
      if (alias == null) {
        break;
      }
      name = alias;
    }
    if (!found) {
      String soa = "ns.example.com. root.example.com. 1 7200 1800 86400 5";
      answer.addRecord(row(APEX, 30, Type.SOA, soa), Section.AUTHORITY);
    }
    additional.forEach(row -> answer.addRecord(row, Section.ADDITIONAL));
    return answer;
  }

  /** Returns an answer in which nothing is but the question, as it was asked. */
  static Message head(Message query) {
    Header header = new Header(query.getHeader().getID());
    header.setFlag(Flags.QR);
    header.setFlag(Flags.RD);
    header.setFlag(Flags.RA);
    Message answer = new Message(header.getID());
    answer.setHeader(header);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    return answer;
  }
}
