package io.discovery.core.balancer;

import io.discovery.balancer.Balancer;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.Picker;
import io.discovery.balancer.Policy;
import io.discovery.core.nullness.Nullable;
import java.util.Objects;

/**
 * The pickers of a policy; random ones where the policy throws.
 *
 * <p>For one thread at a time.
 */
final class PolicyPickers {
  private final Policy policy;
  private final Policy.Context context;
  private @Nullable Balancer balancer;
  private @Nullable Throwable failure;

  /** Asks a policy for a balancer. */
  PolicyPickers(Policy policy, Policy.Context context) {
    this.policy = policy;
    this.context = context;
    try {
      balancer = Objects.requireNonNull(policy.newBalancer(context), "newBalancer returned null");
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Returns a picker for these candidates. */
  Picker rebuild(Candidates candidates) {
    if (balancer == null) {
      return random(candidates);
    }
    try {
      Picker picker = Objects.requireNonNull(balancer.rebuild(candidates), "rebuild returned null");
      failure = null;
      return policy instanceof BuiltIn
          ? picker
          : new GuardedPicker(picker, candidates, context.port() + ": policy " + policy);
    } catch (RuntimeException | Error e) {
      failure = e;
      return random(candidates);
    }
  }

  private Picker random(Candidates candidates) {
    return new RandomPicker(candidates, context.randomness());
  }

  /** Returns what the policy threw when it was asked last; null if it did not. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /** Returns what is wrong with the policy, in words; null if nothing is. */
  @Nullable
  String problem() {
    return failure == null
        ? null
        : context.port() + ": policy " + policy + " failed, picks are random (" + failure + ")";
  }
}
