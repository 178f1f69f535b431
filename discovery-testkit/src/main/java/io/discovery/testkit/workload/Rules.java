package io.discovery.testkit.workload;

import io.discovery.model.IntOrString;
import io.discovery.model.KubernetesObject;
import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Syntax;
import io.discovery.testkit.workload.Deployment.RollingUpdate;
import io.discovery.testkit.workload.Deployment.Strategy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Admission of workloads: defaults, and the rules that Pods depend on (apps/v1 validation). */
final class Rules {
  private static final String SELECTOR = "spec.selector";
  private static final String PERCENT =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
          + " '93%', regex used for validation is '[0-9]+%')";

  private Rules() {}

  static Deployment create(Deployment given) {
    Deployment deployment = withDefaults(given);
    Deployment.Spec spec = deployment.spec();
    Problems problems = new Problems();
    name(problems, deployment.metadata());
    problems.notNegative("spec.replicas", Counts.replicas(deployment));
    new SelectorRules(problems)
        .check(spec.selector(), spec.template().metadata().labels(), "deployment");
    template(problems, spec.template());
    strategy(problems, spec.strategy());
    problems.notNegative("spec.minReadySeconds", Counts.orZero(spec.minReadySeconds()));
    problems.throwIfAny(Deployment.KIND, deployment.metadata().name());
    return deployment.withStatus(Deployment.Status.NONE);
  }

  static Deployment update(Deployment before, Deployment given) {
    Deployment checked = create(given);
    immutable(before.spec().selector(), checked.spec().selector(), checked);
    return checked.withStatus(before.status());
  }

  private static Deployment withDefaults(Deployment given) {
    Deployment.Spec spec = given.spec();
    Strategy strategy = spec.strategy();
    String type = strategy == null ? null : strategy.type();
    RollingUpdate rolling = strategy == null ? null : strategy.rollingUpdate();
    if (type == null || type.equals(Strategy.ROLLING_UPDATE)) {
      IntOrString unavailable = rolling == null ? null : rolling.maxUnavailable();
      IntOrString surge = rolling == null ? null : rolling.maxSurge();
      rolling =
          new RollingUpdate(
              Objects.requireNonNullElse(unavailable, Fenceposts.DEFAULT),
              Objects.requireNonNullElse(surge, Fenceposts.DEFAULT));
    }
    return given.withSpec(
        new Deployment.Spec(
            Objects.requireNonNullElse(spec.replicas(), 1),
            spec.selector(),
            spec.template(),
            new Strategy(Objects.requireNonNullElse(type, Strategy.ROLLING_UPDATE), rolling),
            spec.minReadySeconds(),
            spec.paused(),
            Objects.requireNonNullElse(spec.revisionHistoryLimit(), 10)));
  }

  private static void strategy(Problems problems, @Nullable Strategy strategy) {
    if (strategy == null) {
      return;
    }
    String type = Objects.requireNonNullElse(strategy.type(), Strategy.ROLLING_UPDATE);
    RollingUpdate rolling = strategy.rollingUpdate();
    if (type.equals(Strategy.RECREATE)) {
      if (rolling != null) {
        problems.forbidden(
            "spec.strategy.rollingUpdate",
            "may not be specified when strategy `type` is 'Recreate'");
      }
    } else if (!type.equals(Strategy.ROLLING_UPDATE)) {
      problems.unsupported("spec.strategy.type", type, "\"Recreate\", \"RollingUpdate\"");
    } else if (rolling != null) {
      String unavailable = "spec.strategy.rollingUpdate.maxUnavailable";
      bound(problems, unavailable, rolling.maxUnavailable());
      bound(problems, "spec.strategy.rollingUpdate.maxSurge", rolling.maxSurge());
      if (isZero(rolling.maxUnavailable()) && isZero(rolling.maxSurge())) {
        problems.invalid(unavailable, "0", "may not be 0 when `maxSurge` is 0");
      }
    }
  }

  private static void bound(Problems problems, String field, @Nullable IntOrString value) {
    if (value instanceof IntOrString.Number number) {
      problems.notNegative(field, number.value());
    } else if (value != null && !value.toString().matches("[0-9]{1,6}%")) {
      problems.invalid(field, Syntax.quoted(value.toString()), PERCENT);
    }
  }

  private static boolean isZero(@Nullable IntOrString value) {
    return value != null && value.toString().matches("0+%?");
  }

  static ReplicaSet create(ReplicaSet given) {
    ReplicaSet.Spec spec = given.spec();
    ReplicaSet set = given.withSpec(spec.withReplicas(Counts.replicas(given)));
    Problems problems = new Problems();
    name(problems, set.metadata());
    problems.notNegative("spec.replicas", Counts.replicas(set));
    new SelectorRules(problems)
        .check(spec.selector(), spec.template().metadata().labels(), "replicaset");
    template(problems, spec.template());
    problems.throwIfAny(ReplicaSet.KIND, set.metadata().name());
    return set.withStatus(ReplicaStatus.NONE);
  }

  static ReplicaSet update(ReplicaSet before, ReplicaSet given) {
    ReplicaSet checked = create(given);
    immutable(before.spec().selector(), checked.spec().selector(), checked);
    return checked.withStatus(before.status());
  }

  static ReplicationController create(ReplicationController given) {
    ReplicationController.Spec spec = given.spec();
    PodTemplate template = spec.template();
    var selector = spec.selector().isEmpty() ? template.metadata().labels() : spec.selector();
    int replicas = Objects.requireNonNullElse(spec.replicas(), 1);
    Problems problems = new Problems();
    name(problems, given.metadata());
    problems.notNegative("spec.replicas", replicas);
    if (selector.isEmpty()) {
      problems.required(SELECTOR, "");
    } else {
      new SelectorRules(problems)
          .check(
              new LabelSelector(selector, List.of()),
              template.metadata().labels(),
              "replicationcontroller");
    }
    template(problems, template);
    problems.throwIfAny(ReplicationController.KIND, given.metadata().name());
    return given
        .withSpec(
            new ReplicationController.Spec(replicas, selector, template, spec.minReadySeconds()))
        .withStatus(ReplicaStatus.NONE);
  }

  static ReplicationController update(ReplicationController before, ReplicationController given) {
    return create(given).withStatus(before.status());
  }

  static StatefulSet create(StatefulSet given) {
    StatefulSet.Spec spec = given.spec();
    int replicas = Objects.requireNonNullElse(spec.replicas(), 1);
    Problems problems = new Problems();
    name(problems, given.metadata());
    problems.notNegative("spec.replicas", replicas);
    new SelectorRules(problems)
        .check(spec.selector(), spec.template().metadata().labels(), "statefulset");
    template(problems, spec.template());
    problems.throwIfAny(StatefulSet.KIND, given.metadata().name());
    return given
        .withSpec(
            new StatefulSet.Spec(
                spec.serviceName(),
                replicas,
                spec.selector(),
                spec.template(),
                Objects.requireNonNullElse(spec.podManagementPolicy(), "OrderedReady"),
                spec.updateStrategy(),
                spec.minReadySeconds()))
        .withStatus(StatefulSet.Status.NONE);
  }

  static StatefulSet update(StatefulSet before, StatefulSet given) {
    StatefulSet checked = create(given);
    immutable(before.spec().selector(), checked.spec().selector(), checked);
    return checked.withStatus(before.status());
  }

  private static void immutable(
      @Nullable LabelSelector before, @Nullable LabelSelector after, KubernetesObject object) {
    if (after != null && !after.equals(before)) {
      Problems problems = new Problems();
      problems.invalid(SELECTOR, SelectorRules.json(after), "field is immutable");
      problems.throwIfAny(object.kind(), object.metadata().name());
    }
  }

  private static void name(Problems problems, ObjectMeta metadata) {
    if (metadata.name().isEmpty()) {
      problems.required("metadata.name", "name or generateName is required");
    } else {
      problems.invalidText(
          "metadata.name", metadata.name(), Syntax.dns1123Subdomain(metadata.name()));
    }
  }

  private static void template(Problems problems, PodTemplate template) {
    if (template.spec().containers().isEmpty()) {
      problems.required("spec.template.spec.containers", "");
    }
    String restart = template.spec().restartPolicy();
    if (restart != null && !restart.equals("Always")) {
      problems.unsupported("spec.template.spec.restartPolicy", restart, "\"Always\"");
    }
  }
}
