package io.discovery.examples.firstlight;

import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the steps of a scenario happen, on a thread of its own. */
final class Director {
  /** How long a step waits for Pods that others can do without. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Actions actions;
  private final Time time;
  private final Consumer<String> news;
  private final List<Step> done = new ArrayList<>();
  private final List<String> undone = new ArrayList<>();
  private final Map<Step.Verb, Integer> counts = new EnumMap<>(Step.Verb.class);
  private volatile String phase = "steady";
  private @Nullable Thread thread;

  Director(Application application, long seed, Time time, Consumer<String> news) {
    this.actions = new Actions(application, Randomness.seeded(seed));
    this.time = time;
    this.news = news;
  }

  /** Begins; times count from there. */
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
    } catch (RuntimeException broken) {
      undone.add(phase + ": " + broken);
    }
  }

  private void take(Step step, long begin) throws InterruptedException {
    phase = step.toString();
    if (!Waiting.until(() -> actions.take(step), time, PATIENCE)) {
      undone.add(step + ": not possible (expected: two ready Pods)");
      return;
    }
    Duration now = Duration.ofNanos(time.nanoTime() - begin);
    done.add(new Step(now, step.verb(), step.target(), step.amount()));
    counts.merge(step.verb(), 1, Integer::sum);
    news.accept(String.format(Locale.ROOT, "%5.1f s  %s", now.toMillis() / 1e3, step));
  }

  /** Ends, waits until what was begun is complete, and says what happened. */
  Changes finish(boolean early, Duration atMost) throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      if (early) {
        running.interrupt();
      }
      running.join();
    }
    List<Rollout> rollouts = actions.rollouts();
    if (!early) {
      Waiting.until(() -> rollouts.stream().allMatch(Rollout::complete), time, atMost);
      rollouts.forEach(rollout -> rollout.complain(undone));
    }
    return new Changes(
        done,
        rollouts.stream().map(Rollout::sum).toList(),
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
