package io.discovery.core.balancer;

import io.discovery.balancer.Balancer;
import io.discovery.balancer.Policy;

/** The policies that need no settings. */
public enum BuiltIn implements Policy {
  /** Each candidate is as likely as any other, as with kube-proxy. */
  RANDOM("random"),
  /** One candidate after the other. */
  ROUND_ROBIN("roundRobin");

  private final String text;

  BuiltIn(String text) {
    this.text = text;
  }

  @Override
  public Balancer newBalancer(Context context) {
    return this == ROUND_ROBIN
        ? new RoundRobin(context.randomness())
        : candidates -> new RandomPicker(candidates, context.randomness());
  }

  /** Returns its name. */
  @Override
  public String toString() {
    return text;
  }
}
