package io.discovery.balancer;

import io.discovery.snapshot.Endpoint;
import java.util.List;
import java.util.Objects;

/**
 * The endpoints that a picker may return: at least one, in order of address and port.
 *
 * <p>Immutable and thread-safe.
 */
public final class Candidates {
  private final Candidate[] candidates;

  private Candidates(Candidate[] candidates) {
    if (candidates.length == 0) {
      throw new IllegalArgumentException("candidates: 0 (expected: at least 1)");
    }
    this.candidates = candidates;
  }

  /**
   * Returns the candidates of a list.
   *
   * @throws IllegalArgumentException if the list is empty
   */
  public static Candidates of(List<? extends Candidate> candidates) {
    Candidate[] all = candidates.toArray(new Candidate[0]);
    for (Candidate candidate : all) {
      Objects.requireNonNull(candidate, "candidate");
    }
    return new Candidates(all);
  }

  /** Returns how many there are, at least 1. */
  public int size() {
    return candidates.length;
  }

  /**
   * Returns one of them.
   *
   * @throws IndexOutOfBoundsException if the index is not in {@code [0, size)}
   */
  public Candidate get(int index) {
    return candidates[index];
  }

  /** Returns the one that a hash falls on; each gets an equal share of all hashes. */
  public Candidate atHash(long hash) {
    return candidates[(int) Long.remainderUnsigned(hash, candidates.length)];
  }

  /** Returns the index of an endpoint, or -1. */
  public int indexOf(Endpoint endpoint) {
    for (int i = 0; i < candidates.length; i++) {
      if (candidates[i].endpoint().equals(endpoint)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the endpoints. */
  @Override
  public String toString() {
    return List.of(candidates).stream()
        .map(candidate -> candidate.endpoint().toString())
        .toList()
        .toString();
  }
}
