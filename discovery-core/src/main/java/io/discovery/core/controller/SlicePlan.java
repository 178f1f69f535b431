package io.discovery.core.controller;

import io.discovery.ControllerEvent;
import io.discovery.model.EndpointSlice;
import java.util.List;

/**
 * What to write so that the slices of a Service are as they should be.
 *
 * @param creates slices to create; they have a prefix for a name
 * @param updates slices to update
 * @param deletes slices to delete
 * @param incomplete whether a Pod was left out because its Node is not known yet
 * @param events what to tell
 */
record SlicePlan(
    List<EndpointSlice> creates,
    List<EndpointSlice> updates,
    List<EndpointSlice> deletes,
    boolean incomplete,
    List<ControllerEvent> events) {
  /** The plan to write nothing. */
  static final SlicePlan NOTHING = new SlicePlan(List.of(), List.of(), List.of(), false, List.of());

  /** Copies. */
  SlicePlan {
    creates = List.copyOf(creates);
    updates = List.copyOf(updates);
    deletes = List.copyOf(deletes);
    events = List.copyOf(events);
  }
}
