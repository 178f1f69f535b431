package io.discovery.core;

import io.discovery.balancer.Policy;
import io.discovery.core.balancer.BuiltIn;

/** The policies that the library brings; each honours {@code ClientIP} where a Service asks. */
public final class Policies {
  private Policies() {}

  /** Returns Kubernetes' own: random; the default. */
  public static Policy kubernetes() {
    return BuiltIn.RANDOM;
  }

  /** Returns the policy under which each endpoint is as likely as any other. */
  public static Policy random() {
    return BuiltIn.RANDOM;
  }

  /**
   * Returns the policy under which each thread goes from one endpoint to the next; exactly even
   * within a thread, and over rebuilds.
   */
  public static Policy roundRobin() {
    return BuiltIn.ROUND_ROBIN;
  }

  /**
   * Returns a policy by the name of its method, such as {@code roundRobin}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Policy byName(String name) {
    return switch (name) {
      case "kubernetes" -> kubernetes();
      case "random" -> random();
      case "roundRobin" -> roundRobin();
      default ->
          throw new IllegalArgumentException(
              "policy: \"" + name + "\" (expected: kubernetes, random or roundRobin)");
    };
  }
}
