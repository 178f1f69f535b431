package io.discovery.core.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins what slices say of one port, in order, duplicates included. */
final class Joined {
  /** With more slices gone than this all is sorted anew. */
  private static final int FEW = 8;

  private Joined() {}

  /**
   * Returns the entries of all slices of a family.
   *
   * @param previous what came out last time: only what changed since then is sorted
   */
  static List<Entry> of(
      Map<String, ReadSlice> slices, PortKey key, @Nullable ServiceView previous) {
    List<Entry> before = previous == null ? null : previous.entries().get(key);
    List<ReadSlice> gone =
        previous == null || before == null ? List.of() : missing(previous.slices(), slices);
    if (previous == null || before == null || gone.size() > FEW) {
      return sorted(slices.values(), key);
    }
    List<Entry> added = sorted(missing(slices, previous.slices()), key);
    return gone.isEmpty() && added.isEmpty() ? before : merged(without(before, gone), added);
  }

  /** Returns the slices that the other map does not have in the same state. */
  @SuppressWarnings("ReferenceEquality")
  private static List<ReadSlice> missing(
      Map<String, ReadSlice> slices, Map<String, ReadSlice> others) {
    List<ReadSlice> missing = new ArrayList<>();
    for (ReadSlice slice : slices.values()) {
      if (others.get(slice.name()) != slice) {
        missing.add(slice);
      }
    }
    return missing;
  }

  private static List<Entry> sorted(Iterable<ReadSlice> slices, PortKey key) {
    List<Entry> entries = new ArrayList<>();
    for (ReadSlice slice : slices) {
      if (slice.family().equals(key.family())) {
        entries.addAll(slice.entries(key.name(), key.protocol()));
      }
    }
    entries.sort(Entry.ORDER);
    return entries;
  }

  private static List<Entry> without(List<Entry> entries, List<ReadSlice> gone) {
    List<Entry> rest = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (!gone.contains(entry.slice())) {
        rest.add(entry);
      }
    }
    return rest;
  }

  private static List<Entry> merged(List<Entry> a, List<Entry> b) {
    List<Entry> merged = new ArrayList<>(a.size() + b.size());
    int at = 0;
    for (Entry entry : b) {
      while (at < a.size() && Entry.ORDER.compare(a.get(at), entry) < 0) {
        merged.add(a.get(at++));
      }
      merged.add(entry);
    }
    merged.addAll(a.subList(at, a.size()));
    return merged;
  }
}
