package io.discovery.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.VirtualLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final VirtualLoop time = new VirtualLoop();
  private final RetryBudget budget = new RetryBudget(time);

  @Test
  void isFullAtFirst() {
    assertThat(withdrawAll()).isEqualTo(RetryBudget.CAPACITY);
  }

  @Test
  void fiveCallsGiveOneAttempt() {
    withdrawAll();
    for (int i = 0; i < 4; i++) {
      budget.deposit();
    }
    assertThat(budget.withdraw()).isFalse();
    budget.deposit();
    assertThat(budget.withdraw()).isTrue();
    assertThat(budget.withdraw()).isFalse();
  }

  @Test
  void timeGivesTenASecond() {
    withdrawAll();
    time.advance(Duration.ofMillis(99));
    assertThat(withdrawAll()).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(withdrawAll()).isEqualTo(1);
    time.advance(Duration.ofMillis(1_050));
    assertThat(withdrawAll()).isEqualTo(10);
    time.advance(Duration.ofMillis(50));
    assertThat(withdrawAll()).isEqualTo(1);
  }

  @Test
  void neverHoldsMoreThanItCan() {
    time.advance(Duration.ofDays(365));
    for (int i = 0; i < 10_000; i++) {
      budget.deposit();
    }
    assertThat(withdrawAll()).isEqualTo(RetryBudget.CAPACITY);
  }

  private int withdrawAll() {
    int count = 0;
    while (budget.withdraw()) {
      count++;
    }
    return count;
  }
}
