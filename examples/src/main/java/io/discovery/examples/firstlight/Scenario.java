package io.discovery.examples.firstlight;

import static java.util.Comparator.comparingInt;

import io.discovery.examples.firstlight.Step.Verb;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What happens to an application, and when: timed steps, drawn from a seed.
 *
 * <p>Works for any application: whatever Deployments it has, up to three are scaled and rolled out,
 * and Pods are crashed only where others are left to answer.
 */
final class Scenario {
  private static final int MOST_ACTORS = 3;

  private final Randomness randomness;
  private final long nanos;
  private final List<Step> steps = new ArrayList<>();

  private Scenario(Randomness randomness, Duration length) {
    this.randomness = randomness;
    this.nanos = length.toNanos();
  }

  /**
   * Draws the steps, in order of time.
   *
   * @param deployments those that stand behind a Service
   * @param byHand Services without selector
   */
  static List<Step> draw(long seed, Duration length, List<Actor> deployments, List<String> byHand) {
    Scenario scenario = new Scenario(Randomness.seeded(seed), length);
    if (!deployments.isEmpty()) {
      scenario.deployments(deployments);
    }
    for (int i = 0; i < byHand.size(); i++) {
      scenario.add(0.20 + 0.40 * i / byHand.size(), Verb.ADD_ENDPOINT, byHand.get(i), 0);
    }
    Collections.sort(scenario.steps);
    return List.copyOf(scenario.steps);
  }

  /**
   * The Deployment with the most Pods has the first role; the others are shuffled into the rest.
   */
  private void deployments(List<Actor> all) {
    List<Actor> cast = new ArrayList<>(all);
    shuffle(cast);
    Actor star = Collections.max(cast, comparingInt(Actor::replicas));
    cast.remove(star);
    cast.add(0, star);
    cast = cast.subList(0, Math.min(MOST_ACTORS, cast.size()));
    for (Actor actor : cast) {
      add(0.04, Verb.SCALE_UP, actor.name(), grown(actor));
    }
    Actor second = cast.get(1 % cast.size());
    Actor third = cast.get(2 % cast.size());
    add(0.12, Verb.ROLL_OUT, star.name(), 0);
    add(0.22, Verb.NOT_READY, third.name(), 0);
    add(0.28, Verb.READY_AGAIN, third.name(), 0);
    crashOne(0.30, cast);
    add(0.42, Verb.ROLL_OUT, second.name(), 0);
    crashOne(0.52, cast);
    add(0.62, Verb.ROLL_OUT, third.name(), 0);
    crashOne(0.73, cast);
    for (Actor actor : cast) {
      add(0.85, Verb.SCALE_DOWN, actor.name(), Math.max(2, actor.replicas() - 1));
    }
  }

  /** Crashes a Pod of each, one after the other. */
  private void crashOne(double share, List<Actor> cast) {
    for (int i = 0; i < cast.size(); i++) {
      add(share + 0.04 * i, Verb.CRASH, cast.get(i).name(), 0);
    }
  }

  /** At least four, so that one can crash while another is replaced. */
  private static int grown(Actor actor) {
    return Math.max(4, actor.replicas() + 1);
  }

  private void shuffle(List<Actor> cast) {
    for (int i = cast.size() - 1; i > 0; i--) {
      Collections.swap(cast, i, randomness.nextInt(i + 1));
    }
  }

  /** Adds a step at a share of the time, up to 3 % of it later. */
  private void add(double share, Verb verb, String target, int amount) {
    double late = randomness.nextInt(1000) / 1000.0 * 0.03;
    Duration at = Duration.ofNanos((long) (nanos * (share + late)));
    steps.add(new Step(at, verb, target, amount));
  }

  /**
   * A Deployment that stands behind a Service.
   *
   * @param name namespace and name
   * @param replicas Pods that it wants
   */
  record Actor(String name, int replicas) {}
}
