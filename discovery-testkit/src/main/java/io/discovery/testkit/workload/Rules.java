package io.discovery.testkit.workload;

import io.discovery.model.IntOrString;
import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Selector;
import io.discovery.model.Syntax;
import io.discovery.testkit.workload.Deployment.RollingUpdate;
import io.discovery.testkit.workload.Deployment.Strategy;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Admission of workloads: defaults, and the rules that Pods depend on (apps/v1 validation). */
final class Rules {
  private static final String SELECTOR = "spec.selector";
  private static final String INVALID_SELECTOR = "invalid label selector";
  private static final String ORDERED = "OrderedReady";
  private static final String PERCENT =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
          + " '93%', regex used for validation is '[0-9]+%')";

  private Rules() {}

  static Deployment create(Deployment given) {
    Deployment deployment = withDefaults(given);
    check(deployment).throwIfAny(Deployment.KIND, deployment.metadata().name());
    return deployment.withStatus(Deployment.Status.NONE);
  }

  static Deployment update(Deployment before, Deployment given) {
    Deployment deployment = withDefaults(given);
    Problems problems = check(deployment);
    immutable(problems, before.spec().selector(), deployment.spec().selector());
    problems.throwIfAny(Deployment.KIND, deployment.metadata().name());
    return deployment.withStatus(before.status());
  }

  private static Problems check(Deployment deployment) {
    Deployment.Spec spec = deployment.spec();
    Problems problems = new Problems();
    metadata(problems, deployment.metadata());
    problems.notNegative("spec.replicas", Counts.replicas(deployment));
    template(problems, spec.selector(), spec.template(), "deployment", INVALID_SELECTOR);
    strategy(problems, spec.strategy());
    problems.notNegative("spec.minReadySeconds", Counts.orZero(spec.minReadySeconds()));
    problems.notNegative("spec.revisionHistoryLimit", Counts.orZero(spec.revisionHistoryLimit()));
    return problems;
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
    ReplicaSet set = given.withSpec(given.spec().withReplicas(Counts.replicas(given)));
    check(set).throwIfAny(ReplicaSet.KIND, set.metadata().name());
    return set.withStatus(ReplicaStatus.NONE);
  }

  static ReplicaSet update(ReplicaSet before, ReplicaSet given) {
    ReplicaSet set = given.withSpec(given.spec().withReplicas(Counts.replicas(given)));
    Problems problems = check(set);
    immutable(problems, before.spec().selector(), set.spec().selector());
    problems.throwIfAny(ReplicaSet.KIND, set.metadata().name());
    return set.withStatus(before.status());
  }

  private static Problems check(ReplicaSet set) {
    ReplicaSet.Spec spec = set.spec();
    Problems problems = new Problems();
    metadata(problems, set.metadata());
    problems.notNegative("spec.replicas", Counts.replicas(set));
    problems.notNegative("spec.minReadySeconds", Counts.orZero(spec.minReadySeconds()));
    // Kubernetes says "deployment" here, too.
    template(problems, spec.selector(), spec.template(), "deployment", INVALID_SELECTOR);
    return problems;
  }

  static ReplicationController create(ReplicationController given) {
    ReplicationController.Spec spec = given.spec();
    PodTemplate template = spec.template();
    var selector = spec.selector().isEmpty() ? template.metadata().labels() : spec.selector();
    int replicas = Objects.requireNonNullElse(spec.replicas(), 1);
    Problems problems = new Problems();
    metadata(problems, given.metadata());
    problems.notNegative("spec.minReadySeconds", Counts.orZero(spec.minReadySeconds()));
    if (selector.isEmpty()) {
      problems.required(SELECTOR, "");
    }
    problems.notNegative("spec.replicas", replicas);
    Map<String, String> labels = template.metadata().labels();
    if (!Selector.ofLabels(selector).matches(labels)) {
      new SelectorRules(problems).doesNotMatch(labels);
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
    StatefulSet set = withDefaults(given);
    check(set).throwIfAny(StatefulSet.KIND, set.metadata().name());
    return set.withStatus(StatefulSet.Status.NONE);
  }

  static StatefulSet update(StatefulSet before, StatefulSet given) {
    StatefulSet set = withDefaults(given);
    Problems problems = check(set);
    StatefulSet.Spec old = before.spec();
    StatefulSet.Spec now = set.spec();
    immutable(problems, old.selector(), now.selector());
    String service = Objects.requireNonNullElse(now.serviceName(), "");
    problems.immutable(
        "spec.serviceName",
        Objects.requireNonNullElse(old.serviceName(), ""),
        service,
        Syntax.quoted(service));
    String policy = Objects.requireNonNullElse(now.podManagementPolicy(), ORDERED);
    problems.immutable(
        "spec.podManagementPolicy", old.podManagementPolicy(), policy, Syntax.quoted(policy));
    problems.throwIfAny(StatefulSet.KIND, set.metadata().name());
    return set.withStatus(before.status());
  }

  private static StatefulSet withDefaults(StatefulSet given) {
    StatefulSet.Spec spec = given.spec();
    return given.withSpec(
        new StatefulSet.Spec(
            spec.serviceName(),
            Objects.requireNonNullElse(spec.replicas(), 1),
            spec.selector(),
            spec.template(),
            Objects.requireNonNullElse(spec.podManagementPolicy(), ORDERED),
            spec.updateStrategy(),
            spec.minReadySeconds()));
  }

  private static Problems check(StatefulSet set) {
    StatefulSet.Spec spec = set.spec();
    Problems problems = new Problems();
    metadata(problems, set.metadata());
    String policy = Objects.requireNonNullElse(spec.podManagementPolicy(), ORDERED);
    if (!policy.equals(ORDERED) && !policy.equals(StatefulSet.Spec.PARALLEL)) {
      problems.invalid(
          "spec.podManagementPolicy",
          Syntax.quoted(policy),
          "must be 'OrderedReady' or 'Parallel'");
    }
    problems.notNegative("spec.replicas", Counts.orZero(spec.replicas()));
    problems.notNegative("spec.minReadySeconds", Counts.orZero(spec.minReadySeconds()));
    String service = Objects.requireNonNullElse(spec.serviceName(), "");
    if (!service.isEmpty()) {
      problems.invalidText("spec.serviceName", service, Syntax.dns1123Label(service));
    }
    template(problems, spec.selector(), spec.template(), "statefulset", "");
    return problems;
  }

  private static void immutable(
      Problems problems, @Nullable LabelSelector before, @Nullable LabelSelector after) {
    problems.immutable(SELECTOR, before, after, SelectorRules.json(after));
  }

  private static void metadata(Problems problems, ObjectMeta metadata) {
    name(problems, metadata);
    new SelectorRules(problems).labels("metadata.labels", metadata.labels());
  }

  private static void name(Problems problems, ObjectMeta metadata) {
    if (metadata.name().isEmpty()) {
      problems.required("metadata.name", "name or generateName is required");
    } else {
      problems.invalidText(
          "metadata.name", metadata.name(), Syntax.dns1123Subdomain(metadata.name()));
    }
  }

  private static void template(
      Problems problems,
      @Nullable LabelSelector selector,
      PodTemplate template,
      String owner,
      String otherwise) {
    Map<String, String> labels = template.metadata().labels();
    if (new SelectorRules(problems).check(selector, labels, owner, otherwise)) {
      template(problems, template);
    }
  }

  private static void template(Problems problems, PodTemplate template) {
    // The path has no "metadata" here.
    new SelectorRules(problems).labels("spec.template.labels", template.metadata().labels());
    if (template.spec().containers().isEmpty()) {
      problems.required("spec.template.spec.containers", "");
    }
    String restart = template.spec().restartPolicy();
    if (restart != null && !restart.equals("Always")) {
      problems.unsupported("spec.template.spec.restartPolicy", restart, "\"Always\"");
    }
  }
}
