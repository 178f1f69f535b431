package io.discovery.core.controller;

import io.discovery.core.controller.SliceReconciler.PortGroup;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Endpoint;
import io.discovery.model.ObjectReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the endpoints of one set of ports are dealt out to slices.
 *
 * <p>First what is there is corrected in place. Then what is left fills the slices that are written
 * anyway, the fullest first. Then one slice that can take all the rest, or new ones. A slice is
 * never written only to make the sizes even ({@code reconcileByPortMapping}).
 */
final class SlicePacking {
  private final PortGroup group;
  private final AddressType type;
  private final SliceMetadata metadata;
  private final int maxEndpoints;
  private final List<Endpoint> desired;

  /** How many of them are dealt out, as long as slices have them in the same order. */
  private int dealt;

  /** Those that are not dealt out, once the orders part. */
  private @Nullable Map<Identity, Endpoint> rest;

  private final List<Edited> edited = new ArrayList<>();
  private final List<EndpointSlice> untouched = new ArrayList<>();

  private SlicePacking(
      PortGroup group, AddressType type, SliceMetadata metadata, int maxEndpoints) {
    this.group = group;
    this.type = type;
    this.metadata = metadata;
    this.maxEndpoints = maxEndpoints;
    this.desired = group.desired;
  }

  /** Takes the endpoints out of the group and deals them out. */
  static void pack(
      PortGroup group,
      AddressType type,
      SliceMetadata metadata,
      int maxEndpoints,
      SliceWrites writes) {
    SlicePacking packing = new SlicePacking(group, type, metadata, maxEndpoints);
    packing.correctInPlace(writes);
    packing.fillEdited();
    packing.placeRest(writes);
    for (Edited each : packing.edited) {
      writes.updates.add(each.slice.withEndpoints(each.endpoints));
    }
    writes.unchanged.addAll(packing.untouched);
  }

  @SuppressWarnings("ReferenceEquality") // most endpoints are the same instance
  private void correctInPlace(SliceWrites writes) {
    for (EndpointSlice slice : group.existing) {
      List<Endpoint> kept = new ArrayList<>(slice.endpoints().size());
      boolean changed = false;
      for (Endpoint endpoint : slice.endpoints()) {
        Endpoint wanted = deal(endpoint);
        if (wanted != null) {
          boolean same = wanted == endpoint || wanted.equals(endpoint);
          kept.add(same ? endpoint : wanted);
          changed |= !same && !isAlike(wanted, endpoint);
        }
      }
      changed |= kept.size() < slice.endpoints().size();
      if (!changed && metadata.labels(slice)) {
        untouched.add(slice);
      } else if (changed && kept.isEmpty()) {
        writes.deletes.add(slice);
      } else {
        // If the labels alone change, endpoints keep what users wrote to them.
        edited.add(
            new Edited(
                metadata.relabel(slice), changed ? kept : new ArrayList<>(slice.endpoints())));
      }
    }
  }

  /** Returns what an endpoint of a slice should be, and deals that out; null if it should go. */
  @SuppressWarnings("ReferenceEquality") // most endpoints are the same instance
  private @Nullable Endpoint deal(Endpoint endpoint) {
    if (rest == null && dealt < desired.size()) {
      Endpoint next = desired.get(dealt);
      if (next == endpoint || Identity.of(next).equals(Identity.of(endpoint))) {
        dealt++;
        return next;
      }
    }
    if (rest == null) {
      rest = new LinkedHashMap<>();
      for (Endpoint each : desired.subList(dealt, desired.size())) {
        rest.put(Identity.of(each), each);
      }
    }
    return rest.remove(Identity.of(endpoint));
  }

  private int left() {
    return rest == null ? desired.size() - dealt : rest.size();
  }

  /** Compares what identity leaves out; hints and such are not looked at. */
  static boolean isAlike(Endpoint a, Endpoint b) {
    return a.conditions().equals(b.conditions())
        && Objects.equals(a.nodeName(), b.nodeName())
        && Objects.equals(a.zone(), b.zone())
        && Objects.equals(a.targetRef(), b.targetRef());
  }

  private void fillEdited() {
    if (left() == 0) {
      return;
    }
    List<Edited> fullestFirst = new ArrayList<>(edited);
    fullestFirst.sort((a, b) -> b.endpoints.size() - a.endpoints.size());
    for (Edited slice : fullestFirst) {
      take(slice.endpoints);
    }
  }

  private void placeRest(SliceWrites writes) {
    while (left() > 0) {
      EndpointSlice roomy = left() < maxEndpoints ? fullestWithRoom() : null;
      if (roomy == null) {
        List<Endpoint> endpoints = new ArrayList<>();
        take(endpoints);
        writes.creates.add(metadata.newSlice(type, group.ports, endpoints));
      } else {
        untouched.remove(roomy);
        Edited slice = new Edited(roomy, new ArrayList<>(roomy.endpoints()));
        take(slice.endpoints);
        edited.add(slice);
      }
    }
  }

  /** Returns the untouched slice that is fullest once it has taken all that is left. */
  private @Nullable EndpointSlice fullestWithRoom() {
    EndpointSlice best = null;
    for (EndpointSlice slice : untouched) {
      int size = slice.endpoints().size();
      if (size + left() <= maxEndpoints && (best == null || size > best.endpoints().size())) {
        best = slice;
      }
    }
    return best;
  }

  private void take(List<Endpoint> into) {
    if (rest == null) {
      int taken = Math.max(0, Math.min(maxEndpoints - into.size(), left()));
      into.addAll(desired.subList(dealt, dealt + taken));
      dealt += taken;
      return;
    }
    var iterator = rest.values().iterator();
    while (iterator.hasNext() && into.size() < maxEndpoints) {
      into.add(iterator.next());
      iterator.remove();
    }
  }

  /** A slice that is written. */
  private static final class Edited {
    private final EndpointSlice slice;
    private final List<Endpoint> endpoints;

    private Edited(EndpointSlice slice, List<Endpoint> endpoints) {
      this.slice = slice;
      this.endpoints = endpoints;
    }
  }

  /** What makes two endpoints the same; the rest of an endpoint is corrected in place. */
  record Identity(
      List<String> addresses,
      @Nullable String hostname,
      @Nullable String namespace,
      @Nullable String name) {
    static Identity of(Endpoint endpoint) {
      ObjectReference target = endpoint.targetRef();
      List<String> addresses = endpoint.addresses();
      return new Identity(
          addresses.size() < 2 ? addresses : addresses.stream().sorted().toList(),
          endpoint.hostname(),
          target == null ? null : target.namespace(),
          target == null ? null : target.name());
    }
  }
}
