package io.discovery.dns;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a Service port after a round of questions.
 *
 * @param known by question
 * @param sockets the endpoints, in order; null if they never were known
 * @param problem why that may be out of date; null if it is not
 * @param until when to ask again, by the monotonic clock
 */
record Remembered(
    Map<Question, Known> known,
    @Nullable List<Socket> sockets,
    @Nullable String problem,
    long until) {
  static final Remembered NOTHING = new Remembered(Map.of(), null, null, 0);
}
