package io.discovery.model;

import io.discovery.model.Endpoints.Address;
import io.discovery.model.Endpoints.Port;
import io.discovery.model.Endpoints.Subset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The canonical form of subsets: one for each set of addresses (pkg/api/v1/endpoints). */
final class Repacking {
  /** Stands for no port, so that addresses without ports are not lost. */
  private static final Port NONE = new Port(null, -1, null, null);

  private final Map<String, Address> addresses = new HashMap<>();
  private final Map<Port, Map<String, Boolean>> readyByPort = new LinkedHashMap<>();

  static List<Subset> of(List<Subset> subsets) {
    Repacking repacking = new Repacking();
    for (Subset subset : subsets) {
      for (Port port : subset.ports().isEmpty() ? List.of(NONE) : subset.ports()) {
        repacking.add(port, subset.addresses(), true);
        repacking.add(port, subset.notReadyAddresses(), false);
      }
    }
    return repacking.subsets();
  }

  /** An address is known by its text and the uid of its target; the first of its kind counts. */
  private void add(Port port, List<Address> given, boolean ready) {
    Map<String, Boolean> readiness = readyByPort.computeIfAbsent(port, absent -> new TreeMap<>());
    for (Address address : given) {
      ObjectReference target = address.targetRef();
      String uid = target == null ? "" : Objects.requireNonNullElse(target.uid(), "");
      String key = address.ip() + '\0' + uid;
      addresses.putIfAbsent(key, address);
      readiness.merge(key, ready, Boolean::logicalAnd);
    }
  }

  private List<Subset> subsets() {
    Map<Map<String, Boolean>, List<Port>> portsByAddresses = new LinkedHashMap<>();
    readyByPort.forEach(
        (port, readiness) -> {
          List<Port> ports =
              portsByAddresses.computeIfAbsent(readiness, absent -> new ArrayList<>());
          if (port.port() > 0) {
            ports.add(port);
          }
        });
    List<Subset> subsets = new ArrayList<>();
    portsByAddresses.forEach(
        (readiness, ports) ->
            subsets.add(new Subset(select(readiness, true), select(readiness, false), ports)));
    return subsets;
  }

  private List<Address> select(Map<String, Boolean> readiness, boolean ready) {
    List<Address> selected = new ArrayList<>();
    readiness.forEach(
        (key, isReady) -> {
          if (isReady == ready) {
            selected.add(Objects.requireNonNull(addresses.get(key)));
          }
        });
    return selected;
  }
}
