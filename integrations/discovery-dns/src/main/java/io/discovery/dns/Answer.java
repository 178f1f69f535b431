package io.discovery.dns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What an answer says of its question; whatever else is in it does not count.
 *
 * <p>Records count if aliases lead to them from the name that was asked for; those that come along,
 * if they are addresses of a target within the domain that was asked for.
 */
final class Answer {
  private static final int MAX_ALIASES = 16;

  private static final int HEADER = 12;

  /** A name of one byte, type, class, TTL and length. */
  private static final int SHORTEST_RECORD = 11;

  private static final int SHORTEST_QUESTION = 5;

  private final Question question;
  private final Message message;
  private long ttl = Integer.MAX_VALUE;

  private Answer(Question question, Message message) {
    this.question = question;
    this.message = message;
  }

  /**
   * Reads a packet that answers the question.
   *
   * @throws BadAnswerException if that is no answer
   */
  static Found read(Question question, byte[] packet) throws BadAnswerException {
    return new Answer(question, parse(packet)).found();
  }

  private static Message parse(byte[] packet) throws BadAnswerException {
    long least = HEADER + (long) SHORTEST_QUESTION * unsigned(packet, 4);
    for (int count = 6; count < HEADER; count += 2) {
      least += (long) SHORTEST_RECORD * unsigned(packet, count);
    }
    if (least > packet.length) {
      throw new BadAnswerException("malformed (more records than bytes)");
    }
    try {
      return new Message(packet);
    } catch (IOException | RuntimeException e) {
      throw new BadAnswerException("malformed (" + e.getMessage() + ")");
    }
  }

  private static int unsigned(byte[] packet, int at) {
    return ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
  }

  private Found found() throws BadAnswerException {
    int code = message.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new BadAnswerException(Rcode.string(code));
    }
    Name name = followed();
    List<Record> records = records(Section.ANSWER, question.of(name));
    if (!records.isEmpty()) {
      return new Found(name, records, shortest(records), along(records), false);
    }
    SOARecord zone = zone(name);
    boolean alias = !name.equals(question.name());
    if (code == Rcode.NOERROR && zone == null) {
      if (alias) {
        return new Found(name, List.of(), ttl, Map.of(), true);
      }
      boolean refers = has(Section.AUTHORITY, record -> record.getType() == Type.NS);
      if (refers && !message.getHeader().getFlag(Flags.AA)) {
        throw new BadAnswerException("a referral (expected: a resolver that recurses)");
      }
    }
    long negative = zone == null ? 0 : Math.min(seconds(zone), zone.getMinimum());
    return new Found(name, List.of(), Math.min(ttl, negative), Map.of(), false);
  }

  /** Follows the aliases of the answer. */
  private Name followed() throws BadAnswerException {
    Name name = question.name();
    for (int i = 0; i < MAX_ALIASES; i++) {
      List<Record> aliases = records(Section.ANSWER, new Question(name, Type.CNAME));
      if (aliases.isEmpty()) {
        return name;
      }
      ttl = shortest(aliases);
      name = ((CNAMERecord) aliases.get(0)).getTarget();
    }
    throw new BadAnswerException("more than " + MAX_ALIASES + " aliases, or a loop of them");
  }

  private List<Record> records(int section, Question of) {
    List<Record> found = new ArrayList<>();
    for (Record record : message.getSection(section)) {
      if (record.getType() == of.type()
          && record.getDClass() == DClass.IN
          && record.getName().equals(of.name())) {
        found.add(record);
      }
    }
    return found;
  }

  /** Returns the start of the zone that has nothing at a name, if the answer says it. */
  private @Nullable SOARecord zone(Name name) {
    for (Record record : message.getSection(Section.AUTHORITY)) {
      if (record instanceof SOARecord zone && name.subdomain(zone.getName())) {
        return zone;
      }
    }
    return null;
  }

  private boolean has(int section, Predicate<Record> what) {
    return message.getSection(section).stream().anyMatch(what);
  }

  private long shortest(List<Record> records) {
    return Math.min(ttl, records.stream().mapToLong(Answer::seconds).min().orElse(0));
  }

  /** A TTL with the highest bit set is to be read as zero (RFC 2181, 8). */
  private static long seconds(Record record) {
    return record.getTTL() > Integer.MAX_VALUE ? 0 : record.getTTL();
  }

  /** Returns addresses of targets within the domain, so far as there are some. */
  private Map<Question, Found> along(List<Record> records) {
    Map<Question, List<Record>> sets = new LinkedHashMap<>();
    if (question.type() == Type.SRV) {
      Name domain = domain(question.name());
      for (Record record : records) {
        Name target = ((SRVRecord) record).getTarget();
        if (target.subdomain(domain)) {
          sets.put(new Question(target, Type.A), new ArrayList<>());
          sets.put(new Question(target, Type.AAAA), new ArrayList<>());
        }
      }
      for (Record record : message.getSection(Section.ADDITIONAL)) {
        List<Record> set = sets.get(new Question(record.getName(), record.getType()));
        if (set != null && record.getDClass() == DClass.IN) {
          set.add(record);
        }
      }
    }
    Map<Question, Found> along = new LinkedHashMap<>();
    sets.forEach(
        (asked, set) -> {
          if (!set.isEmpty()) {
            along.put(asked, new Found(asked.name(), set, shortest(set), Map.of(), false));
          }
        });
    return along;
  }

  /** Returns a name without the labels in front that begin with an underscore. */
  private static Name domain(Name name) {
    int service = 0;
    while (service < name.labels() - 1 && name.getLabel(service)[1] == '_') {
      service++;
    }
    return new Name(name, service);
  }
}
