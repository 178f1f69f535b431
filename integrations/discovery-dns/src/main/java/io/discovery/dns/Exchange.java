package io.discovery.dns;

import io.discovery.time.EventLoop;
import io.discovery.time.EventLoop.Timer;
import io.discovery.time.Randomness;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One query to one server, from a port of its own, until it is answered or given up. */
final class Exchange implements Network.Receiver {
  /** So many packets that answer something else are a flood: the port is given up. */
  static final int MAX_WRONG = 32;

  private final Query query;
  private final InetSocketAddress server;
  private final boolean stream;
  private final Outcome outcome;
  private final Network.Port port;
  private final Timer timer;
  private int wrong;
  private boolean over;

  private Exchange(
      Query query, InetSocketAddress server, boolean stream, Outcome outcome, Means means) {
    this.query = query;
    this.server = server;
    this.stream = stream;
    this.outcome = outcome;
    port = means.network.send(server, query.bytes(), stream, this);
    timer =
        means.loop.schedule(
            means.timeout, () -> failed("no answer within " + means.timeout.toMillis() + " ms"));
  }

  static Exchange begin(
      Question question, InetSocketAddress server, boolean stream, Outcome outcome, Means means) {
    Query query = Query.of(question, means.randomness);
    return new Exchange(query, server, stream, outcome, means);
  }

  @Override
  public void received(InetSocketAddress from, byte[] message) {
    if (over) {
      return;
    }
    Query.Match match = from.equals(server) ? query.match(message) : Query.Match.WRONG;
    if (match == Query.Match.WRONG) {
      wrong();
    } else if (stream && Query.truncated(message)) {
      failed("an answer that is cut although it came as a stream");
    } else if (!stream && (match == Query.Match.OTHER_CASE || Query.truncated(message))) {
      end();
      outcome.streamWanted();
    } else {
      end();
      outcome.answered(message);
    }
  }

  /** A stream comes from whom it was opened to: there is nothing to wait for. */
  private void wrong() {
    wrong++;
    if (stream) {
      failed("an answer to another question");
    } else if (wrong > MAX_WRONG) {
      end();
      outcome.streamWanted();
    }
  }

  @Override
  public void failed(String why) {
    if (!over) {
      end();
      outcome.failed(why);
    }
  }

  /** Ends it without an outcome; more than once is fine. */
  void close() {
    end();
  }

  private void end() {
    over = true;
    port.close();
    timer.cancel();
  }

  /**
   * What queries are sent with.
   *
   * @param timeout how long an answer may take
   */
  record Means(EventLoop loop, Network network, Randomness randomness, Duration timeout) {}

  /** How an exchange ends. */
  interface Outcome {
    /** The server answered. */
    void answered(byte[] message);

    /** The answer is too long for a datagram, or somebody guesses: a stream is safe from both. */
    void streamWanted();

    void failed(String why);
  }
}
