package io.discovery.core.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Policy;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
  private static final int PICKS = 50_000;

  @ParameterizedTest
  @EnumSource
  void endpointAllocatesNothing(BuiltIn policy) {
    for (int size : new int[] {3, 5_000}) {
      Port port = Port.withThreadsOwnRandomness(policy).has(Port.endpoints(size));
      assertThat(bytesPerRun(() -> port.picker.endpoint(PickRequest.ANY))).isZero();
    }
  }

  @Test
  void userPolicyAllocatesNothing() {
    Policy policy = Policy.stateless(all -> request -> all.atHash(request.affinityHash()));
    Port port = Port.withThreadsOwnRandomness(policy).has(Port.endpoints(3));
    PickRequest request = PickRequest.affinity("alice");
    assertThat(bytesPerRun(() -> port.picker.endpoint(request))).isZero();
  }

  @Test
  void pickAroundADeadEndpointAllocatesNothing() {
    Port port = Port.withThreadsOwnRandomness(BuiltIn.RANDOM).has(Port.endpoints(3));
    PickRequest request = PickRequest.ANY.avoid(Port.endpoint(1));
    assertThat(bytesPerRun(() -> port.picker.endpoint(request))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5_000})
  void permitIsNoMoreThan32Bytes(int size) {
    Port port = Port.withThreadsOwnRandomness(BuiltIn.RANDOM).has(Port.endpoints(size));
    assertThat(bytesPerRun(() -> port.picker.pick(PickRequest.ANY).succeeded()))
        .isLessThanOrEqualTo(32);
  }

  /** The least of several rounds: what a compiler allocates meanwhile is not ours. */
  private static long bytesPerRun(Runnable action) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < PICKS; i++) {
        action.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least / PICKS;
  }
}
