package io.discovery.core.snapshot;

import io.discovery.core.balancer.PortPicker;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.List;

/**
 * A Service and what picks of its ports go through.
 *
 * @param snapshot the Service and its endpoints
 * @param pickers a picker a port, in the order of the snapshot's ports
 * @param objects the objects behind them, which names are resolved from
 */
public record Published(
    ServiceSnapshot snapshot, List<PortPicker> pickers, ServiceObjects objects) {
  /** Copies the list. */
  public Published {
    pickers = List.copyOf(pickers);
  }
}
