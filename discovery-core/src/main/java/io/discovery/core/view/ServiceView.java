package io.discovery.core.view;

import io.discovery.Location;
import io.discovery.Refusal;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.model.AddressType;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What callers at one place may use of a Service; immutable. */
public final class ServiceView {
  private final @Nullable ServiceSnapshot snapshot;
  private final List<Refusal> refusals;
  private final Map<String, ReadSlice> slices;
  private final Map<PortKey, Joined> entries;
  private final Map<PortKey, PortView> ports;

  ServiceView(
      @Nullable ServiceSnapshot snapshot,
      List<Refusal> refusals,
      Map<String, ReadSlice> slices,
      Map<PortKey, Joined> entries,
      Map<PortKey, PortView> ports) {
    this.snapshot = snapshot;
    this.refusals = List.copyOf(refusals);
    this.slices = slices;
    this.entries = entries;
    this.ports = ports;
  }

  /**
   * Looks at a Service.
   *
   * @param objects the Service and its slices
   * @param location where the caller is, the zone filled in if it is known
   * @param loopback whether loopback addresses are meant
   * @param previous what came out last time: what did not change stays the same instance
   */
  public static ServiceView of(
      ServiceObjects objects, Location location, boolean loopback, @Nullable ServiceView previous) {
    return new Reading(objects, location, loopback, previous).view();
  }

  /** Returns the Service and its endpoints, or null if it cannot be used at all. */
  public @Nullable ServiceSnapshot snapshot() {
    return snapshot;
  }

  /** Returns what is not used, and why. */
  public List<Refusal> refusals() {
    return refusals;
  }

  /**
   * Returns what a caller may be given of a port in one family, in order of address and port.
   *
   * @param local whether only endpoints on the caller's own node may be used
   */
  public List<Endpoint> usable(
      AddressType family, String port, Protocol protocol, boolean local, Location location) {
    PortKey key = new PortKey(family, port, protocol);
    Joined joined = entries.get(key);
    return joined == null ? List.of() : PortView.usable(joined.distinct(), local, location);
  }

  /**
   * Returns what the slices have in one family, also of ports that the Service does not have; port
   * by port in order of address.
   */
  public List<EndpointSet.Known> known(AddressType family, Location location) {
    Set<PortKey> keys = new LinkedHashSet<>();
    slices.values().forEach(slice -> slice.addKeys(family, keys));
    List<EndpointSet.Known> known = new ArrayList<>();
    for (PortKey key : keys) {
      Entry[] distinct = Joined.of(slices, key, null).distinct();
      known.addAll(PortView.of(distinct, false, location, null).known());
    }
    return known;
  }

  /** Returns the slices as they were read, by name. */
  Map<String, ReadSlice> slices() {
    return slices;
  }

  /** Returns what the slices say of each port. */
  Map<PortKey, Joined> entries() {
    return entries;
  }

  /** Returns what was decided of each port that was looked at. */
  Map<PortKey, PortView> ports() {
    return ports;
  }

  @Override
  public String toString() {
    return "ServiceView[" + snapshot + ", " + refusals + "]";
  }
}
