package io.discovery.core.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.arbitraries.ListArbitrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TakenTest {
  private enum Step {
    ADD,
    REMOVE,
    SEARCH
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 63, 64, 65, 127, 128, 4095, 4096, 4097, 262144, 262145})
  void fillsExactly(long size) {
    Taken taken = new Taken();
    for (long i = 0; i < size; i++) {
      assertThat(taken.firstAbsent(0, size)).isEqualTo(i);
      assertThat(taken.add(i)).isTrue();
    }
    assertThat(taken.firstAbsent(0, size)).isEqualTo(Taken.NONE);
    assertThat(taken.remove(size / 2)).isTrue();
    assertThat(taken.firstAbsent(0, size)).isEqualTo(size / 2);
    assertThat(taken.firstAbsent(size / 2, size)).isEqualTo(size / 2);
    assertThat(taken.firstAbsent(size / 2 + 1, size)).isEqualTo(Taken.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "4095, 1",
    "4096, 3",
    "262143, 3",
    "262144, 5",
    "-2, 19",
  })
  void treeIsAsHighAsItsNumbersAreApart(long number, int nodes) {
    Taken taken = new Taken();
    taken.add(number);
    assertThat(taken.nodes()).isEqualTo(1);
    taken.add(0);
    assertThat(taken.nodes()).isEqualTo(nodes);
    taken.remove(number);
    assertThat(taken.contains(0)).isTrue();
    taken.remove(0);
    assertThat(taken.nodes()).isZero();
  }

  @Test
  void addAndRemoveSayWhetherTheyChangedSomething() {
    Taken taken = new Taken();
    assertThat(taken.add(700)).isTrue();
    assertThat(taken.add(700)).isFalse();
    assertThat(taken.contains(700)).isTrue();
    assertThat(taken.contains(699)).isFalse();
    assertThat(taken.remove(699)).isFalse();
    assertThat(taken.remove(700)).isTrue();
    assertThat(taken.remove(700)).isFalse();
    assertThat(taken.contains(700)).isFalse();
  }

  @Test
  void whatIsFreedCostsNothingMore() {
    Taken taken = new Taken();
    for (long i = 0; i < 500; i++) {
      taken.add(i * 7_919_000_003L % (1L << 40));
    }
    for (long i = 0; i < 500; i++) {
      taken.remove(i * 7_919_000_003L % (1L << 40));
    }
    assertThat(taken.nodes()).isZero();
  }

  @Test
  void wideRangeCostsWhatIsTaken() {
    Taken taken = new Taken();
    for (long i = 0; i < 1000; i++) {
      taken.add(i);
    }
    assertThat(taken.nodes()).isLessThan(16 + 11);
  }

  @Test
  void numbersAreUnsigned() {
    Taken taken = new Taken();
    long last = -2;
    taken.add(last);
    assertThat(taken.contains(last)).isTrue();
    assertThat(taken.firstAbsent(last, -1)).isEqualTo(Taken.NONE);
    assertThat(taken.firstAbsent(Long.MIN_VALUE, -1)).isEqualTo(Long.MIN_VALUE);
    assertThat(taken.firstAbsent(last - 1, -1)).isEqualTo(last - 1);
  }

  @Test
  void searchEndsBeforeTheEnd() {
    Taken taken = new Taken();
    assertThat(taken.firstAbsent(10, 10)).isEqualTo(Taken.NONE);
    assertThat(taken.firstAbsent(11, 10)).isEqualTo(Taken.NONE);
    taken.add(10);
    assertThat(taken.firstAbsent(10, 11)).isEqualTo(Taken.NONE);
    assertThat(taken.firstAbsent(10, 12)).isEqualTo(11);
  }

  @Test
  void searchReadsFewNodesHoweverFullTheRange() {
    long size = 1 << 18;
    Taken taken = new Taken();
    for (long i = 0; i < size - 1; i++) {
      taken.add(i);
    }
    long before = taken.nodesRead();
    assertThat(taken.firstAbsent(0, size)).isEqualTo(size - 1);
    assertThat(taken.nodesRead() - before).isBetween(1L, 3L);
    before = taken.nodesRead();
    assertThat(taken.firstAbsent(77_777, size)).isEqualTo(size - 1);
    assertThat(taken.nodesRead() - before).isBetween(1L, 6L);
  }

  @Property(tries = 300)
  void behavesLikeASetInSmallRanges(@ForAll("smallSteps") List<Tuple2<Step, Long>> steps) {
    compare(300, steps);
  }

  @Property(tries = 300)
  void behavesLikeASetInWideRanges(@ForAll("wideSteps") List<Tuple2<Step, Long>> steps) {
    compare(Long.MAX_VALUE, steps);
  }

  @Provide
  Arbitrary<List<Tuple2<Step, Long>>> smallSteps() {
    return steps(Arbitraries.longs().between(0, 299)).ofMinSize(50).ofMaxSize(600);
  }

  @Provide
  Arbitrary<List<Tuple2<Step, Long>>> wideSteps() {
    Arbitrary<Long> crowded = Arbitraries.longs().between(1L << 41, (1L << 41) + 200);
    Arbitrary<Long> spread = Arbitraries.longs().between(0, Long.MAX_VALUE - 1);
    return steps(Arbitraries.oneOf(crowded, spread)).ofMaxSize(200);
  }

  private static ListArbitrary<Tuple2<Step, Long>> steps(Arbitrary<Long> numbers) {
    Arbitrary<Step> steps =
        Arbitraries.frequency(
            Tuple.of(4, Step.ADD), Tuple.of(1, Step.REMOVE), Tuple.of(2, Step.SEARCH));
    return Combinators.combine(steps, numbers).as(Tuple::of).list();
  }

  private static void compare(long size, List<Tuple2<Step, Long>> steps) {
    Taken taken = new Taken();
    TreeSet<Long> model = new TreeSet<>();
    for (Tuple2<Step, Long> step : steps) {
      long number = step.get2();
      switch (step.get1()) {
        case ADD -> assertThat(taken.add(number)).isEqualTo(model.add(number));
        case REMOVE -> assertThat(taken.remove(number)).isEqualTo(model.remove(number));
        case SEARCH ->
            assertThat(taken.firstAbsent(number, size)).isEqualTo(next(model, number, size));
      }
      assertThat(taken.contains(number)).isEqualTo(model.contains(number));
    }
  }

  private static long next(Set<Long> model, long from, long size) {
    long number = from;
    while (number < size && model.contains(number)) {
      number++;
    }
    return number < size ? number : Taken.NONE;
  }
}
