package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Refusal;
import io.discovery.core.call.Calls;
import io.discovery.core.snapshot.Snapshot;
import io.discovery.model.NamespacedName;
import io.discovery.snapshot.ServiceName;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlesTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final Handles handles = new Handles();
  private final HandleContext context =
      new HandleContext(
          loop,
          loop,
          new Calls(loop, loop, Randomness.seeded(1)),
          new NothingKnown(),
          new ArrayList<>());

  private static final class NothingKnown implements HandleContext.Known {
    @Override
    public Root root() {
      return new Root(Snapshot.EMPTY, null, false);
    }

    @Override
    public List<Refusal> refused() {
      return List.of();
    }

    @Override
    public @Nullable String cause(NamespacedName service, String port) {
      return null;
    }
  }

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
