package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.model.EndpointSlice;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what lets each endpoint in or keeps it out (CategorizeEndpoints, pkg/proxy/topology.go). */
final class Categories {
  private final List<Entry> entries;
  private final Location location;
  private final boolean anyReady;

  private Categories(List<Entry> entries, Location location) {
    this.entries = entries;
    this.location = location;
    anyReady = any(Entry::ready);
  }

  /**
   * Returns the rules of endpoints of one family, by their place in the list.
   *
   * @param local whether only endpoints on the caller's own node may be used
   */
  static Rule[] of(List<Entry> entries, boolean local, Location location) {
    Categories categories = new Categories(entries, location);
    return local && location.node() != null ? categories.local() : categories.cluster();
  }

  private boolean any(Predicate<Entry> condition) {
    for (Entry entry : entries) {
      if (condition.test(entry)) {
        return true;
      }
    }
    return false;
  }

  private Rule[] cluster() {
    Predicate<Entry> hinted = hints();
    Rule[] rules = new Rule[entries.size()];
    for (int i = 0; i < rules.length; i++) {
      Entry entry = entries.get(i);
      if (entry.ready()) {
        rules[i] = hinted.test(entry) ? Rule.READY : Rule.OTHER_HINT;
      } else {
        rules[i] = notReady(entry, !anyReady);
      }
    }
    return rules;
  }

  private Rule[] local() {
    String node = location.node();
    boolean readyHere = any(entry -> entry.ready() && entry.isOn(node));
    Rule[] rules = new Rule[entries.size()];
    for (int i = 0; i < rules.length; i++) {
      Entry entry = entries.get(i);
      if (entry.isOn(node)) {
        rules[i] = entry.ready() ? Rule.READY : notReady(entry, !readyHere);
      } else if (entry.ready() || (entry.lingering() && !anyReady)) {
        rules[i] = Rule.OTHER_NODE;
      } else {
        rules[i] = notReady(entry, false);
      }
    }
    return rules;
  }

  private static Rule notReady(Entry entry, boolean fallback) {
    if (fallback && entry.lingering()) {
      return Rule.FALLBACK;
    }
    return entry.terminating() ? Rule.TERMINATING : Rule.NOT_READY;
  }

  /** A hint counts only if every ready endpoint has one and one of them names this place. */
  private Predicate<Entry> hints() {
    String node = location.node();
    if (node != null && allHint(Categories::hintsNode, entry -> isForNode(entry, node))) {
      return entry -> isForNode(entry, node);
    }
    String zone = location.zone();
    if (zone != null && allHint(Categories::hintsZone, entry -> isForZone(entry, zone))) {
      return entry -> isForZone(entry, zone);
    }
    return entry -> true;
  }

  private boolean allHint(Predicate<Entry> hints, Predicate<Entry> isForHere) {
    boolean here = false;
    for (Entry entry : entries) {
      if (entry.ready()) {
        if (!hints.test(entry)) {
          return false;
        }
        here = here || isForHere.test(entry);
      }
    }
    return here;
  }

  private static boolean hintsNode(Entry entry) {
    EndpointSlice.@Nullable Hints hints = entry.from().hints();
    return hints != null && !hints.forNodes().isEmpty();
  }

  private static boolean hintsZone(Entry entry) {
    EndpointSlice.@Nullable Hints hints = entry.from().hints();
    return hints != null && !hints.forZones().isEmpty();
  }

  private static boolean isForNode(Entry entry, String node) {
    EndpointSlice.@Nullable Hints hints = entry.from().hints();
    return hints != null && hints.forNodes().stream().anyMatch(hint -> hint.name().equals(node));
  }

  private static boolean isForZone(Entry entry, String zone) {
    EndpointSlice.@Nullable Hints hints = entry.from().hints();
    return hints != null && hints.forZones().stream().anyMatch(hint -> hint.name().equals(zone));
  }
}
