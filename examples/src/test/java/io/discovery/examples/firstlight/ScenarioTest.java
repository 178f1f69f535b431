package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.examples.firstlight.Scenario.Actor;
import io.discovery.examples.firstlight.Step.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final Duration LENGTH = Duration.ofSeconds(30);
  private static final List<Actor> SHOP =
      List.of(new Actor("shop/web", 3), new Actor("shop/cart", 6), new Actor("pay/payment", 2));

  @Test
  void everythingHappensInOneRun() {
    assertThat(verbs(draw(7, SHOP))).isEqualTo(EnumSet.allOf(Verb.class));
  }

  @Test
  void oneDeploymentWithOnePodIsEnough() {
    List<Step> steps = draw(7, List.of(new Actor("default/web", 1)));
    assertThat(verbs(steps)).contains(Verb.ROLL_OUT, Verb.CRASH, Verb.SCALE_UP, Verb.SCALE_DOWN);
  }

  @Test
  void noPodIsTakenFromADeploymentThatMayHaveButOne() {
    for (long seed = 0; seed < 200; seed++) {
      List<Actor> cast = new ArrayList<>();
      for (int i = 0; i <= seed % 5; i++) {
        cast.add(new Actor("default/d" + i, 1));
      }
      checkPods(cast, draw(seed, cast));
    }
  }

  private static void checkPods(List<Actor> cast, List<Step> steps) {
    Map<String, Integer> pods = new TreeMap<>();
    cast.forEach(actor -> pods.put(actor.name(), actor.replicas()));
    for (Step step : steps) {
      int now = pods.getOrDefault(step.target(), 2);
      switch (step.verb()) {
        case SCALE_UP -> assertThat(step.amount()).as("%s", step).isGreaterThan(now);
        case SCALE_DOWN -> assertThat(step.amount()).as("%s", step).isLessThan(now).isPositive();
        case CRASH, NOT_READY -> assertThat(now).as("%s", step).isGreaterThanOrEqualTo(2);
        default -> assertThat(step.amount()).isZero();
      }
      if (step.amount() > 0) {
        pods.put(step.target(), step.amount());
      }
    }
  }

  @Test
  void stepsComeInOrderAndWithinTheRun() {
    List<Step> steps = draw(7, SHOP);
    assertThat(steps).isSorted();
    assertThat(steps.get(0).at()).isPositive();
    assertThat(steps.get(steps.size() - 1).at()).isLessThan(LENGTH.multipliedBy(9).dividedBy(10));
  }

  @Test
  void sameSeedSameSteps() {
    assertThat(draw(7, SHOP)).isEqualTo(draw(7, SHOP)).isNotEqualTo(draw(8, SHOP));
  }

  @Test
  void theDeploymentWithTheMostPodsIsRolledOut() {
    assertThat(draw(7, SHOP))
        .filteredOn(step -> step.verb() == Verb.ROLL_OUT)
        .first()
        .extracting(Step::target)
        .isEqualTo("shop/cart");
  }

  @Test
  void anApplicationWithoutDeploymentsIsLeftAlone() {
    assertThat(Scenario.draw(7, LENGTH, List.of(), List.of())).isEmpty();
  }

  private static List<Step> draw(long seed, List<Actor> cast) {
    return Scenario.draw(seed, LENGTH, cast, List.of("pay/ledger"));
  }

  private static EnumSet<Verb> verbs(List<Step> steps) {
    EnumSet<Verb> verbs = EnumSet.noneOf(Verb.class);
    steps.forEach(step -> verbs.add(step.verb()));
    return verbs;
  }
}
