package io.discovery.core.balancer;

import io.discovery.balancer.Policy;
import io.discovery.model.Service;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServicePortName;

/** What a Service port keeps for picking as long as it lives; confined to the loop. */
public final class PortBalancer implements AutoCloseable {
  /** Asks the policy for a balancer; if that throws, picks are random and explain says why. */
  public PortBalancer(ServicePortName name, Policy policy, PickContext context) {}

  /**
   * Returns what picks go through from now on; the same instance if neither the set nor what
   * matters of the Service changed.
   */
  public PortPicker rebuild(Service service, EndpointSet endpoints) {
    throw new UnsupportedOperationException();
  }

  /** Forgets affinities and statistics; pickers that were given stay valid. */
  @Override
  public void close() {}
}
