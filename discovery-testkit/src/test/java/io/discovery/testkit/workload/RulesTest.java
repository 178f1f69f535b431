package io.discovery.testkit.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.IntOrString;
import io.discovery.model.LabelSelector;
import io.discovery.model.ObjectMeta;
import io.discovery.model.PodSpec;
import io.discovery.model.StatusException;
import io.discovery.testkit.workload.Deployment.RollingUpdate;
import io.discovery.testkit.workload.Deployment.Strategy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final LabelSelector CART = new LabelSelector(Map.of("app", "cart"), List.of());

  private static PodTemplate template(String app) {
    PodSpec.Container container =
        new PodSpec.Container("main", "cart:1", List.of(), null, List.of());
    return new PodTemplate(
        ObjectMeta.builder().labels(Map.of("app", app)).build(),
        PodSpec.builder().containers(List.of(container)).build());
  }

  private static Deployment deployment(@Nullable LabelSelector selector) {
    Deployment.Spec spec = Deployment.Spec.NONE.withTemplate(template("cart"));
    return new Deployment(
        ObjectMeta.of("shop", "cart"),
        selector == null ? spec : spec.withSelector(selector),
        Deployment.Status.NONE);
  }

  private static LabelSelector requirement(String key, String operator, String... values) {
    return new LabelSelector(
        Map.of(), List.of(new LabelSelector.Requirement(key, operator, List.of(values))));
  }

  private static void assertRefused(Deployment deployment, String message) {
    assertThatThrownBy(() -> Rules.create(deployment))
        .isInstanceOf(StatusException.class)
        .hasMessage("Deployment.apps \"cart\" is invalid: " + message);
  }

  @Test
  void defaultsAreThoseOfKubernetes() {
    Deployment.Spec spec = Rules.create(deployment(CART)).spec();
    assertThat(spec.replicas()).isEqualTo(1);
    assertThat(spec.revisionHistoryLimit()).isEqualTo(10);
    assertThat(spec.strategy())
        .isEqualTo(
            new Strategy(
                "RollingUpdate", new RollingUpdate(IntOrString.of("25%"), IntOrString.of("25%"))));
  }

  @Test
  void aSelectorIsRequired() {
    assertRefused(
        deployment(null),
        "[spec.selector: Required value, spec.template.metadata.labels: Invalid value:"
            + " {\"app\":\"cart\"}: `selector` does not match template `labels`]");
  }

  @Test
  void aSelectorMatchesItsTemplate() {
    assertRefused(
        deployment(new LabelSelector(Map.of("app", "web"), List.of())),
        "spec.template.metadata.labels: Invalid value: {\"app\":\"cart\"}: `selector` does not"
            + " match template `labels`");
  }

  @Test
  void anEmptySelectorIsRefused() {
    assertRefused(
        deployment(new LabelSelector(Map.of(), List.of())),
        "spec.selector: Invalid value: {}: empty selector is invalid for deployment");
  }

  @Test
  void anInvalidSelectorIsShownAsJson() {
    assertThatThrownBy(() -> Rules.create(deployment(requirement("app", "In", "-x"))))
        .hasMessageStartingWith(
            "Deployment.apps \"cart\" is invalid: [spec.selector.matchExpressions[0].values[0]:"
                + " Invalid value: \"-x\": a valid label must be")
        .hasMessageEndingWith(
            "spec.selector: Invalid value: {\"matchExpressions\":[{\"key\":\"app\",\"operator\":"
                + "\"In\",\"values\":[\"-x\"]}]}: invalid label selector]");
  }

  @Test
  void operatorsSayWhetherTheyTakeValues() {
    assertThatThrownBy(() -> Rules.create(deployment(requirement("app", "In"))))
        .hasMessageContaining(
            "spec.selector.matchExpressions[0].values: Required value: must be specified when"
                + " `operator` is 'In' or 'NotIn'");
    assertThatThrownBy(() -> Rules.create(deployment(requirement("app", "Exists", "x"))))
        .hasMessageContaining(
            "spec.selector.matchExpressions[0].values: Forbidden: may not be specified when"
                + " `operator` is 'Exists' or 'DoesNotExist'");
  }

  @Test
  void aSelectorCannotChange() {
    Deployment before = Rules.create(deployment(CART));
    assertThatThrownBy(() -> Rules.update(before, deployment(requirement("app", "Exists"))))
        .hasMessage(
            "Deployment.apps \"cart\" is invalid: spec.selector: Invalid value:"
                + " {\"matchExpressions\":[{\"key\":\"app\",\"operator\":\"Exists\"}]}: field is"
                + " immutable");
  }

  @Test
  void anUpdateKeepsTheStatus() {
    Deployment before =
        deployment(CART).withStatus(new Deployment.Status(1L, 2, 2, 2, 2, 0, 0, List.of()));
    assertThat(Rules.update(before, deployment(CART)).status()).isEqualTo(before.status());
  }

  @Test
  void boundsOfARollingUpdateAreNumbersOrPercent() {
    assertRefused(
        withBounds(IntOrString.of(0), IntOrString.of("0%")),
        "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when"
            + " `maxSurge` is 0");
    assertThatThrownBy(() -> Rules.create(withBounds(IntOrString.of("1"), IntOrString.of(1))))
        .hasMessageContaining(
            "maxUnavailable: Invalid value: \"1\": a valid percent string must be a numeric");
    assertThatThrownBy(() -> Rules.create(withBounds(IntOrString.of(-1), IntOrString.of(1))))
        .hasMessageContaining("Invalid value: -1: must be greater than or equal to 0");
  }

  private static Deployment withBounds(IntOrString unavailable, IntOrString surge) {
    Deployment deployment = deployment(CART);
    return deployment.withSpec(
        deployment
            .spec()
            .withStrategy(new Strategy("RollingUpdate", new RollingUpdate(unavailable, surge))));
  }

  @Test
  void percentsRoundSurgeUpAndUnavailableDown() {
    assertThat(fenceposts(10, "25%", "25%")).isEqualTo(new Fenceposts(3, 2));
    assertThat(fenceposts(3, "25%", "25%")).isEqualTo(new Fenceposts(1, 0));
    assertThat(fenceposts(5, "50%", "50%")).isEqualTo(new Fenceposts(3, 2));
    assertThat(fenceposts(10, "30%", "20%")).isEqualTo(new Fenceposts(3, 2));
    assertThat(fenceposts(1, "0%", "10%")).isEqualTo(new Fenceposts(0, 1));
  }

  private static Fenceposts fenceposts(int replicas, String surge, String unavailable) {
    Deployment deployment = withBounds(IntOrString.of(unavailable), IntOrString.of(surge));
    return Fenceposts.of(deployment.withSpec(deployment.spec().withReplicas(replicas)));
  }
}
