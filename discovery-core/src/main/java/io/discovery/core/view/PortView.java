package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints of one Service port in one family. */
final class PortView {
  private PortView() {}

  /** Returns sorted entries without the worse ones of each address and port. */
  static List<Entry> distinct(List<Entry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).sameSocket(entries.get(i - 1))) {
        return best(entries);
      }
    }
    return entries;
  }

  private static List<Entry> best(List<Entry> entries) {
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
  @SuppressWarnings("ReferenceEquality") // most endpoints are the same instance
  static List<Known> known(
      List<Entry> distinct, boolean local, Location location, @Nullable EndpointSet previous) {
    Rule[] rules = Categories.of(distinct, local, location);
    List<Known> before = previous == null ? List.of() : previous.known();
    List<Known> known = new ArrayList<>(rules.length);
    int at = 0;
    for (int i = 0; i < rules.length; i++) {
      Entry entry = distinct.get(i);
      while (at < before.size() && isBefore(before.get(at).endpoint(), entry.endpoint())) {
        at++;
      }
      Known was = at < before.size() ? before.get(at) : null;
      at += was != null && was.endpoint() == entry.endpoint() ? 1 : 0;
      known.add(was != null && same(was, entry, rules[i]) ? was : entry.known(rules[i]));
    }
    return known;
  }

  /** Returns what a caller may be given, in order of address and port. */
  static List<Endpoint> usable(List<Entry> distinct, boolean local, Location location) {
    Rule[] rules = Categories.of(distinct, local, location);
    List<Endpoint> usable = new ArrayList<>();
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].admits()) {
        usable.add(distinct.get(i).endpoint());
      }
    }
    return List.copyOf(usable);
  }

  @SuppressWarnings("ReferenceEquality") // most endpoints are the same instance
  private static boolean isBefore(Endpoint a, Endpoint b) {
    return a != b && a.compareTo(b) < 0;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Known was, Entry entry, Rule rule) {
    return was.rule() == rule
        && was.ready() == entry.ready()
        && was.serving() == entry.serving()
        && was.terminating() == entry.terminating()
        && (was.endpoint() == entry.endpoint() || was.endpoint().sameAs(entry.endpoint()));
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
}
