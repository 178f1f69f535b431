package io.discovery.dns;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.core.InMemorySource;
import io.discovery.core.dns.ClusterZone;
import io.discovery.core.feed.Feed;
import io.discovery.time.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

/**
 * Any bytes are a message that is answered by the rules or not at all: what Jazzer calls, in the
 * profile "fuzz".
 *
 * <p>No exception; an answer exactly to what has a header and is no response; readable by another
 * library, with the same id, within the size that the client can take; the same again out of the
 * cache; each within 50 ms.
 */
final class MessageFuzz {
  private static final long MAX_NANOS = 50_000_000;
  private static final int TRIES = 5;
  private static final int HEADER = 12;
  private static final ClusterZone ZONE =
      new ClusterZone(
          List.of("cluster.local.", "96.10.in-addr.arpa.", "244.10.in-addr.arpa."), 5, List.of());
  private static final ClusterNames NAMES = names();

  /** Answers foreign names with what it was asked. */
  private static final Upstream ECHO = (query, tcp, then) -> then.accept(echo(query));

  private static final Answers CACHING = answers(Upstream.NONE);
  private static final Answers FORWARDING = answers(ECHO);

  private MessageFuzz() {}

  /** Looks at one input. */
  public static void fuzzerTestOneInput(byte[] data) {
    byte[] message = data.length > 0xFFFF ? Arrays.copyOf(data, 0xFFFF) : data;
    byte[] fresh = timed(answers(Upstream.NONE), message, false);
    byte[] cached = timed(CACHING, message, false);
    check(Arrays.equals(cached, fresh), "the cache", message, cached);
    check(message, cached, false);
    check(message, timed(FORWARDING, message, true), true);
  }

  private static Answers answers(Upstream upstream) {
    return new Answers(ZONE, NAMES, PodNames.INSECURE, () -> true, upstream);
  }

  private static ClusterNames names() {
    InMemorySource source = new InMemorySource();
    source.replaceAll(FuzzedCluster.objects());
    ClusterNames names = new ClusterNames(Time.system());
    try (ServiceDiscovery discovery = Discovery.of(source)) {
      ((Feed) discovery).follow(names, true).close();
    }
    return names;
  }

  private static byte[] echo(byte[] query) {
    byte[] answer = query.clone();
    answer[2] |= (byte) 0x80;
    return answer;
  }

  /** Answers; an input that is slow once only met another program. */
  private static byte[] timed(Answers answers, byte[] message, boolean tcp) {
    byte[] answer = new byte[0];
    for (int i = 0; i < TRIES; i++) {
      byte[] copy = message.clone();
      long start = System.nanoTime();
      answer = answer(answers, copy, tcp);
      if (System.nanoTime() - start < MAX_NANOS) {
        check(Arrays.equals(message, copy), "the message was written to", message, answer);
        return answer;
      }
    }
    throw new IllegalStateException("slow: " + HexFormat.of().formatHex(message));
  }

  private static byte[] answer(Answers answers, byte[] message, boolean tcp) {
    List<byte[]> later = new ArrayList<>();
    Answers.Client client = () -> (bytes, length) -> later.add(Arrays.copyOf(bytes, length));
    if (answers.answer(message, message.length, tcp, client)) {
      later.add(Arrays.copyOf(answers.writer.bytes, answers.writer.length));
    }
    check(later.size() < 2, "two answers", message, new byte[0]);
    return later.isEmpty() ? new byte[0] : later.get(0);
  }

  private static void check(byte[] message, byte[] answer, boolean tcp) {
    boolean expected = message.length >= HEADER && message[2] >= 0;
    check(expected == answer.length > 0, "an answer: " + expected, message, answer);
    if (expected) {
      check(answer.length >= HEADER && answer[2] < 0, "no response", message, answer);
      check(Arrays.equals(message, 0, 2, answer, 0, 2), "another id", message, answer);
      boolean fits = answer.length <= 512 || answer.length <= (tcp ? 0xFFFF : limit(message));
      check(fits, "too long", message, answer);
      try {
        Message read = new Message(answer);
        boolean one = read.getSection(Section.QUESTION).size() <= 1;
        check(one, "two questions", message, answer);
      } catch (IOException | RuntimeException e) {
        throw new IllegalStateException(text("not readable", message, answer), e);
      }
    }
  }

  /** What the client can take: what its OPT record says, but never less than 512 bytes. */
  private static int limit(byte[] message) {
    try {
      var opt = new Message(message).getOPT();
      return opt == null ? 512 : Math.max(512, opt.getPayloadSize());
    } catch (IOException | RuntimeException e) {
      return 0xFFFF; // nobody knows
    }
  }

  private static void check(boolean good, String what, byte[] message, byte[] answer) {
    if (!good) {
      throw new IllegalStateException(text(what, message, answer));
    }
  }

  private static String text(String what, byte[] message, byte[] answer) {
    HexFormat hex = HexFormat.of();
    return what + ": " + hex.formatHex(message) + " -> " + hex.formatHex(answer);
  }
}
