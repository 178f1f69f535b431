package io.discovery.core.balancer;

import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.time.Randomness;

/** Draws; each candidate is as likely as any other. */
final class RandomPicker implements Picker {
  private final Candidates candidates;
  private final Randomness randomness;

  /** Draws from these candidates. */
  RandomPicker(Candidates candidates, Randomness randomness) {
    this.candidates = candidates;
    this.randomness = randomness;
  }

  @Override
  public Candidate pick(PickRequest request) {
    return candidates.get(randomness.nextInt(candidates.size()));
  }
}
