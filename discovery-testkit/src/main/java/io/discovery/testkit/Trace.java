package io.discovery.testkit;

import java.util.List;

/**
 * What happened in a cluster: one line for each change of the store and each step of a Pod, with
 * its time. Same seed and same calls, same trace, in another JVM too (virtual time).
 *
 * @param hash SHA-256 over all lines, in hexadecimal digits
 * @param count number of lines in all
 * @param lines the last lines, at most 100,000
 */
public record Trace(String hash, long count, List<String> lines) {
  /** Copies. */
  public Trace {
    lines = List.copyOf(lines);
  }

  /** Returns the lines as text. */
  public String text() {
    return String.join("\n", lines);
  }
}
