package io.discovery.core;

import io.discovery.core.nullness.Nullable;
import io.discovery.core.snapshot.Snapshot;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServiceSnapshot;

/** Finds the Service that a wrong name may have meant. */
final class Nearest {
  /** Names further apart than this have nothing to do with each other. */
  private static final int MAX_DISTANCE = 2;

  /** Nobody waits for more comparisons than this. */
  private static final int MAX_COMPARED = 1_000;

  private Nearest() {}

  /** Returns a Service whose name is nearly the same, or the same in another namespace. */
  static @Nullable ServiceName to(ServiceName wanted, Snapshot snapshot) {
    ServiceName nearest = null;
    int best = MAX_DISTANCE + 1;
    int compared = 0;
    for (ServiceSnapshot service : snapshot.services()) {
      if (++compared > MAX_COMPARED) {
        break;
      }
      int distance = distance(wanted, service.name());
      if (distance < best) {
        best = distance;
        nearest = service.name();
      }
    }
    return nearest;
  }

  private static int distance(ServiceName wanted, ServiceName other) {
    int namespace = wanted.namespace().equals(other.namespace()) ? 0 : 1;
    return namespace + edits(wanted.name(), other.name());
  }

  /** Levenshtein distance; any number above the bound stands for all of them. */
  private static int edits(String a, String b) {
    if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
      return MAX_DISTANCE + 1;
    }
    int[] above = new int[b.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
