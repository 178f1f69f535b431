package io.discovery.core.snapshot;

import io.discovery.core.balancer.PortPicker;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.List;

/**
 * A Service and what picks of its ports go through.
 *
 * @param snapshot the Service and its endpoints
 * @param pickers a picker a port, in the order of the snapshot's ports
 */
public record Published(ServiceSnapshot snapshot, List<PortPicker> pickers) {
  /** Copies the list. */
  public Published {
    pickers = List.copyOf(pickers);
  }
}
