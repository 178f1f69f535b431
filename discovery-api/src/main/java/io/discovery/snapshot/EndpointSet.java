package io.discovery.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The endpoints of one Service port, joined from its slices.
 *
 * <p>While nothing of a Service port changes, its set is the same instance.
 *
 * @param name the Service port
 * @param known every endpoint with the rule that let it in or kept it out, in order of address and
 *     port
 */
public record EndpointSet(ServicePortName name, List<Known> known) {
  /** Checks for null and copies. */
  public EndpointSet {
    Objects.requireNonNull(name, "name");
    known = List.copyOf(known);
  }

  /** Returns the set without endpoints. */
  public static EndpointSet empty(ServicePortName name) {
    return new EndpointSet(name, List.of());
  }

  /** Returns the endpoints that a caller may be given, in order of address and port. */
  public List<Endpoint> usable() {
    List<Endpoint> usable = new ArrayList<>(known.size());
    for (Known endpoint : known) {
      if (endpoint.usable()) {
        usable.add(endpoint.endpoint());
      }
    }
    return List.copyOf(usable);
  }

  /** Returns how many endpoints are in a condition. */
  public int count(Rule rule) {
    int count = 0;
    for (Known endpoint : known) {
      if (endpoint.rule() == rule) {
        count++;
      }
    }
    return count;
  }

  /** Returns how many endpoints a caller may be given. */
  public int usableCount() {
    int count = 0;
    for (Known endpoint : known) {
      if (endpoint.usable()) {
        count++;
      }
    }
    return count;
  }

  /**
   * An endpoint and what was decided about it.
   *
   * @param endpoint the endpoint
   * @param ready whether it takes new connections
   * @param serving whether it passes its readiness probe
   * @param terminating whether it is shutting down
   * @param rule what let it in or kept it out
   */
  public record Known(
      Endpoint endpoint, boolean ready, boolean serving, boolean terminating, Rule rule) {
    /** Checks for null. */
    public Known {
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(rule, "rule");
    }

    /** Returns whether a caller may be given the endpoint. */
    public boolean usable() {
      return rule.admits();
    }
  }

  /** What lets an endpoint in or keeps it out, as kube-proxy decides it. */
  public enum Rule {
    /** It is ready. */
    READY("ready", true),
    /** No endpoint is ready, and this one is terminating but still serves. */
    FALLBACK("serving, terminating", true),
    /** It is not ready. */
    NOT_READY("not ready", false),
    /** It is terminating, and others are ready or it no longer serves. */
    TERMINATING("terminating", false),
    /** It is on another node than the caller, and the traffic policy is {@code Local}. */
    OTHER_NODE("on another node", false),
    /** The hints of all endpoints keep it for callers elsewhere. */
    OTHER_HINT("hinted for another zone or node", false);

    private final String text;
    private final boolean admits;

    Rule(String text, boolean admits) {
      this.text = text;
      this.admits = admits;
    }

    /** Returns whether the rule lets an endpoint in. */
    public boolean admits() {
      return admits;
    }

    /** Returns the rule in words. */
    @Override
    public String toString() {
      return text;
    }
  }
}
