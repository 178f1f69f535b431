package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.core.call.Calls;
import io.discovery.core.snapshot.Snapshot;
import io.discovery.snapshot.ServiceName;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class HandlesTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final Handles handles = new Handles();
  private final HandleContext context =
      new HandleContext(
          loop,
          loop,
          new Calls(loop, loop, Randomness.seeded(1)),
          () -> new Root(Snapshot.EMPTY, null, false),
          new ArrayList<>(),
          (service, port) -> null);

  @Test
  void endlessNamesAreForgottenOnceNobodyHoldsTheirHandles() {
    Handle held = handles.get(context, new ServiceName("shop", "held"), null);
    for (int i = 0; i < 1_000; i++) {
      handles.get(context, new ServiceName("shop", "svc-" + i), null);
    }
    for (int tries = 0; tries < 200 && handles.size() > 1; tries++) {
      System.gc();
    }
    assertThat(handles.size()).isEqualTo(1);
    assertThat(handles.get(context, new ServiceName("shop", "held"), null)).isSameAs(held);
  }
}
