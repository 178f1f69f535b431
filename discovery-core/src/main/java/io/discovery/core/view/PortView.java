package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.model.AddressType;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one Service port in one family.
 *
 * @param family the family
 * @param entries what its slices say, duplicates included, in order
 */
record PortView(AddressType family, List<Entry> entries) {
  /** Returns the entries without the worse ones of each address and port. */
  List<Entry> distinct() {
    List<Entry> distinct = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      int last = distinct.size() - 1;
      if (last < 0 || !distinct.get(last).sameSocket(entry)) {
        distinct.add(entry);
      } else if (entry.replaces(distinct.get(last))) {
        distinct.set(last, entry);
      }
    }
    return distinct;
  }

  /** Returns what callers may use, as instances of before where nothing changed. */
  static List<Known> known(
      List<Entry> distinct, boolean local, Location location, @Nullable EndpointSet previous) {
    Rule[] rules = Categories.of(distinct, local, location);
    List<Known> before = previous == null ? List.of() : previous.known();
    List<Known> known = new ArrayList<>(rules.length);
    int at = 0;
    for (int i = 0; i < rules.length; i++) {
      Entry entry = distinct.get(i);
      while (at < before.size() && before.get(at).endpoint().compareTo(entry.endpoint()) < 0) {
        at++;
      }
      Known now =
          new Known(
              entry.endpoint(),
              entry.ready(),
              entry.from().conditions().isServing(),
              entry.terminating(),
              rules[i]);
      known.add(at < before.size() && same(before.get(at), now) ? before.get(at) : now);
    }
    return known;
  }

  /** Returns the set of before if it says the same. */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  static EndpointSet kept(EndpointSet now, @Nullable EndpointSet before) {
    if (before == null || before.known().size() != now.known().size()) {
      return now;
    }
    for (int i = 0; i < now.known().size(); i++) {
      if (now.known().get(i) != before.known().get(i)) {
        return now;
      }
    }
    return before;
  }

  private static boolean same(Known a, Known b) {
    return a.ready() == b.ready()
        && a.serving() == b.serving()
        && a.terminating() == b.terminating()
        && a.rule() == b.rule()
        && a.endpoint().sameAs(b.endpoint());
  }
}
