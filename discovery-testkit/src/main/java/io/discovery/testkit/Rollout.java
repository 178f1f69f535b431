package io.discovery.testkit;

import io.discovery.model.IntOrString;
import io.discovery.model.PodSpec;
import io.discovery.testkit.workload.Deployment;
import io.discovery.testkit.workload.Deployment.RollingUpdate;
import io.discovery.testkit.workload.Deployment.Strategy;
import io.discovery.testkit.workload.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a rollout changes of a Deployment; not thread-safe. */
public final class Rollout {
  private @Nullable String image;
  private @Nullable IntOrString maxSurge;
  private @Nullable IntOrString maxUnavailable;
  private @Nullable Integer minReadySeconds;
  private boolean recreate;

  Rollout() {}

  /** Sets the image of the first container: the version. */
  public Rollout image(String image) {
    this.image = Objects.requireNonNull(image, "image");
    return this;
  }

  /** Sets how many Pods may be there above the wanted number. */
  public Rollout maxSurge(int pods) {
    maxSurge = IntOrString.of(pods);
    return this;
  }

  /** Sets how many Pods may be there above the wanted number, such as {@code 25%}; rounded up. */
  public Rollout maxSurge(String percent) {
    maxSurge = IntOrString.of(percent);
    return this;
  }

  /** Sets how many Pods may be missing of the wanted number. */
  public Rollout maxUnavailable(int pods) {
    maxUnavailable = IntOrString.of(pods);
    return this;
  }

  /** Sets how many Pods may be missing, such as {@code 25%}; rounded down. */
  public Rollout maxUnavailable(String percent) {
    maxUnavailable = IntOrString.of(percent);
    return this;
  }

  /** Sets how long a Pod is ready before it counts as available, in seconds. */
  public Rollout minReadySeconds(int seconds) {
    minReadySeconds = seconds;
    return this;
  }

  /** Ends all old Pods before a new one begins. */
  public Rollout recreate() {
    recreate = true;
    return this;
  }

  Deployment applyTo(Deployment deployment) {
    Deployment.Spec spec = deployment.spec();
    if (image != null) {
      spec = spec.withTemplate(withImage(spec.template(), image));
    }
    if (minReadySeconds != null) {
      spec = spec.withMinReadySeconds(minReadySeconds);
    }
    if (recreate) {
      spec = spec.withStrategy(new Strategy(Strategy.RECREATE, null));
    } else if (maxSurge != null || maxUnavailable != null) {
      Strategy strategy = spec.strategy();
      RollingUpdate before = strategy == null ? null : strategy.rollingUpdate();
      IntOrString surge = maxSurge;
      IntOrString unavailable = maxUnavailable;
      if (before != null) {
        surge = surge == null ? before.maxSurge() : surge;
        unavailable = unavailable == null ? before.maxUnavailable() : unavailable;
      }
      spec =
          spec.withStrategy(
              new Strategy(Strategy.ROLLING_UPDATE, new RollingUpdate(unavailable, surge)));
    }
    return deployment.withSpec(spec);
  }

  private static PodTemplate withImage(PodTemplate template, String image) {
    List<PodSpec.Container> containers = new ArrayList<>(template.spec().containers());
    PodSpec.Container first = containers.get(0);
    containers.set(
        0,
        new PodSpec.Container(
            first.name(), image, first.ports(), first.restartPolicy(), first.env()));
    return new PodTemplate(
        template.metadata(), template.spec().toBuilder().containers(containers).build());
  }
}
