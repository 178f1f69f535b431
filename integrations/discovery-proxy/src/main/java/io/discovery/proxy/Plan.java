package io.discovery.proxy;

import java.util.List;

/**
 * What has to be done so that decisions are in force.
 *
 * @param open where listening begins
 * @param close where it ends; what was accepted there goes on
 */
public record Plan(List<Frontend> open, List<Frontend> close) {
  /** Nothing. */
  public static final Plan NOTHING = new Plan(List.of(), List.of());

  /** Copies. */
  public Plan {
    open = List.copyOf(open);
    close = List.copyOf(close);
  }
}
