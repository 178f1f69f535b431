package io.discovery.core.view;

import io.discovery.core.nullness.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What slices say of one port in one family, in order of address and port. */
final class Joined {
  /** With more slices gone than this all is sorted anew. */
  private static final int FEW = 8;

  private final Entry[] all;
  private final Entry[] distinct;

  private Joined(Entry[] all, boolean unique) {
    this.all = all;
    distinct = unique ? all : distinct(all);
  }

  /** Returns the entries without the worse ones of each address and port. */
  Entry[] distinct() {
    return distinct;
  }

  /**
   * Joins all slices of a family.
   *
   * @param previous what came out last time: only what changed since then is looked at
   */
  static Joined of(Map<String, ReadSlice> slices, PortKey key, @Nullable ServiceView previous) {
    Joined before = previous == null ? null : previous.entries().get(key);
    List<ReadSlice> gone =
        previous == null || before == null ? List.of() : missing(previous.slices(), slices);
    if (previous == null || before == null || gone.size() > FEW) {
      return new Joined(sorted(slices.values(), key), false);
    }
    Entry[] removed = sorted(gone, key);
    Entry[] added = sorted(missing(slices, previous.slices()), key);
    return removed.length + added.length == 0 ? before : before.with(removed, added);
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

  private static Entry[] sorted(Iterable<ReadSlice> slices, PortKey key) {
    List<Entry> entries = new ArrayList<>();
    for (ReadSlice slice : slices) {
      if (slice.family().equals(key.family())) {
        entries.addAll(slice.entries(key.name(), key.protocol()));
      }
    }
    entries.sort(Entry.ORDER);
    return entries.toArray(new Entry[0]);
  }

  /** Replaces entries by others, both in order: what lies between is copied. */
  private Joined with(Entry[] removed, Entry[] added) {
    Entry[] merged = new Entry[all.length - removed.length + added.length];
    int[] places = new int[added.length];
    int next = 0;
    int from = 0;
    int size = 0;
    for (int i = 0; i <= removed.length; i++) {
      Entry last = i == removed.length ? null : removed[i];
      int until = last == null ? all.length : indexOf(last, from);
      while (next < added.length) {
        int order = last == null ? -1 : Entry.ORDER.compare(added[next], last);
        if (order > 0) {
          break;
        }
        int place = order == 0 ? until : placeOf(added[next], from, until);
        System.arraycopy(all, from, merged, size, place - from);
        size += place - from;
        from = place;
        places[next] = size;
        merged[size++] = added[next++];
      }
      System.arraycopy(all, from, merged, size, until - from);
      size += until - from;
      from = until + 1;
    }
    return new Joined(merged, all == distinct && areUnique(merged, places));
  }

  @SuppressWarnings("ReferenceEquality") // each slice has its own
  private int indexOf(Entry entry, int from) {
    int at = from;
    while (all[at] != entry) {
      at++;
    }
    return at;
  }

  private int placeOf(Entry entry, int from, int until) {
    int at = Arrays.binarySearch(all, from, until, entry, Entry.ORDER);
    return at < 0 ? ~at : at;
  }

  private static boolean areUnique(Entry[] entries, int[] places) {
    for (int place : places) {
      if ((place > 0 && entries[place].sameSocket(entries[place - 1]))
          || (place + 1 < entries.length && entries[place].sameSocket(entries[place + 1]))) {
        return false;
      }
    }
    return true;
  }

  private static Entry[] distinct(Entry[] entries) {
    List<Entry> distinct = new ArrayList<>(entries.length);
    for (Entry entry : entries) {
      int last = distinct.size() - 1;
      if (last < 0 || !distinct.get(last).sameSocket(entry)) {
        distinct.add(entry);
      } else if (entry.replaces(distinct.get(last))) {
        distinct.set(last, entry);
      }
    }
    return distinct.size() == entries.length ? entries : distinct.toArray(new Entry[0]);
  }
}
