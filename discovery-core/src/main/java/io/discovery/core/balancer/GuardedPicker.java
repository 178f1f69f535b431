package io.discovery.core.balancer;

import io.discovery.balancer.Candidate;
import io.discovery.balancer.Candidates;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.core.nullness.Nullable;

/** A user's picker, held to its contract: what it gives is one of the candidates. */
final class GuardedPicker implements Picker {
  private final Picker picker;
  private final Candidates candidates;
  private final String subject;

  /** Guards a picker that was made for these candidates. */
  GuardedPicker(Picker picker, Candidates candidates, String subject) {
    this.picker = picker;
    this.candidates = candidates;
    this.subject = subject;
  }

  @Override
  public Candidate pick(PickRequest request) {
    @Nullable Candidate picked;
    try {
      picked = picker.pick(request);
    } catch (RuntimeException e) {
      throw new IllegalStateException(subject + " failed to pick (" + e + ")", e);
    }
    if (picked instanceof LiveCandidate live && live.isOneOf(candidates)) {
      return picked;
    }
    throw new IllegalStateException(
        subject
            + " picked "
            + (picked == null ? "null" : "a foreign candidate")
            + " ("
            + (picked == null ? "" : picked + "; ")
            + "expected: one of its "
            + candidates.size()
            + " candidates)");
  }
}
