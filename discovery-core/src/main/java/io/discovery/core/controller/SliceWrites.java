package io.discovery.core.controller;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.EndpointSlice.Endpoint;
import io.discovery.model.EndpointSlice.Hints;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What is written for one address type (finalize in endpointslice), and what is left alone. */
final class SliceWrites {
  final List<EndpointSlice> creates = new ArrayList<>();
  final List<EndpointSlice> updates = new ArrayList<>();
  final List<EndpointSlice> deletes = new ArrayList<>();
  final List<EndpointSlice> unchanged = new ArrayList<>();

  /** Gives every endpoint the hints of a rule; a slice in which they differ is written. */
  void hintAll(Function<Endpoint, @Nullable Hints> rule) {
    hintWritten(rule);
    for (Iterator<EndpointSlice> left = unchanged.iterator(); left.hasNext(); ) {
      EndpointSlice hinted = hinted(left.next(), rule);
      if (hinted != null) {
        left.remove();
        updates.add(hinted);
      }
    }
  }

  /** Gives the endpoints of slices that are written anyway the hints of a rule. */
  void hintWritten(Function<Endpoint, @Nullable Hints> rule) {
    UnaryOperator<EndpointSlice> hint =
        slice -> Objects.requireNonNullElse(hinted(slice, rule), slice);
    creates.replaceAll(hint);
    updates.replaceAll(hint);
  }

  /** Returns null if no hint differs. */
  private static @Nullable EndpointSlice hinted(
      EndpointSlice slice, Function<Endpoint, @Nullable Hints> rule) {
    List<Endpoint> endpoints = slice.endpoints();
    List<Endpoint> hinted = null;
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get(i);
      Hints hints = rule.apply(endpoint);
      if (!Objects.equals(hints, endpoint.hints())) {
        hinted = hinted == null ? new ArrayList<>(endpoints) : hinted;
        hinted.set(i, endpoint.toBuilder().hints(hints).build());
      }
    }
    return hinted == null ? null : slice.withEndpoints(hinted);
  }

  /** A slice that would be deleted takes over what would be created: one write instead of two. */
  void recycle() {
    while (!creates.isEmpty() && !deletes.isEmpty()) {
      EndpointSlice slice = creates.remove(creates.size() - 1);
      updates.add(
          slice.withMetadata(
              deletes.remove(0).metadata().toBuilder()
                  .labels(slice.metadata().labels())
                  .annotations(Map.of())
                  .ownerReferences(slice.metadata().ownerReferences())
                  .finalizers(List.of())
                  .build()));
    }
  }
}
