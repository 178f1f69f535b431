package io.discovery.examples.firstlight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;

/** Calls over the time of the run, one row for each version of each Service; thread-safe. */
final class Timeline {
  /** What a person can still overlook, and a terminal of 100 columns can show. */
  static final int SLOTS = 60;

  /** Stands in for the version where none answered. */
  static final String FAILED = "failed";

  private final long nanos;
  private final Map<Row, AtomicLongArray> calls = new ConcurrentSkipListMap<>();

  Timeline(Duration length) {
    nanos = Math.max(1, length.toNanos());
  }

  /** Counts a call that ended a while after the beginning. */
  void record(String service, String version, long elapsedNanos) {
    calls
        .computeIfAbsent(new Row(service, version), row -> new AtomicLongArray(SLOTS))
        .incrementAndGet(slot(elapsedNanos));
  }

  /** Returns the slot of a moment; the last one holds what comes later, too. */
  int slot(long elapsedNanos) {
    long slot = (long) ((double) elapsedNanos / nanos * SLOTS);
    return (int) Math.max(0, Math.min(SLOTS - 1, slot));
  }

  /** Returns the versions that answered for a Service, by their first call. */
  List<Row> versions(String service) {
    List<Row> rows = new ArrayList<>();
    for (Row row : calls.keySet()) {
      if (row.service.equals(service) && !row.version.equals(FAILED)) {
        rows.add(row);
      }
    }
    rows.sort((a, b) -> Integer.compare(firstSlot(a), firstSlot(b)));
    return rows;
  }

  /** Returns the calls of a row, a number a slot. */
  long[] calls(Row row) {
    long[] sums = new long[SLOTS];
    AtomicLongArray counts = calls.get(row);
    for (int i = 0; counts != null && i < SLOTS; i++) {
      sums[i] = counts.get(i);
    }
    return sums;
  }

  /** Returns all calls, a number a slot. */
  long[] all() {
    return sum(row -> true);
  }

  /** Returns the calls that failed, a number a slot. */
  long[] failed() {
    return sum(row -> row.version.equals(FAILED));
  }

  private long[] sum(Predicate<Row> rows) {
    long[] sums = new long[SLOTS];
    for (Row row : calls.keySet()) {
      if (rows.test(row)) {
        long[] more = calls(row);
        Arrays.setAll(sums, slot -> sums[slot] + more[slot]);
      }
    }
    return sums;
  }

  private int firstSlot(Row row) {
    long[] counts = calls(row);
    int slot = 0;
    while (slot < SLOTS - 1 && counts[slot] == 0) {
      slot++;
    }
    return slot;
  }

  /** A Service and a version that answered for it. */
  record Row(String service, String version) implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int byService = service.compareTo(other.service);
      return byService != 0 ? byService : version.compareTo(other.version);
    }
  }
}
