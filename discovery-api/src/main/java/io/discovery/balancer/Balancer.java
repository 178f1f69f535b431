package io.discovery.balancer;

/**
 * What a policy keeps for one Service port as long as the Service lives.
 *
 * <p>Called by one thread at a time; the pickers that it makes are not.
 */
@FunctionalInterface
public interface Balancer {
  /** Returns a picker for these candidates; state such as a cursor may go on. */
  Picker rebuild(Candidates candidates);
}
