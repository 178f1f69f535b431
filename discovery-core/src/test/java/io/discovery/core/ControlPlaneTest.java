package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Namespace;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.time.Randomness;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane = ControlPlane.builder(loop, loop, Randomness.seeded(1)).build();

  @Test
  void slicesFollowPods() {
    List<WatchEvent> events = new ArrayList<>();
    plane
        .watchSource()
        .watch(
            new WatchHandler() {
              @Override
              public void onEvent(WatchEvent event) {
                events.add(event);
              }

              @Override
              public void onFailure(Throwable cause) {}
            });
    plane.create(new Namespace(ObjectMeta.of("", "shop"), null, null));
    plane.create(new Node(ObjectMeta.of("", "node-a"), Node.Spec.NONE, Node.Status.NONE));
    Service service =
        plane.create(
            new Service(
                ObjectMeta.of("shop", "cart"),
                ServiceSpec.builder()
                    .selector(Map.of("app", "cart"))
                    .ports(List.of(Service.Port.of(80)))
                    .build(),
                Service.Status.NONE));
    assertThat(service.spec().clusterIP()).startsWith("10.96.");
    Pod pod = plane.create(pod());
    plane.updateStatus(pod.withStatus(ready("10.244.0.1")));
    loop.runUntilIdle();
    List<EndpointSlice> slices = plane.list(EndpointSlice.class, "shop");
    assertThat(slices).hasSize(1);
    assertThat(slices.get(0).endpoints()).hasSize(1);
    assertThat(events).hasSize(2);
    plane.delete(ResourceKind.SERVICE, new NamespacedName("shop", "cart"));
    loop.runUntilIdle();
    assertThat(plane.list(EndpointSlice.class)).isEmpty();
    assertThat(events).hasSize(4);
  }

  private static Pod pod() {
    return new Pod(
        ObjectMeta.builder().namespace("shop").name("cart-1").labels(Map.of("app", "cart")).build(),
        PodSpec.builder()
            .nodeName("node-a")
            .containers(
                List.of(new PodSpec.Container("main", "cart:1", List.of(), null, List.of())))
            .build(),
        PodStatus.NONE);
  }

  private static PodStatus ready(String ip) {
    return PodStatus.builder()
        .phase(PodStatus.Phase.RUNNING)
        .conditions(List.of(Condition.of("Ready", Condition.Status.TRUE)))
        .podIP(ip)
        .podIPs(List.of(new PodStatus.PodIP(ip)))
        .build();
  }
}
