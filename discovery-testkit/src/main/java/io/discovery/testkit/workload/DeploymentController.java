package io.discovery.testkit.workload;

import io.discovery.core.ControlPlane;
import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.Selector;
import io.discovery.time.Time;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Leads the ReplicaSets of a Deployment from one version to the next. */
final class DeploymentController {
  private static final int HISTORY = 10;

  private final ControlPlane plane;
  private final Time time;
  private final Owned<Pod> pods;
  private final Claims<ReplicaSet> claims;

  DeploymentController(ControlPlane plane, Time time, Owned<Pod> pods, Owned<ReplicaSet> sets) {
    this.plane = plane;
    this.time = time;
    this.pods = pods;
    this.claims = new Claims<>(plane, sets, ReplicaSet::withMetadata);
  }

  void sync(Deployment deployment) {
    List<ReplicaSet> sets = claims.of(deployment, Selector.of(deployment.spec().selector()));
    if (!deployment.metadata().terminating()) {
      sets = act(deployment, sets);
    }
    ReplicaSet wanted = wanted(deployment, sets);
    Deployment.Status status = DeploymentStatus.of(deployment, wanted, sets, time.instant());
    if (!status.equals(deployment.status())) {
      plane.updateStatus(deployment.withStatus(status));
    }
  }

  /** Returns the ReplicaSets as they are after one step. */
  private List<ReplicaSet> act(Deployment deployment, List<ReplicaSet> sets) {
    ReplicaSet wanted = wanted(deployment, sets);
    List<ReplicaSet> old = without(sets, wanted);
    if (wanted != null) {
      wanted = describe(deployment, wanted, old);
    }
    if (Boolean.TRUE.equals(deployment.spec().paused()) || isScaling(deployment, sets)) {
      resize(deployment, Rollouts.scale(deployment, wanted, old), true);
    } else if (Fenceposts.isRolling(deployment)) {
      if (wanted == null) {
        wanted = create(deployment, old);
      }
      resize(deployment, Rollouts.rolling(deployment, wanted, old), false);
    } else {
      recreate(deployment, wanted, old);
    }
    List<ReplicaSet> now = claims.of(deployment, Selector.of(deployment.spec().selector()));
    return forgetOldest(deployment, now);
  }

  private void recreate(Deployment deployment, @Nullable ReplicaSet wanted, List<ReplicaSet> old) {
    List<Rollouts.Resize> down = Rollouts.toNothing(old);
    if (!down.isEmpty()) {
      resize(deployment, down, false);
    } else if (old.stream().noneMatch(this::runs)) {
      ReplicaSet next = wanted == null ? create(deployment, old) : wanted;
      if (Counts.replicas(next) != Counts.replicas(deployment)) {
        int replicas = Counts.replicas(deployment);
        resize(deployment, List.of(new Rollouts.Resize(next, replicas)), false);
      }
    }
  }

  private boolean runs(ReplicaSet set) {
    return pods.of(set.metadata().uid()).stream().anyMatch(pod -> !pod.ended());
  }

  private static boolean isScaling(Deployment deployment, List<ReplicaSet> sets) {
    for (ReplicaSet set : sets) {
      Integer desired = Annotations.desired(set);
      if (Counts.replicas(set) > 0 && desired != null && desired != Counts.replicas(deployment)) {
        return true;
      }
    }
    return false;
  }

  /** Finds the ReplicaSet of the wanted template, the oldest if there are several. */
  static @Nullable ReplicaSet wanted(Deployment deployment, List<ReplicaSet> sets) {
    PodTemplate template = TemplateHash.plain(deployment.spec().template());
    for (ReplicaSet set : Rollouts.oldestFirst(sets)) {
      if (TemplateHash.plain(set.spec().template()).equals(template)) {
        return set;
      }
    }
    return null;
  }

  private static List<ReplicaSet> without(List<ReplicaSet> sets, @Nullable ReplicaSet wanted) {
    List<ReplicaSet> old = new ArrayList<>(sets);
    old.remove(wanted);
    return old;
  }

  /** Gives the wanted ReplicaSet the highest revision, and the Deployment's minReadySeconds. */
  private ReplicaSet describe(Deployment deployment, ReplicaSet set, List<ReplicaSet> old) {
    int revision = Math.max(Annotations.revision(set), nextRevision(old));
    ReplicaSet.Spec spec = set.spec();
    ReplicaSet described =
        set.withMetadata(Annotations.withRevision(set.metadata(), revision))
            .withSpec(
                new ReplicaSet.Spec(
                    spec.replicas(),
                    spec.selector(),
                    spec.template(),
                    deployment.spec().minReadySeconds()));
    return described.equals(set) ? set : plane.update(described);
  }

  private static int nextRevision(List<ReplicaSet> old) {
    return old.stream().mapToInt(Annotations::revision).max().orElse(0) + 1;
  }

  private ReplicaSet create(Deployment deployment, List<ReplicaSet> old) {
    Deployment.Spec spec = deployment.spec();
    String hash = TemplateHash.of(spec.template());
    ObjectMeta template = spec.template().metadata();
    LabelSelector given = Objects.requireNonNull(spec.selector(), "selector");
    LabelSelector selector =
        new LabelSelector(
            Labels.with(given.matchLabels(), TemplateHash.LABEL, hash), given.matchExpressions());
    ObjectMeta metadata =
        ObjectMeta.builder()
            .name(deployment.metadata().name() + "-" + hash)
            .namespace(deployment.metadata().namespace())
            .labels(Labels.with(template.labels(), TemplateHash.LABEL, hash))
            .annotations(deployment.metadata().annotations())
            .ownerReferences(List.of(PodFactory.controller(deployment)))
            .build();
    ReplicaSet created =
        new ReplicaSet(
            Annotations.withSize(Annotations.withRevision(metadata, nextRevision(old)), deployment),
            new ReplicaSet.Spec(
                Rollouts.newReplicas(deployment, null, old),
                selector,
                TemplateHash.labelled(spec.template(), hash),
                spec.minReadySeconds()),
            ReplicaStatus.NONE);
    return plane.create(created);
  }

  private void resize(Deployment deployment, List<Rollouts.Resize> resized, boolean annotate) {
    for (Rollouts.Resize resize : resized) {
      ReplicaSet set = resize.set();
      if (annotate || Counts.replicas(set) != resize.replicas()) {
        plane.update(
            set.withMetadata(Annotations.withSize(set.metadata(), deployment))
                .withSpec(set.spec().withReplicas(resize.replicas())));
      }
    }
  }

  private List<ReplicaSet> forgetOldest(Deployment deployment, List<ReplicaSet> sets) {
    ReplicaSet wanted = wanted(deployment, sets);
    int keep = Objects.requireNonNullElse(deployment.spec().revisionHistoryLimit(), HISTORY);
    List<ReplicaSet> empty = without(sets, wanted);
    if (!DeploymentStatus.complete(deployment, wanted, sets) || empty.size() <= keep) {
      return sets;
    }
    empty.sort(Comparator.comparingInt(Annotations::revision));
    List<ReplicaSet> left = new ArrayList<>(sets);
    for (ReplicaSet set : empty.subList(0, empty.size() - keep)) {
      if (Counts.replicas(set) == 0 && Counts.orZero(set.status().replicas()) == 0) {
        plane.delete(ReplicaSet.KIND, set.namespacedName());
        left.remove(set);
      }
    }
    return left;
  }
}
