package io.discovery.core.balancer;

import io.discovery.Explanation;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the picks of one Service port go through: immutable, any thread. */
public final class PortPicker {
  private PortPicker() {}

  /** Returns a picker whose picks all throw. */
  public static PortPicker none(
      NoEndpointException.Reason reason, String message, EndpointSet endpoints) {
    throw new UnsupportedOperationException();
  }

  /** Returns the endpoints that it was built for. */
  public EndpointSet endpoints() {
    throw new UnsupportedOperationException();
  }

  /** Returns whether there is an endpoint to give. */
  public boolean hasEndpoint() {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns an endpoint, nothing counted.
   *
   * @throws NoEndpointException if there is none to give
   */
  public Endpoint endpoint(PickRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns an endpoint and the permit to use it.
   *
   * @throws NoEndpointException if there is none to give
   */
  public Pick pick(PickRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Returns every known endpoint and what a pick for this request would do with it. */
  public List<Explanation.Row> explain(PickRequest request) {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns why there is nothing to pick, or what is wrong with the policy; null if all is well.
   */
  public @Nullable String problem() {
    throw new UnsupportedOperationException();
  }
}
