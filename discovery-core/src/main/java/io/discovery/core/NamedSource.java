package io.discovery.core;

import io.discovery.watch.ObjectSource;
import io.discovery.watch.WatchSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A source under a name that no other source has.
 *
 * @param name the name
 * @param source what to watch
 * @param admitted whether its objects are what a cluster has; otherwise they are still to be
 *     admitted
 * @param trusted whether its loopback addresses are meant
 */
record NamedSource(String name, WatchSource source, boolean admitted, boolean trusted) {
  static NamedSource ofAdmitted(WatchSource source) {
    return new NamedSource(source.name(), source, true, source instanceof FixedServices);
  }

  static NamedSource ofDeclared(ObjectSource source) {
    return new NamedSource(source.name(), source::follow, false, false);
  }

  /** Returns whether something is still to be admitted. */
  static boolean needPlane(List<NamedSource> sources) {
    boolean need = false;
    for (NamedSource each : sources) {
      need |= !each.admitted;
    }
    return need;
  }

  /** Returns the sources with names that are short and differ, also from the control plane's. */
  static List<NamedSource> distinct(List<NamedSource> sources) {
    Set<String> taken = new LinkedHashSet<>();
    if (needPlane(sources)) {
      taken.add(Sources.PLANE);
    }
    List<NamedSource> distinct = new ArrayList<>();
    for (NamedSource each : sources) {
      boolean nameless = each.name.isBlank() || each.name.contains("$$Lambda");
      String base = nameless ? "source" : each.name;
      String name = base;
      for (int number = 2; !taken.add(name); number++) {
        name = base + "#" + number;
      }
      distinct.add(new NamedSource(name, each.source, each.admitted, each.trusted));
    }
    return distinct;
  }
}
