package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.ArrayList;
import java.util.List;

/** What is known of the endpoints of one Service port in one family. */
final class PortView {
  private static final PortView EMPTY =
      new PortView(new Entry[0], Categories.of(new Entry[0], false, Location.ANYWHERE));

  private final Entry[] entries;
  private final Categories categories;
  private final Known[] all;
  private List<Known> known = List.of();

  private PortView(Entry[] entries, Categories categories) {
    this.entries = entries;
    this.categories = categories;
    all = new Known[entries.length];
  }

  /**
   * Decides about entries.
   *
   * @param previous what came out last time, if there is one: what did not change stays the same
   *     instance
   */
  static PortView of(
      Entry[] distinct, boolean local, Location location, @Nullable PortView previous) {
    PortView view = new PortView(distinct, Categories.of(distinct, local, location));
    PortView before = previous == null ? EMPTY : previous;
    view.known = view.follow(before) ? before.known : List.of(view.all);
    return view;
  }

  /** Returns what was decided, in order of address and port. */
  List<Known> known() {
    return known;
  }

  /** Fills in all, and returns whether it is what it was before. */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private boolean follow(PortView before) {
    boolean alike = categories.equals(before.categories);
    boolean same = all.length == before.all.length;
    int at = 0;
    for (int i = 0; i < all.length; i++) {
      int copied = alike ? copy(before, at, i) : 0;
      same &= copied == 0 || at == i;
      at += copied;
      i += copied;
      if (i == all.length) {
        break;
      }
      Endpoint endpoint = entries[i].endpoint();
      while (at < before.all.length && isBefore(before.all[at].endpoint(), endpoint)) {
        at++;
      }
      Known was = at < before.all.length ? before.all[at] : null;
      all[i] = decide(entries[i], was);
      same &= at == i && all[i] == was;
      at += was != null && was.endpoint() == endpoint ? 1 : 0;
    }
    return same;
  }

  /** Copies what is known of the same entries; returns of how many. */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private int copy(PortView before, int from, int to) {
    int most = Math.min(before.all.length - from, all.length - to);
    int same = 0;
    while (same < most && entries[to + same] == before.entries[from + same]) {
      same++;
    }
    System.arraycopy(before.all, from, all, to, same);
    return same;
  }

  private Known decide(Entry entry, @Nullable Known was) {
    Rule rule = categories.rule(entry);
    return was != null && same(was, entry, rule) ? was : entry.known(rule);
  }

  /** Returns what a caller may be given, in order of address and port. */
  static List<Endpoint> usable(Entry[] distinct, boolean local, Location location) {
    Categories categories = Categories.of(distinct, local, location);
    List<Endpoint> usable = new ArrayList<>();
    for (Entry entry : distinct) {
      if (categories.rule(entry).admits()) {
        usable.add(entry.endpoint());
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
}
