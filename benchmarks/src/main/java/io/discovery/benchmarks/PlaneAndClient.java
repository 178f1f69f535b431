package io.discovery.benchmarks;

import io.discovery.Refusal;
import io.discovery.ServiceDiscovery;
import io.discovery.core.ControlPlane;
import io.discovery.core.Discovery;
import io.discovery.model.KubernetesObject;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.time.Duration;
import java.util.List;

/** A control plane and a client of it on one loop. */
final class PlaneAndClient {
  final PlainLoop loop = new PlainLoop();
  final ControlPlane plane =
      ControlPlane.builder(loop, Time.system(), Randomness.seeded(1)).build();
  final ServiceDiscovery client =
      Discovery.builder().source(plane.watchSource()).loop(loop).audit(Duration.ZERO).build();

  /** Admits all objects, and runs until the client has published what came of them. */
  void load(List<KubernetesObject> objects, int services) {
    List<Refusal> refused = plane.apply("shop", objects);
    loop.run();
    int found = client.snapshot().services().size();
    if (!refused.isEmpty() || found != services) {
      throw new IllegalStateException(found + " Services, refused: " + refused.size());
    }
  }
}
