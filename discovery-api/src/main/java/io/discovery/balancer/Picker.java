package io.discovery.balancer;

/**
 * What decides for one set of candidates.
 *
 * <p>Called from any thread at once; must not block, and should neither lock nor allocate. The
 * endpoints to avoid were left out of the candidates before a picker is asked.
 */
@FunctionalInterface
public interface Picker {
  /** Returns one of the candidates that the picker was made for. */
  Candidate pick(PickRequest request);
}
