package io.discovery.examples.firstlight;

import java.util.List;

/**
 * How a run is at one moment.
 *
 * @param phase what happens to the application
 * @param elapsedMillis time since the first call
 * @param totalMillis time that was asked for
 * @param calls calls so far
 * @param failed failed calls so far
 * @param perSecond calls a second lately
 * @param rows a row a Service port
 */
record Frame(
    String phase,
    long elapsedMillis,
    long totalMillis,
    long calls,
    long failed,
    double perSecond,
    List<Row> rows) {
  Frame {
    rows = List.copyOf(rows);
  }

  /**
   * A Service port.
   *
   * @param service its name
   * @param address its virtual address
   * @param perSecond calls a second lately
   * @param calls calls so far
   * @param pods its endpoints by version and state
   */
  record Row(String service, String address, double perSecond, long calls, List<Group> pods) {
    Row {
      pods = List.copyOf(pods);
    }
  }

  /**
   * Endpoints of one version.
   *
   * @param version brief name of the image
   * @param states an endpoint each: ready, not ready or terminating
   * @param perSecond calls a second that it answered lately
   */
  record Group(String version, List<State> states, double perSecond) {
    Group {
      states = List.copyOf(states);
    }
  }

  /** How an endpoint is. */
  enum State {
    READY('●', '*'),
    NOT_READY('○', 'o'),
    TERMINATING('◌', 'x');

    private final char dot;
    private final char ascii;

    State(char dot, char ascii) {
      this.dot = dot;
      this.ascii = ascii;
    }

    char mark(boolean unicode) {
      return unicode ? dot : ascii;
    }
  }
}
