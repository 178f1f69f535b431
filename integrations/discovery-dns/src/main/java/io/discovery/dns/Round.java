package io.discovery.dns;

import io.discovery.address.Ip;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/**
 * One round of questions for a Service port: those whose time has come are asked, for the others
 * the last answer counts.
 *
 * <p>A question that nobody answers keeps its last answer. Where there never was one, the port has
 * what the other questions say; if that is nothing, it keeps what it had.
 */
final class Round {
  static final int MAX_TARGETS = 1_000;
  static final int MAX_SOCKETS = 5_000;
  private static final int MAX_RECORDS = 20_000;

  private final Followed followed;
  private final Remembered before;
  private final Asker asker;
  private final Consumer<Remembered> then;
  private final Iterator<Name> candidates;
  private final long start;
  private final double stretch;
  private final Map<Question, Known> after = new LinkedHashMap<>();
  private int room = MAX_RECORDS;

  Round(Followed followed, Remembered before, Asker asker, Consumer<Remembered> then) {
    this.followed = followed;
    this.before = before;
    this.asker = asker;
    this.then = then;
    candidates = asker.candidates(followed.name()).iterator();
    start = asker.now();
    stretch = asker.pace().stretch();
  }

  /** Tries the names that the name may stand for, until there is something at one of them. */
  void begin() {
    if (!candidates.hasNext()) {
      end(List.of(), null);
      return;
    }
    Name name = candidates.next();
    List<Question> questions =
        followed.number() == null ? List.of(new Question(name, Type.SRV)) : addresses(name);
    learn(questions, () -> learned(questions));
  }

  private static List<Question> addresses(Name name) {
    return List.of(new Question(name, Type.A), new Question(name, Type.AAAA));
  }

  private void learned(List<Question> questions) {
    List<Record> records = records(questions);
    if (records.isEmpty() && unknown(questions)) {
      end(null, null);
    } else if (records.isEmpty()) {
      begin();
    } else if (followed.number() == null) {
      targets(records);
    } else {
      Set<Socket> sockets = new TreeSet<>();
      add(sockets, records, followed.number());
      end(sockets, null);
    }
  }

  private void targets(List<Record> records) {
    Set<Question> questions = new LinkedHashSet<>();
    for (Record record : records) {
      Name target = ((SRVRecord) record).getTarget();
      if (!target.equals(Name.root)) {
        questions.addAll(addresses(target));
      }
    }
    if (questions.size() > 2 * MAX_TARGETS) {
      end(null, "more than " + MAX_TARGETS + " targets");
    } else {
      learn(questions, () -> choose(records, questions));
    }
  }

  /** The targets of the lowest priority that have an address (RFC 2782). */
  private void choose(List<Record> records, Collection<Question> questions) {
    Map<Integer, List<SRVRecord>> byPriority = new TreeMap<>();
    for (Record record : records) {
      SRVRecord row = (SRVRecord) record;
      byPriority.computeIfAbsent(row.getPriority(), key -> new ArrayList<>()).add(row);
    }
    for (List<SRVRecord> rows : byPriority.values()) {
      Set<Socket> sockets = sockets(rows);
      if (!sockets.isEmpty()) {
        end(sockets, null);
        return;
      }
    }
    end(unknown(questions) ? null : List.of(), null);
  }

  private Set<Socket> sockets(List<SRVRecord> rows) {
    Set<Socket> sockets = new TreeSet<>();
    for (SRVRecord row : rows) {
      if (row.getPort() > 0 && sockets.size() <= MAX_SOCKETS) {
        add(sockets, records(addresses(row.getTarget())), row.getPort());
      }
    }
    return sockets;
  }

  private static void add(Set<Socket> sockets, List<Record> records, int port) {
    for (Record record : records) {
      InetAddress address =
          record instanceof ARecord v4
              ? v4.getAddress()
              : record instanceof AAAARecord v6 ? v6.getAddress() : null;
      if (address != null) {
        sockets.add(new Socket(Ip.of(address.getAddress()), port));
      }
    }
  }

  private List<Record> records(Collection<Question> questions) {
    List<Record> records = new ArrayList<>();
    for (Question question : questions) {
      Known known = after.get(question);
      if (known != null && known.found() != null) {
        records.addAll(known.found().records());
      }
    }
    return records;
  }

  private boolean unknown(Collection<Question> questions) {
    for (Question question : questions) {
      Known known = after.get(question);
      if (known == null || known.found() == null) {
        return true;
      }
    }
    return false;
  }

  /** Asks what has to be asked, and goes on once all is said. */
  private void learn(Collection<Question> questions, Runnable next) {
    List<Question> open = new ArrayList<>();
    for (Question question : questions) {
      Known known = before.known().get(question);
      if (known != null && known.until() - start > 0) {
        after.putIfAbsent(question, known);
      }
      if (!after.containsKey(question)) {
        open.add(question);
      }
    }
    if (open.isEmpty()) {
      next.run();
      return;
    }
    int[] left = {open.size()};
    for (Question question : open) {
      asker.ask(
          question,
          (found, problem) -> {
            note(question, found, problem);
            if (--left[0] == 0) {
              next.run();
            }
          });
    }
  }

  private void note(Question question, @Nullable Found found, String problem) {
    if (found != null && found.size() > room) {
      note(question, null, "more than " + MAX_RECORDS + " records in all");
    } else if (found == null) {
      Known known = before.known().get(question);
      int failures = known == null ? 0 : known.failures();
      long until = asker.now() + asker.pace().afterFailure(failures, stretch);
      Found last = known == null ? null : known.found();
      after.put(question, new Known(last, problem, failures + 1, until));
    } else {
      room -= found.size();
      after.put(question, known(found));
      found.along().forEach((along, also) -> after.putIfAbsent(along, known(also)));
    }
  }

  private Known known(Found found) {
    return new Known(found, null, 0, start + asker.pace().afterAnswer(found.ttl(), stretch));
  }

  /** Null sockets stand for what was there before. */
  private void end(@Nullable Collection<Socket> sockets, @Nullable String wrong) {
    boolean tooMany = sockets != null && sockets.size() > MAX_SOCKETS;
    String problem = tooMany ? "more than " + MAX_SOCKETS + " addresses" : wrong;
    long until = start + asker.pace().ceiling().toNanos();
    for (Known known : after.values()) {
      until = until - known.until() < 0 ? until : known.until();
    }
    List<Socket> now = sockets == null || tooMany ? before.sockets() : List.copyOf(sockets);
    then.accept(new Remembered(after, now, problem == null ? problem() : problem, until));
  }

  /** Returns the first of what is wrong, in an order that does not depend on who answered first. */
  private @Nullable String problem() {
    return after.entrySet().stream()
        .filter(each -> each.getValue().problem() != null)
        .map(each -> each.getKey() + ": " + each.getValue().problem())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
