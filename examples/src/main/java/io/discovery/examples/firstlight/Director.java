package io.discovery.examples.firstlight;

import io.discovery.examples.firstlight.Changes.Rolled;
import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the steps of a scenario happen, on a thread of its own. */
final class Director {
  /** How long a step waits for Pods that others can do without. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Application application;
  private final Time time;
  private final Randomness randomness;
  private final Consumer<String> news;
  private final List<Step> done = new ArrayList<>();
  private final List<String> undone = new ArrayList<>();
  private final List<Rollout> rollouts = new ArrayList<>();
  private final Map<Step.Verb, Integer> counts = new EnumMap<>(Step.Verb.class);
  private final Map<String, PodHandle> notReady = new TreeMap<>();
  private volatile String phase = "steady";
  private @Nullable Thread thread;

  Director(Application application, long seed, Time time, Consumer<String> news) {
    this.application = application;
    this.randomness = Randomness.seeded(seed);
    this.time = time;
    this.news = news;
  }

  /** Begins; times count from the first call. */
  void start(List<Step> steps, long begin) {
    thread = Transport.daemon("first-light-director", () -> run(steps, begin));
    thread.start();
  }

  /** Returns what happens at the moment. */
  String phase() {
    return phase;
  }

  private void run(List<Step> steps, long begin) {
    try {
      for (Step step : steps) {
        long due = begin + step.at().toNanos();
        Waiting.until(() -> time.nanoTime() - due >= 0, time, Duration.ofDays(1));
        take(step, begin);
      }
      phase = "steady";
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Step step, long begin) throws InterruptedException {
    phase = step.toString();
    Duration now = Duration.ofNanos(time.nanoTime() - begin);
    boolean[] taken = new boolean[1];
    Waiting.until(() -> taken[0] = attempt(step), time, PATIENCE);
    if (!taken[0]) {
      undone.add(step + ": not possible (expected: two ready Pods)");
      return;
    }
    done.add(new Step(now, step.verb(), step.target(), step.amount()));
    counts.merge(step.verb(), 1, Integer::sum);
    news.accept(step.toString());
  }

  /** Returns false if this is not the moment for the step. */
  private boolean attempt(Step step) {
    try {
      return switch (step.verb()) {
        case SCALE_UP, SCALE_DOWN -> scale(step);
        case ROLL_OUT -> rollOut(application.deployment(step.target()));
        case CRASH -> crash(application.deployment(step.target()));
        case NOT_READY -> notReady(application.deployment(step.target()));
        case READY_AGAIN -> readyAgain(step.target());
        case ADD_ENDPOINT -> application.addByHand(step.target());
      };
    } catch (IllegalStateException gone) {
      return false; // the Pod ended between the look and the deed
    }
  }

  private boolean scale(Step step) {
    application.deployment(step.target()).scale(step.amount());
    return true;
  }

  private boolean rollOut(DeploymentHandle deployment) {
    rollouts.add(Rollout.begin(deployment, application.serviceOf(deployment)));
    return true;
  }

  private boolean crash(DeploymentHandle deployment) {
    PodHandle pod = dispensable(deployment);
    if (pod != null) {
      pod.crash();
    }
    return pod != null;
  }

  private boolean notReady(DeploymentHandle deployment) {
    PodHandle pod = dispensable(deployment);
    if (pod != null) {
      pod.ready(false);
      notReady.put(deployment.namespacedName().toString(), pod);
    }
    return pod != null;
  }

  private boolean readyAgain(String deployment) {
    PodHandle pod = notReady.remove(deployment);
    if (pod != null && pod.state() == PodHandle.State.NOT_READY) {
      pod.ready(true);
    }
    return true;
  }

  /** Returns a ready Pod, one of several: a call must find another. */
  private @Nullable PodHandle dispensable(DeploymentHandle deployment) {
    List<PodHandle> ready =
        deployment.pods().stream().filter(p -> p.state() == PodHandle.State.READY).toList();
    return ready.size() < 2 ? null : ready.get(randomness.nextInt(ready.size()));
  }

  /** Ends, waits until what was begun is done, and says what happened. */
  Changes finish(boolean early, Duration atMost) throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      if (early) {
        running.interrupt();
      }
      running.join();
    }
    if (!early) {
      Waiting.until(() -> rollouts.stream().allMatch(Rollout::complete), time, atMost);
      rollouts.forEach(rollout -> rollout.complain(undone));
    }
    List<Rolled> rolled = rollouts.stream().map(Rollout::sum).toList();
    return new Changes(
        done,
        rolled,
        count(Step.Verb.CRASH),
        count(Step.Verb.SCALE_UP),
        count(Step.Verb.SCALE_DOWN),
        count(Step.Verb.NOT_READY) + count(Step.Verb.READY_AGAIN),
        count(Step.Verb.ADD_ENDPOINT),
        early ? List.of() : undone);
  }

  private int count(Step.Verb verb) {
    return counts.getOrDefault(verb, 0);
  }
}
