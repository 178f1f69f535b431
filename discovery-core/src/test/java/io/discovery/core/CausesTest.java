package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ServiceDiscovery;
import io.discovery.model.IntOrString;
import io.discovery.model.Namespace;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a control plane adds to an explanation. */
class CausesTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane = ControlPlane.builder(loop, loop, Randomness.seeded(1)).build();
  private final ServiceDiscovery discovery =
      Discovery.builder().source(plane.watchSource()).loop(loop).time(loop).build();

  CausesTest() {
    plane.create(new Namespace(ObjectMeta.of("", "shop"), null, null));
  }

  @AfterEach
  void close() {
    discovery.close();
    plane.close();
  }

  private void service(Map<String, String> selector, IntOrString target) {
    Service.Port port = Service.Port.of("http", 80, target);
    ServiceSpec spec = ServiceSpec.builder().selector(selector).ports(List.of(port)).build();
    plane.create(new Service(ObjectMeta.of("shop", "cart"), spec, Service.Status.NONE));
  }

  private void pod(String name, Map<String, String> labels, PodSpec.ContainerPort... ports) {
    ObjectMeta metadata = ObjectMeta.builder().namespace("shop").name(name).labels(labels).build();
    PodSpec.Container container =
        new PodSpec.Container("main", "cart:1", List.of(ports), null, List.of());
    PodSpec spec = PodSpec.builder().containers(List.of(container)).build();
    plane.create(new Pod(metadata, spec, PodStatus.NONE));
  }

  private String problem() {
    loop.runUntilIdle();
    return String.valueOf(discovery.service("shop/cart").explain().problem());
  }

  @Test
  void saysWhichPartOfTheSelectorMatches() {
    service(Map.of("app", "cart", "tier", "web"), IntOrString.of(8080));
    for (int i = 0; i < 3; i++) {
      pod("cart-" + i, Map.of("app", "cart", "tier", "back"));
    }
    assertThat(problem())
        .isEqualTo(
            "shop/cart:http: no endpoint"
                + " (selector app=cart,tier=web matches no Pod; app=cart matches 3)");
  }

  @Test
  void saysThatNothingMatches() {
    service(Map.of("app", "cart"), IntOrString.of(8080));
    assertThat(problem())
        .isEqualTo("shop/cart:http: no endpoint (selector app=cart matches no Pod)");
  }

  @Test
  void saysWhichPortsContainersOffer() {
    service(Map.of("app", "cart"), IntOrString.of("http"));
    PodSpec.ContainerPort web = PodSpec.ContainerPort.of("web", 8080);
    pod("cart-1", Map.of("app", "cart"), web);
    pod("cart-2", Map.of("app", "cart"), web);
    assertThat(problem())
        .isEqualTo(
            "shop/cart:http: no endpoint"
                + " (2 Pods have no port named \"http\": containers offer \"web\" 8080)");
  }

  @Test
  void saysThatPodsHaveNoAddress() {
    service(Map.of("app", "cart"), IntOrString.of(8080));
    pod("cart-1", Map.of("app", "cart"));
    assertThat(problem())
        .isEqualTo("shop/cart:http: no endpoint (1 of 1 Pods have no address yet)");
  }

  @Test
  void saysThatThereIsNoSelector() {
    service(Map.of(), IntOrString.of(8080));
    assertThat(problem())
        .isEqualTo(
            "shop/cart:http: no endpoint"
                + " (the Service has no selector: its endpoints are added by hand)");
  }
}
