package io.discovery.core.balancer;

import io.discovery.balancer.Balancer;
import io.discovery.balancer.Policy;
import java.util.function.Function;

/** The policies that need no settings; the text is their name. */
public enum BuiltIn implements Policy {
  /** Each candidate is as likely as any other, as with kube-proxy. */
  RANDOM("random", context -> null),
  /** One candidate after the other. */
  ROUND_ROBIN("roundRobin", context -> null);

  private final String text;
  private final Function<Context, Balancer> factory;

  BuiltIn(String text, Function<Context, Balancer> factory) {
    this.text = text;
    this.factory = factory;
  }

  @Override
  public Balancer newBalancer(Context context) {
    return factory.apply(context);
  }

  /** Returns its name. */
  @Override
  public String toString() {
    return text;
  }
}
