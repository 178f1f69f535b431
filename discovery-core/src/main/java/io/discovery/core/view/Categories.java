package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.ForNode;
import io.discovery.model.EndpointSlice.ForZone;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.List;

/**
 * Says what lets each endpoint in or keeps it out (CategorizeEndpoints, pkg/proxy/topology.go).
 *
 * @param location where the caller is
 * @param local whether only endpoints on the caller's own node may be used
 * @param anyReady whether any endpoint is ready
 * @param readyHere whether one is ready on the caller's own node
 * @param hint what hints at the caller's place, if hints count
 */
record Categories(
    Location location, boolean local, boolean anyReady, boolean readyHere, @Nullable Object hint) {
  /** Looks at the endpoints of one family. */
  static Categories of(Entry[] entries, boolean localOnly, Location location) {
    String node = location.node();
    boolean local = localOnly && node != null;
    boolean anyReady = false;
    boolean readyHere = false;
    for (int i = 0; i < entries.length && !(anyReady && (readyHere || !local)); i++) {
      anyReady |= entries[i].ready();
      readyHere |= local && entries[i].ready() && entries[i].isOn(node);
    }
    return new Categories(
        location, local, anyReady, readyHere, local ? null : hint(entries, location));
  }

  /** Returns the rule of an endpoint. */
  Rule rule(Entry entry) {
    boolean here = entry.isOn(location.node());
    if (local && !here && (entry.ready() || (entry.lingering() && !anyReady))) {
      return Rule.OTHER_NODE;
    }
    if (entry.ready()) {
      return hint == null || hints(entry, hint).contains(hint) ? Rule.READY : Rule.OTHER_HINT;
    }
    return notReady(entry, local ? here && !readyHere : !anyReady);
  }

  private static Rule notReady(Entry entry, boolean fallback) {
    if (fallback && entry.lingering()) {
      return Rule.FALLBACK;
    }
    return entry.terminating() ? Rule.TERMINATING : Rule.NOT_READY;
  }

  /** Hints count only if every ready endpoint has one and one of them names this place. */
  private static @Nullable Object hint(Entry[] entries, Location location) {
    Object node = location.node() == null ? null : new ForNode(location.node());
    if (node != null && count(entries, node)) {
      return node;
    }
    Object zone = location.zone() == null ? null : new ForZone(location.zone());
    return zone != null && count(entries, zone) ? zone : null;
  }

  private static boolean count(Entry[] entries, Object hint) {
    boolean here = false;
    for (Entry entry : entries) {
      if (entry.ready()) {
        List<?> hints = hints(entry, hint);
        if (hints.isEmpty()) {
          return false;
        }
        here = here || hints.contains(hint);
      }
    }
    return here;
  }

  private static List<?> hints(Entry entry, Object hint) {
    EndpointSlice.@Nullable Hints hints = entry.from().hints();
    return hints == null
        ? List.of()
        : hint instanceof ForNode ? hints.forNodes() : hints.forZones();
  }
}
