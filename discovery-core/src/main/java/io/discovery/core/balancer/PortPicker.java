package io.discovery.core.balancer;

import io.discovery.Explanation;
import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.Pick;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import java.util.List;

/** What the picks of one Service port go through: immutable, any thread. */
public final class PortPicker {
  private static final Quarantine NOBODY = new Quarantine();

  private final Picker direct;
  private final Quarantine quarantine;
  private final @Nullable Detour detour;
  private final EndpointSet endpoints;
  private final @Nullable String problem;

  /** Picks directly unless there is somebody to avoid. */
  PortPicker(
      EndpointSet endpoints,
      Picker direct,
      Quarantine quarantine,
      @Nullable Detour detour,
      @Nullable String problem) {
    this.endpoints = endpoints;
    this.direct = direct;
    this.quarantine = quarantine;
    this.detour = detour;
    this.problem = problem;
  }

  /** Returns a picker whose picks all throw. */
  public static PortPicker none(
      NoEndpointException.Reason reason, String message, EndpointSet endpoints) {
    Picker picker = new Verdict(reason, message).picker();
    return new PortPicker(endpoints, picker, NOBODY, null, message);
  }

  /** Returns the endpoints that it was built for. */
  public EndpointSet endpoints() {
    return endpoints;
  }

  /** Returns whether there is an endpoint to give. */
  public boolean hasEndpoint() {
    return detour != null;
  }

  /**
   * Returns an endpoint, nothing counted.
   *
   * @throws NoEndpointException if there is none to give
   * @throws IllegalStateException if a user's policy fails to give one of its candidates
   */
  public Endpoint endpoint(PickRequest request) {
    return picker(request).pick(request).endpoint();
  }

  /**
   * Returns an endpoint and the permit to use it.
   *
   * @throws NoEndpointException if there is none to give
   * @throws IllegalStateException if a user's policy fails to give one of its candidates
   */
  public Pick pick(PickRequest request) {
    return ((LiveCandidate) picker(request).pick(request)).open();
  }

  private Picker picker(PickRequest request) {
    boolean avoidsNobody = request.avoid().isEmpty() && quarantine.isEmpty();
    return avoidsNobody || detour == null ? direct : detour.around(request);
  }

  /** Returns every known endpoint and what a pick for this request would do with it. */
  public List<Explanation.Row> explain(PickRequest request) {
    return Rows.of(endpoints, detour, request);
  }

  /**
   * Returns why there is nothing to pick, or what is wrong with the policy; null if all is well.
   */
  public @Nullable String problem() {
    return problem;
  }
}
