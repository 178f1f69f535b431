package io.discovery.dns;

import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * What the DNS has for a question.
 *
 * @param name where the aliases lead, from the name that was asked for
 * @param records the records there; empty if the server said that there is none
 * @param ttl seconds for which that holds
 * @param along what came with it, and may be believed
 * @param elsewhere whether the answer ends at an alias whose own name is still to be asked for
 */
record Found(
    Name name, List<Record> records, long ttl, Map<Question, Found> along, boolean elsewhere) {
  /** Returns how many records it holds. */
  int size() {
    return records.size() + along.values().stream().mapToInt(Found::size).sum();
  }

  Found atMost(long seconds) {
    return new Found(name, records, Math.min(ttl, seconds), along, elsewhere);
  }
}
