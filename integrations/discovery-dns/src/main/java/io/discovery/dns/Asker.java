package io.discovery.dns;

import io.discovery.time.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Asks questions, a bounded number at a time; confined to the loop. */
final class Asker {
  static final int MAX_AT_ONCE = 64;

  private final Exchange.Means means;
  private final ResolvConf conf;
  private final Time time;
  private final Pace pace;
  private final Resolvers resolvers;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<Lookup> open = new LinkedHashSet<>();
  private boolean closed;

  Asker(Exchange.Means means, ResolvConf conf, Time time, Pace pace) {
    this.means = means;
    this.conf = conf;
    this.time = time;
    this.pace = pace;
    resolvers = new Resolvers(conf.resolvers(), time, means.randomness());
  }

  /** Returns the names that a name may stand for, the one to try first at the front. */
  List<Name> candidates(String name) {
    try {
      return conf.candidates(name);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("name: \"" + name + "\" (" + e.getMessage() + ")", e);
    }
  }

  long now() {
    return time.nanoTime();
  }

  Pace pace() {
    return pace;
  }

  /** Asks, and tells the result in a later task of the loop. */
  void ask(Question question, Result result) {
    waiting.add(new Waiting(question, result));
    next();
  }

  private void next() {
    while (!closed && open.size() < MAX_AT_ONCE && !waiting.isEmpty()) {
      waiting.remove().begin();
    }
  }

  /** Ends all; nothing more is told. */
  void close() {
    closed = true;
    waiting.clear();
    open.forEach(Lookup::close);
    open.clear();
  }

  /** What a question comes to. */
  interface Result {
    /** Takes what was found, or null and why nobody answered. */
    void take(@Nullable Found found, String problem);
  }

  /** A question that waits for its turn. */
  private final class Waiting implements Lookup.Result {
    private final Result result;
    private final Lookup lookup;

    Waiting(Question question, Result result) {
      this.result = result;
      lookup = new Lookup(question, means, resolvers, conf.attempts(), this);
    }

    void begin() {
      open.add(lookup);
      lookup.next();
    }

    @Override
    public void found(Found found) {
      end(found, "");
    }

    @Override
    public void failed(String why) {
      end(null, why);
    }

    private void end(@Nullable Found found, String problem) {
      open.remove(lookup);
      result.take(found, problem);
      next();
    }
  }
}
