package io.discovery.core.controller;

import io.discovery.ControllerEvent;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Endpoint;
import io.discovery.model.EndpointSlice.ForZone;
import io.discovery.model.EndpointSlice.Hints;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.Service;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Topology mode Auto: every zone is given endpoints in proportion to the CPU of its nodes
 * (endpointslice/topologycache).
 *
 * <p>Remembers, as the controller does while it lives, the shares of the zones as of the last time
 * that nodes came, went, or changed in readiness or zone, and which Services have hints.
 */
final class AutoHints {
  /** A zone may get this part of its share: endpoints may be overloaded by 20 %. */
  private static final double LEAST = 1 / (1 + 0.2);

  private static final int MOST_DIGITS = 40;

  private final Map<String, Double> shares = new TreeMap<>();
  private final Map<NamespacedName, Map<String, Map<String, Integer>>> given = new TreeMap<>();
  private final Set<NamespacedName> enabled = new TreeSet<>();

  /** Returns whether the Service asks for the mode; the older annotation wins. */
  static boolean askedBy(Service service) {
    Map<String, String> annotations = service.metadata().annotations();
    String mode =
        annotations.getOrDefault(Service.TOPOLOGY_HINTS, annotations.get(Service.TOPOLOGY_MODE));
    return "Auto".equals(mode) || "auto".equals(mode);
  }

  /** Looks at all nodes anew; a node that does not say its zone or CPU spoils it for all. */
  void look(Collection<KubernetesObject> nodes) {
    shares.clear();
    Map<String, BigDecimal> cpus = new TreeMap<>();
    BigDecimal total = BigDecimal.ZERO;
    for (KubernetesObject object : nodes) {
      Node node = (Node) object;
      if (controls(node) || !isReady(node)) {
        continue;
      }
      String zone = node.zone();
      BigDecimal cpu = cpu(node.status().allocatable().getOrDefault("cpu", ""));
      if (zone == null || zone.isEmpty() || cpu.signum() == 0) {
        return;
      }
      total = total.add(cpu);
      cpus.merge(zone, cpu, BigDecimal::add);
    }
    if (cpus.size() > 1) {
      double all = milli(total);
      for (Map.Entry<String, BigDecimal> zone : cpus.entrySet()) {
        shares.put(zone.getKey(), milli(zone.getValue()) / all);
      }
    }
  }

  private static boolean controls(Node node) {
    Map<String, String> labels = node.metadata().labels();
    return labels.containsKey("node-role.kubernetes.io/control-plane")
        || labels.containsKey("node-role.kubernetes.io/master");
  }

  /** Returns whether the condition {@code Ready} is {@code True}. */
  static boolean isReady(Node node) {
    for (Condition condition : node.status().conditions()) {
      if (condition.type().equals("Ready")) {
        return condition.isTrue();
      }
    }
    return false;
  }

  /** Reads a quantity such as {@code 3500m}, {@code 4} or {@code 2Ki}; zero if it is none. */
  private static BigDecimal cpu(String text) {
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    try {
      BigDecimal number = new BigDecimal(text.substring(0, end));
      if (number.precision() + Math.abs(number.scale()) > MOST_DIGITS
          || !text.substring(end).matches("[numkMGTPE]?|[KMGTPE]i")) {
        return BigDecimal.ZERO;
      }
      int power = end == text.length() ? 0 : "num kMGTPE".indexOf(text.charAt(end)) - 3;
      return text.endsWith("i")
          ? number.multiply(BigDecimal.valueOf(1024).pow(text.charAt(end) == 'K' ? 1 : power))
          : number.scaleByPowerOfTen(3 * power);
    } catch (ArithmeticException | NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  private static double milli(BigDecimal cpu) {
    return cpu.scaleByPowerOfTen(3).setScale(0, RoundingMode.CEILING).doubleValue();
  }

  private static int minimum(double share, double endpoints) {
    return (int) Math.ceil(endpoints * share * LEAST);
  }

  /** Returns the Services of which a zone has fewer endpoints now than the least it may have. */
  List<NamespacedName> overloaded() {
    List<NamespacedName> found = new ArrayList<>();
    for (Map.Entry<NamespacedName, Map<String, Map<String, Integer>>> service : given.entrySet()) {
      for (Map<String, Integer> zones : service.getValue().values()) {
        if (isOverloaded(zones)) {
          found.add(service.getKey());
        }
      }
    }
    return found;
  }

  private boolean isOverloaded(Map<String, Integer> zones) {
    int total = 0;
    for (int count : zones.values()) {
      total += count;
    }
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      Integer count = zones.get(share.getKey());
      if (count == null || count < minimum(share.getValue(), total)) {
        return true;
      }
    }
    return shares.isEmpty();
  }

  /** Forgets the hints of a Service that does not ask for the mode, or not any more. */
  void withdraw(Service service, AddressType type, List<ControllerEvent> events) {
    if (enabled.contains(service.namespacedName())) {
      events.add(disabled(service, type, "Topology Aware Hints has been disabled"));
    }
    forget(service.namespacedName(), type);
  }

  /** Forgets the hints of one address type. */
  void forget(NamespacedName service, AddressType type) {
    enabled.remove(service);
    Map<String, Map<String, Integer>> types = given.get(service);
    if (types != null && types.remove(type.value()) != null && types.isEmpty()) {
      given.remove(service);
    }
  }

  /** Gives every ready endpoint one zone; where that cannot be done, none has hints. */
  void give(Service service, AddressType type, SliceWrites writes, List<ControllerEvent> events) {
    NamespacedName key = service.namespacedName();
    Map<String, Integer> zones = new TreeMap<>();
    String obstacle = allocate(writes, zones);
    if (obstacle != null) {
      events.add(disabled(service, type, obstacle));
      forget(key, type);
      writes.hintAll(endpoint -> null);
      return;
    }
    given.computeIfAbsent(key, absent -> new TreeMap<>()).put(type.value(), zones);
    if (enabled.add(key)) {
      String message = of(type, "Topology Aware Hints has been enabled");
      events.add(new ControllerEvent("Normal", "TopologyAwareHintsEnabled", message, service));
    }
  }

  private static ControllerEvent disabled(Service service, AddressType type, String message) {
    return new ControllerEvent(
        ControllerEvent.WARNING, "TopologyAwareHintsDisabled", of(type, message), service);
  }

  private static String of(AddressType type, String message) {
    return message + ", addressType: " + type.value();
  }

  /** Writes hints, and their number by zone; returns why that cannot be done, or null. */
  private @Nullable String allocate(SliceWrites writes, Map<String, Integer> zones) {
    if (shares.isEmpty()) {
      return "Insufficient Node information:"
          + " allocatable CPU or zone not specified on one or more nodes";
    }
    int count = written(writes).size() + ready(writes.unchanged).size();
    String counts = " (" + count + " endpoints, " + shares.size() + " zones)";
    if (shares.size() > count) {
      return "Insufficient number of endpoints" + counts;
    }
    int spare = count;
    for (double share : shares.values()) {
      spare -= minimum(share, count);
    }
    if (spare < 0) {
      return "Unable to allocate minimum required endpoints to each zone"
          + " without exceeding overload threshold"
          + counts;
    }
    // Where an endpoint lacks a zone, the caller takes the hints from slices moved here as well.
    keepValid(writes, zones, count, spare);
    for (Endpoint endpoint : written(writes)) {
      String zone = endpoint.zone();
      if (zone == null || zone.isEmpty()) {
        return "One or more endpoints do not have a zone specified";
      }
      add(zones, zone, 1);
    }
    TreeMap<String, Integer> giving = new TreeMap<>();
    TreeMap<String, Integer> receiving = new TreeMap<>();
    exchange(zones, count, giving, receiving);
    writes.hintWritten(endpoint -> hints(endpoint, zones, giving, receiving));
    return null;
  }

  private static List<Endpoint> written(SliceWrites writes) {
    List<Endpoint> written = ready(writes.creates);
    written.addAll(ready(writes.updates));
    return written;
  }

  private static List<Endpoint> ready(List<EndpointSlice> slices) {
    List<Endpoint> ready = new ArrayList<>();
    for (EndpointSlice slice : slices) {
      for (Endpoint endpoint : slice.endpoints()) {
        if (isReady(endpoint)) {
          ready.add(endpoint);
        }
      }
    }
    return ready;
  }

  private static boolean isReady(Endpoint endpoint) {
    return Boolean.TRUE.equals(endpoint.conditions().ready());
  }

  /** Counts the hints of the slices that may stay as they are; the others are written. */
  private void keepValid(SliceWrites writes, Map<String, Integer> zones, int count, int spare) {
    for (Iterator<EndpointSlice> left = writes.unchanged.iterator(); left.hasNext(); ) {
      EndpointSlice slice = left.next();
      Map<String, Integer> hints = hints(slice);
      if (hints != null && fits(hints, zones, count, spare)) {
        for (Map.Entry<String, Integer> zone : hints.entrySet()) {
          add(zones, zone.getKey(), zone.getValue());
        }
      } else {
        left.remove();
        writes.updates.add(slice);
      }
    }
  }

  private boolean fits(
      Map<String, Integer> hints, Map<String, Integer> zones, int count, int spare) {
    for (Map.Entry<String, Integer> zone : hints.entrySet()) {
      Double share = shares.get(zone.getKey());
      if (share == null
          || zone.getValue() + zones.getOrDefault(zone.getKey(), 0)
              > minimum(share, count) + spare) {
        return false;
      }
    }
    return true;
  }

  /** Returns the hints of the ready endpoints by zone; null if one has none. */
  private static @Nullable Map<String, Integer> hints(EndpointSlice slice) {
    Map<String, Integer> zones = new TreeMap<>();
    for (Endpoint endpoint : ready(List.of(slice))) {
      Hints hints = endpoint.hints();
      if (hints == null || hints.forZones().isEmpty()) {
        return null;
      }
      for (ForZone zone : hints.forZones()) {
        add(zones, zone.name(), 1);
      }
    }
    return zones;
  }

  /** Decides how many endpoints zones have to give, and to receive. */
  private void exchange(
      Map<String, Integer> zones,
      int count,
      Map<String, Integer> giving,
      Map<String, Integer> receiving) {
    Map<String, Double> surplus = new TreeMap<>();
    Map<String, Double> lack = new TreeMap<>();
    for (Map.Entry<String, Double> zone : shares.entrySet()) {
      double share = zone.getValue();
      double desired = Math.max(share * count, minimum(share, count));
      double over = zones.getOrDefault(zone.getKey(), 0) - desired;
      (over > 0 ? surplus : lack).put(zone.getKey(), Math.abs(over));
    }
    while (true) {
      String from = most(surplus);
      String to = most(lack);
      double gives = surplus.getOrDefault(from, 0.0);
      double takes = lack.getOrDefault(to, 0.0);
      if (Math.max(gives, takes) < 1 || Math.min(gives, takes) < 0.5) {
        return;
      }
      add(giving, from, 1);
      add(receiving, to, 1);
      surplus.put(from, gives - 1);
      lack.put(to, takes - 1);
    }
  }

  private static String most(Map<String, Double> zones) {
    String most = "";
    double value = 0;
    for (Map.Entry<String, Double> zone : zones.entrySet()) {
      if (zone.getValue() > value) {
        most = zone.getKey();
        value = zone.getValue();
      }
    }
    return most;
  }

  /** Adds to the count of a zone, which goes with its last. */
  private static void add(Map<String, Integer> zones, String zone, int number) {
    int sum = zones.getOrDefault(zone, 0) + number;
    if (sum == 0) {
      zones.remove(zone);
    } else {
      zones.put(zone, sum);
    }
  }

  /** Returns the hint of a ready endpoint; another one keeps what it has. */
  private static @Nullable Hints hints(
      Endpoint endpoint,
      Map<String, Integer> zones,
      Map<String, Integer> giving,
      TreeMap<String, Integer> receiving) {
    String zone = endpoint.zone();
    if (zone == null || !isReady(endpoint)) {
      return endpoint.hints();
    }
    if (giving.containsKey(zone) && !receiving.isEmpty()) {
      String to = receiving.firstKey();
      add(giving, zone, -1);
      add(receiving, to, -1);
      add(zones, zone, -1);
      add(zones, to, 1);
      zone = to;
    }
    return new Hints(List.of(new ForZone(zone)), List.of());
  }
}
