package io.discovery.dns;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole answers without OPT record, by question; confined to one thread. */
final class AnswerCache {
  private static final int MAX_LASTING = 65_536;
  private static final int MAX_PASSING = 8_192;
  private static final long MAX_BYTES = 32 << 20;

  /** Answers with records, which hold as long as what they are made of. */
  private final Map<Question, Kept> lasting = new HashMap<>();

  /** Answers without, whose SOA is another one after each change. */
  private final Map<Question, Kept> passing = new HashMap<>();

  private final Question sought = new Question();
  private long size;

  private static final class Kept {
    final byte[] message;
    final Reading reading;

    Kept(byte[] message, Reading reading) {
      this.message = message;
      this.reading = reading;
    }
  }

  /** A question; one that is sought is used again and again. */
  private static final class Question implements Comparable<Question> {
    private byte[] name = new byte[0];
    private int length;
    private int type;
    private int hash;

    /** Returns whether answers to it may be kept: its letters are small. */
    boolean set(ClientQuery query) {
      name = query.name;
      length = query.nameLength;
      type = query.type;
      int sum = type;
      for (int i = 0; i < length; i++) {
        byte b = name[i];
        if (b >= 'A' && b <= 'Z') {
          return false;
        }
        sum = 31 * sum + b;
      }
      hash = sum;
      return true;
    }

    Question copy() {
      Question copy = new Question();
      copy.name = Arrays.copyOf(name, length);
      copy.length = length;
      copy.type = type;
      copy.hash = hash;
      return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Question that
          && type == that.type
          && Arrays.equals(name, 0, length, that.name, 0, that.length);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    /** Keeps a map fast whose keys somebody chose to have one hash. */
    @Override
    public int compareTo(Question that) {
      int byName = Arrays.compare(name, 0, length, that.name, 0, that.length);
      return byName != 0 ? byName : Integer.compare(type, that.type);
    }
  }

  /** Returns a message that answers a query, and that fits; null if there is none. */
  byte @Nullable [] find(ClientQuery query, int limit) {
    if (!sought.set(query)) {
      return null;
    }
    Kept kept = lasting.get(sought);
    if (kept != null) {
      if (!kept.reading.current() && !kept.reading.same()) {
        lasting.remove(sought);
        size -= kept.message.length;
        return null;
      }
    } else {
      kept = passing.get(sought);
      if (kept != null && !kept.reading.current()) {
        passing.remove(sought);
        return null;
      }
    }
    return kept == null || kept.message.length > limit ? null : kept.message;
  }

  /** Keeps the message that answers the query which was sought last. */
  void keep(ClientQuery query, byte[] message, Reading reading, boolean lasts) {
    if (!sought.set(query)) {
      return;
    }
    if (!lasts) {
      if (passing.size() >= MAX_PASSING) {
        passing.clear();
      }
      passing.put(sought.copy(), new Kept(message, reading));
      return;
    }
    if (lasting.size() >= MAX_LASTING || size + message.length > MAX_BYTES) {
      lasting.clear();
      size = 0;
    }
    Kept before = lasting.put(sought.copy(), new Kept(message, reading));
    size += message.length - (before == null ? 0 : before.message.length);
  }
}
