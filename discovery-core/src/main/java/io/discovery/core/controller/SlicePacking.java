package io.discovery.core.controller;

import io.discovery.core.controller.SliceReconciler.PortGroup;
import io.discovery.core.controller.SliceReconciler.SliceMetadata;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.ObjectReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private final Map<Identity, EndpointSlice.Endpoint> left;
  private final List<Edited> edited = new ArrayList<>();
  private final List<EndpointSlice> untouched = new ArrayList<>();

  private SlicePacking(
      PortGroup group, AddressType type, SliceMetadata metadata, int maxEndpoints) {
    this.group = group;
    this.type = type;
    this.metadata = metadata;
    this.maxEndpoints = maxEndpoints;
    this.left = new LinkedHashMap<>(group.desired());
  }

  static void pack(
      PortGroup group, AddressType type, SliceMetadata metadata, int maxEndpoints, Writes writes) {
    SlicePacking packing = new SlicePacking(group, type, metadata, maxEndpoints);
    packing.correctInPlace(writes);
    packing.fillEdited();
    packing.placeRest(writes);
    packing.edited.forEach(slice -> writes.updates.add(slice.result()));
  }

  private void correctInPlace(Writes writes) {
    for (EndpointSlice slice : group.existing()) {
      List<EndpointSlice.Endpoint> kept = new ArrayList<>(slice.endpoints().size());
      for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
        EndpointSlice.Endpoint desired = left.remove(Identity.of(endpoint));
        if (desired != null) {
          // Hints and such are written by others and stay as they are.
          kept.add(desired.toBuilder().hints(endpoint.hints()).build());
        }
      }
      EndpointSlice adopted = metadata.adopt(slice);
      if (kept.isEmpty()) {
        writes.deletes.add(slice);
      } else if (!kept.equals(slice.endpoints()) || !adopted.equals(slice)) {
        edited.add(new Edited(adopted, kept));
      } else {
        untouched.add(slice);
      }
    }
  }

  private void fillEdited() {
    List<Edited> fullestFirst = new ArrayList<>(edited);
    fullestFirst.sort(Comparator.comparingInt((Edited slice) -> slice.endpoints.size()).reversed());
    for (Edited slice : fullestFirst) {
      take(slice.endpoints);
    }
  }

  private void placeRest(Writes writes) {
    while (!left.isEmpty()) {
      EndpointSlice roomy = left.size() < maxEndpoints ? fullestWithRoom() : null;
      if (roomy == null) {
        List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
        take(endpoints);
        writes.creates.add(metadata.newSlice(type, group.ports(), endpoints));
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
      if (size + left.size() <= maxEndpoints && (best == null || size > best.endpoints().size())) {
        best = slice;
      }
    }
    return best;
  }

  private void take(List<EndpointSlice.Endpoint> into) {
    var iterator = left.values().iterator();
    while (iterator.hasNext() && into.size() < maxEndpoints) {
      into.add(iterator.next());
      iterator.remove();
    }
  }

  /** A slice that is written. */
  private record Edited(EndpointSlice slice, List<EndpointSlice.Endpoint> endpoints) {
    EndpointSlice result() {
      return slice.withEndpoints(endpoints);
    }
  }

  /** What makes two endpoints the same; the rest of an endpoint is corrected in place. */
  record Identity(List<String> addresses, @Nullable String hostname, @Nullable String pod) {
    static Identity of(EndpointSlice.Endpoint endpoint) {
      ObjectReference target = endpoint.targetRef();
      List<String> sorted = endpoint.addresses().stream().sorted().toList();
      return new Identity(
          sorted,
          endpoint.hostname(),
          target == null ? null : target.namespace() + "/" + target.name());
    }
  }

  /** What is written for one address type. */
  static final class Writes {
    final List<EndpointSlice> creates = new ArrayList<>();
    final List<EndpointSlice> updates = new ArrayList<>();
    final List<EndpointSlice> deletes = new ArrayList<>();

    /** A slice that would be deleted takes over what would be created: one write instead of two. */
    void recycle() {
      Deque<EndpointSlice> spare = new ArrayDeque<>(deletes);
      List<EndpointSlice> fresh = List.copyOf(creates);
      creates.clear();
      for (EndpointSlice slice : fresh) {
        EndpointSlice old = spare.poll();
        if (old == null) {
          creates.add(slice);
        } else {
          deletes.remove(old);
          updates.add(
              slice.withMetadata(
                  old.metadata().toBuilder()
                      .labels(slice.metadata().labels())
                      .ownerReferences(slice.metadata().ownerReferences())
                      .build()));
        }
      }
    }
  }
}
