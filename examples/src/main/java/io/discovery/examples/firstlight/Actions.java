package io.discovery.examples.firstlight;

import io.discovery.testkit.DeploymentHandle;
import io.discovery.testkit.PodHandle;
import io.discovery.testkit.PodHandle.State;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the verbs of a scenario do to an application; for one thread. */
final class Actions {
  private final Application application;
  private final Randomness randomness;
  private final List<Rollout> rollouts = new ArrayList<>();
  private final Map<String, PodHandle> notReady = new TreeMap<>();

  Actions(Application application, Randomness randomness) {
    this.application = application;
    this.randomness = randomness;
  }

  /** Takes a step; returns false if this is not the moment for it. */
  boolean take(Step step) {
    if (step.verb() == Step.Verb.ADD_ENDPOINT) {
      return application.addByHand(step.target());
    }
    DeploymentHandle deployment = application.deployment(step.target());
    try {
      switch (step.verb()) {
        case SCALE_UP, SCALE_DOWN -> deployment.scale(step.amount());
        case ROLL_OUT -> rollouts.add(Rollout.begin(deployment, application.serviceOf(deployment)));
        case READY_AGAIN -> readyAgain(step.target());
        default -> {
          return toOnePod(step, deployment);
        }
      }
      return true;
    } catch (IllegalStateException gone) {
      return false; // the Pod ended between the look and the deed
    }
  }

  /** Needs a ready Pod that is one of several: a call must find another. */
  private boolean toOnePod(Step step, DeploymentHandle deployment) {
    List<PodHandle> ready =
        deployment.pods().stream().filter(pod -> pod.state() == State.READY).toList();
    if (ready.size() < 2) {
      return false;
    }
    PodHandle pod = ready.get(randomness.nextInt(ready.size()));
    if (step.verb() == Step.Verb.CRASH) {
      pod.crash();
    } else {
      pod.ready(false);
      notReady.put(step.target(), pod);
    }
    return true;
  }

  private void readyAgain(String deployment) {
    PodHandle pod = notReady.remove(deployment);
    if (pod != null && pod.state() == State.NOT_READY) {
      pod.ready(true);
    }
  }

  /** Returns the roll-outs that were begun. */
  List<Rollout> rollouts() {
    return rollouts;
  }
}
