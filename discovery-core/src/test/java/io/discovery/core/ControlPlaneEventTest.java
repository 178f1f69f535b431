package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.ControllerEvent;
import io.discovery.Registration;
import io.discovery.model.Endpoints;
import io.discovery.model.IntOrString;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlPlaneEventTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane = ControlPlane.builder(loop, loop, Randomness.seeded(1)).build();

  private void createWide(String name) {
    ServiceSpec spec =
        ServiceSpec.builder()
            .ports(List.of(Service.Port.of("http", 80, IntOrString.of(8080))))
            .build();
    plane.create(new Service(ObjectMeta.of("shop", name), spec, Service.Status.NONE));
    String[] ips =
        IntStream.range(0, 1001)
            .mapToObj(i -> "10.20." + i / 250 + "." + i % 250)
            .toArray(String[]::new);
    Endpoints wide = TestObjects.endpoints(name, ips);
    plane.create(wide);
    loop.runUntilIdle();
  }

  @Test
  void aListenerHearsWhatControllersSayUntilItIsClosed() {
    plane.create(TestObjects.namespace("shop"));
    List<String> heard = new ArrayList<>();
    List<ControllerEvent> unharmed = new ArrayList<>();
    Registration registration =
        plane.onEvent(
            event -> {
              heard.add(event.reason() + " " + event.regarding().namespacedName());
              throw new IllegalStateException("a listener that fails");
            });
    plane.onEvent(unharmed::add);
    createWide("cart");
    assertThat(heard).containsExactly("TooManyAddressesToMirror shop/cart");
    registration.close();
    createWide("till");
    assertThat(heard).hasSize(1);
    assertThat(unharmed).hasSize(2);
  }
}
