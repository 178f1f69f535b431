package io.discovery.dns;

import io.discovery.core.dns.ClusterZone;
import io.discovery.core.dns.DnsAnswer;
import io.discovery.core.dns.DnsRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * From messages to messages; confined to one thread.
 *
 * <p>An answer of ours is kept as it was written, and sent again as long as nothing changed of what
 * it was made of.
 */
final class Answers {
  private static final int ECHOED = Wire.RECURSION_DESIRED | Wire.CHECKING_DISABLED;
  private static final int ECHOED_WITH_ERRORS =
      ECHOED | Wire.TRUNCATED | Wire.RECURSION_AVAILABLE | Wire.AUTHENTIC;
  private static final int MAX_TARGETS = 8;

  /** The message after {@link #answer}. */
  final MessageWriter writer = new MessageWriter();

  private final ClusterZone zone;
  private final ClusterNames names;
  private final PodNames pods;
  private final BooleanSupplier synced;
  private final Upstream upstream;
  private final ClientQuery query = new ClientQuery();
  private final AnswerCache cache = new AnswerCache();

  Answers(
      ClusterZone zone,
      ClusterNames names,
      PodNames pods,
      BooleanSupplier synced,
      Upstream upstream) {
    this.zone = zone;
    this.names = names;
    this.pods = pods;
    this.synced = synced;
    this.upstream = upstream;
  }

  /** Who asked. */
  interface Client {
    /** Returns where an answer goes that is not there at once. */
    Reply later();
  }

  /** Takes an answer. */
  interface Reply {
    void send(byte[] message, int length);
  }

  /**
   * Answers a message.
   *
   * @return whether the answer is in {@link #writer}; else there is none, or it comes later
   */
  boolean answer(byte[] message, int length, boolean tcp, Client client) {
    ClientQuery.Fate fate = query.read(message, length);
    if (fate == ClientQuery.Fate.IGNORED) {
      return false;
    }
    if (fate == ClientQuery.Fate.REJECTED) {
      writer.begin(query, query.bits & ECHOED_WITH_ERRORS, query.rcode);
      return true;
    }
    if (query.nameLength == 0) {
      return refused(Wire.SERVER_FAILURE);
    }
    if (query.klass != Wire.IN) {
      return refused(Wire.REFUSED);
    }
    if (query.edns && query.ednsVersion != 0) {
      writer.begin(query, echoed(query), 0);
      writer.opt(0, Wire.BAD_VERSION, 0);
      return true;
    }
    int limit = MessageWriter.limit(query, tcp);
    byte[] kept = cache.find(query, limit);
    if (kept != null) {
      writer.again(kept, query, echoed(query));
      return true;
    }
    return look(limit, tcp, client);
  }

  /** Flags that an answer has in common with the query; NOTIFY has none. */
  private static int echoed(ClientQuery query) {
    return query.opcode() == 0 ? query.bits & ECHOED : 0;
  }

  private boolean refused(int rcode) {
    writer.begin(query, echoed(query), rcode);
    writer.end(query);
    return true;
  }

  private boolean look(int limit, boolean tcp, Client client) {
    String name = Wire.text(query.name, query.nameLength);
    if (zone.zoneOf(name) == null) {
      if (upstream == Upstream.NONE) {
        return refused(Wire.REFUSED);
      }
      forward(query.copy(), tcp, client.later());
      return false;
    }
    Reading reading = new Reading(names, pods);
    DnsAnswer answer = zone.answer(reading, name, query.type);
    List<String> targets = List.copyOf(new LinkedHashSet<>(answer.foreign()));
    targets = targets.stream().filter(target -> zone.zoneOf(target) == null).toList();
    if (upstream != Upstream.NONE && !targets.isEmpty() && targets.size() <= MAX_TARGETS) {
      new Chase(query.copy(), name, answer, limit, client.later()).next(targets);
      return false;
    }
    if (write(query, name, answer, limit) && answer.rcode() != DnsAnswer.REFUSED) {
      boolean lasting = answer.authority().isEmpty();
      if (lasting || synced.getAsBoolean()) {
        cache.keep(query, Arrays.copyOf(writer.bytes, writer.length), reading, lasting);
      }
    }
    writer.end(query);
    return true;
  }

  /** Writes an answer without its OPT record; returns whether it is whole. */
  private boolean write(ClientQuery query, String name, DnsAnswer answer, int limit) {
    int rcode = answer.rcode();
    if (rcode == DnsAnswer.NO_SUCH_NAME && !synced.getAsBoolean()) {
      rcode = Wire.SERVER_FAILURE;
    }
    int flags = echoed(query) | (rcode == DnsAnswer.REFUSED ? 0 : Wire.AUTHORITATIVE);
    try {
      writer.begin(query, flags, rcode);
      return writer.sections(
          name, limit, List.of(answer.answers(), answer.authority(), answer.additional()));
    } catch (MessageWriter.UnwritableException e) {
      writer.begin(query, echoed(query), Wire.SERVER_FAILURE);
      return false;
    }
  }

  /** Asks upstream what the client asks. */
  private void forward(ClientQuery query, boolean tcp, Reply reply) {
    writer.question(query, query.bits & ECHOED_WITH_ERRORS & ~Wire.TRUNCATED);
    byte[] question = Arrays.copyOf(writer.bytes, writer.length);
    upstream.ask(
        question,
        tcp,
        answer -> {
          if (answer == null) {
            writer.begin(query, echoed(query), Wire.SERVER_FAILURE);
            writer.end(query);
            reply.send(writer.bytes, writer.length);
          } else {
            Wire.u16(answer, 0, query.id);
            reply.send(answer, answer.length);
          }
        });
  }

  /** An answer with aliases for names that are not ours. */
  private final class Chase {
    private final ClientQuery query;
    private final String name;
    private final DnsAnswer answer;
    private final int limit;
    private final Reply reply;
    private final List<DnsRecord> records;

    Chase(ClientQuery query, String name, DnsAnswer answer, int limit, Reply reply) {
      this.query = query;
      this.name = name;
      this.answer = answer;
      this.limit = limit;
      this.reply = reply;
      records = new ArrayList<>(answer.answers());
    }

    /** Asks for one name after the other. */
    void next(List<String> targets) {
      byte[] question =
          targets.isEmpty() ? null : ForeignRecords.question(targets.get(0), query.type);
      if (question == null) {
        write(
            query,
            name,
            new DnsAnswer(answer.rcode(), records, List.of(), answer.additional(), List.of()),
            limit);
        writer.end(query);
        reply.send(writer.bytes, writer.length);
        return;
      }
      upstream.ask(
          question,
          true,
          found -> {
            records.addAll(ForeignRecords.of(found));
            next(targets.subList(1, targets.size()));
          });
    }
  }
}
