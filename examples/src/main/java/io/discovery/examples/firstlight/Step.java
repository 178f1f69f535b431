package io.discovery.examples.firstlight;

import java.time.Duration;

/**
 * One thing that happens to the application.
 *
 * @param at when, after the first call
 * @param verb what
 * @param target the Deployment or Service that it happens to, such as {@code shop/cart}
 * @param amount Pods, where the verb needs a number; otherwise 0
 */
record Step(Duration at, Verb verb, String target, int amount) implements Comparable<Step> {
  @Override
  public int compareTo(Step other) {
    return at.compareTo(other.at);
  }

  @Override
  public String toString() {
    return verb.text + " " + target + (amount == 0 ? "" : " to " + amount);
  }

  /** What can happen. */
  enum Verb {
    SCALE_UP("scale up", '+'),
    ROLL_OUT("roll out", 'R'),
    CRASH("crash a Pod of", 'X'),
    NOT_READY("a Pod says not ready in", 'n'),
    READY_AGAIN("ready again in", 'r'),
    ADD_ENDPOINT("add an endpoint by hand to", 'h'),
    SCALE_DOWN("scale down", '-');

    final String text;

    /** Stands for the step under a timeline. */
    final char mark;

    Verb(String text, char mark) {
      this.text = text;
      this.mark = mark;
    }
  }
}
