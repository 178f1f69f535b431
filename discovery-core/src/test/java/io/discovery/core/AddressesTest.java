package io.discovery.core;

import static io.discovery.core.TestObjects.namespace;
import static io.discovery.core.TestObjects.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.address.Cidr;
import io.discovery.model.IPAddress;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceCIDR;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.IpFamilyPolicy;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ServiceCIDRs and IPAddresses. */
class AddressesTest {
  private static final NamespacedName MORE = new NamespacedName("", "more");
  private static final String MISMATCH = "the provided network does not match the current range";

  private final VirtualLoop loop = new VirtualLoop();
  private final ControlPlane plane =
      ControlPlane.builder(loop, loop, Randomness.seeded(1))
          .serviceCidrs(List.of(Cidr.parse("10.96.0.0/29"), Cidr.parse("fd00::/112")))
          .build();

  @BeforeEach
  void createNamespace() {
    plane.create(namespace("shop"));
  }

  @Test
  void everyAddressOfAServiceHasItsObject() {
    Service cart = create("cart", spec -> spec.ipFamilyPolicy(IpFamilyPolicy.REQUIRE_DUAL_STACK));
    assertThat(names()).containsExactlyInAnyOrderElementsOf(cart.spec().clusterIPs());
    IPAddress first = address(cart.spec().clusterIP());
    assertThat(first.spec().parentRef())
        .isEqualTo(new IPAddress.ParentReference("", "services", "shop", "cart"));
    assertThat(first.metadata().labels())
        .isEqualTo(
            Map.of(
                "ipaddress.kubernetes.io/ip-family",
                "IPv4",
                "ipaddress.kubernetes.io/managed-by",
                "ipallocator.k8s.io"));

    ServiceSpec.Builder single =
        cart.spec().toBuilder().ipFamilyPolicy(IpFamilyPolicy.SINGLE_STACK);
    Service less = plane.update(cart.withSpec(single.build()));
    assertThat(names()).containsExactly(less.spec().clusterIP());
    ServiceSpec.Builder external =
        less.spec().toBuilder().type(ServiceSpec.Type.EXTERNAL_NAME).externalName("a.example");
    plane.update(less.withSpec(external.build()));
    assertThat(names()).isEmpty();

    create("again", spec -> spec.clusterIP(less.spec().clusterIP()));
    plane.delete(ResourceKind.SERVICE, new NamespacedName("shop", "again"));
    assertThat(names()).isEmpty();
    create("more", spec -> spec.clusterIP(less.spec().clusterIP()));
  }

  @Test
  void anAddressThatAUserHoldsIsTaken() {
    for (int i = 1; i < 6; i++) {
      plane.create(held("10.96.0." + i));
    }
    assertThat(create("cart", spec -> spec).spec().clusterIP()).isEqualTo("10.96.0.6");
    assertThatThrownBy(() -> create("other", spec -> spec.clusterIP("10.96.0.5")))
        .hasMessageContaining("provided IP is already allocated");
    assertThatThrownBy(() -> plane.create(held("10.96.0.6"))).hasMessageContaining("exists");
    plane.delete(ResourceKind.IP_ADDRESS, new NamespacedName("", "10.96.0.5"));
    create("other", spec -> spec.clusterIP("10.96.0.5"));
  }

  @Test
  void aRangeServesOnceItIsReadyAndUntilItEnds() {
    plane.create(held("10.95.0.5"));
    plane.create(range("10.95.0.0/28"));
    assertThatThrownBy(() -> create("cart", spec -> spec.clusterIP("10.95.0.6")))
        .hasMessageContaining(MISMATCH);
    loop.runUntilIdle();
    ServiceCIDR ready = Objects.requireNonNull(plane.get(ServiceCIDR.class, MORE));
    assertThat(ready.ready()).isTrue();
    assertThat(ready.metadata().finalizers())
        .containsExactly("networking.k8s.io/service-cidr-finalizer");
    assertThatThrownBy(() -> create("cart", spec -> spec.clusterIP("10.95.0.5")))
        .hasMessageContaining("already allocated");
    create("cart", spec -> spec.clusterIP("10.95.0.6"));

    assertThat(plane.delete(ResourceKind.SERVICE_CIDR, MORE, DeleteOptions.NONE)).isNotNull();
    assertThatThrownBy(() -> create("other", spec -> spec.clusterIP("10.95.0.7")))
        .hasMessageContaining(MISMATCH);
    loop.advance(Duration.ofMinutes(1));
    ServiceCIDR ending = Objects.requireNonNull(plane.get(ServiceCIDR.class, MORE));
    assertThat(ending.status().conditions().get(0).reason()).isEqualTo("Terminating");
    plane.delete(ResourceKind.SERVICE, new NamespacedName("shop", "cart"));
    loop.runUntilIdle();
    assertThat(plane.get(ServiceCIDR.class, MORE)).as("an address of no Service").isNull();
  }

  @Test
  void anUnusedRangeGoesAfterTenSeconds() {
    plane.create(range("10.95.0.0/28"));
    loop.runUntilIdle();
    plane.delete(ResourceKind.SERVICE_CIDR, MORE);
    loop.advance(Duration.ofSeconds(9));
    assertThat(plane.get(ServiceCIDR.class, MORE)).isNotNull();
    loop.advance(Duration.ofSeconds(2));
    assertThat(plane.get(ServiceCIDR.class, MORE)).isNull();
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void aWiderRangeTakesOver() {
    plane.create(range("10.95.0.0/28"));
    plane.create(range("10.95.0.0/24").withMetadata(ObjectMeta.of("", "wide")));
    loop.runUntilIdle();
    create("cart", spec -> spec.clusterIP("10.95.0.5"));
    plane.delete(ResourceKind.SERVICE_CIDR, MORE);
    loop.advance(Duration.ofSeconds(11));
    assertThat(plane.get(ServiceCIDR.class, MORE)).isNull();
    assertThatThrownBy(() -> create("other", spec -> spec.clusterIP("10.95.0.5")))
        .hasMessageContaining("already allocated");
    create("other", spec -> spec.clusterIP("10.95.0.200"));
  }

  @Test
  void aFullRangeGoesOnInTheNext() {
    plane.create(range("10.95.0.0/30"));
    loop.runUntilIdle();
    for (int i = 0; i < 8; i++) {
      create("cart-" + i, spec -> spec);
    }
    assertThatThrownBy(() -> create("late", spec -> spec)).hasMessageContaining("range is full");
    assertThat(names()).hasSize(8).contains("10.95.0.1", "10.95.0.2");
  }

  @Test
  void theDefaultRangeIsThereFromTheStart() {
    ServiceCIDR range =
        Objects.requireNonNull(plane.get(ServiceCIDR.class, new NamespacedName("", "kubernetes")));
    assertThat(range.spec().cidrs()).containsExactly("10.96.0.0/29", "fd00::/112");
    assertThat(range.ready()).isTrue();
    assertThat(range.metadata().finalizers()).isEmpty();
  }

  private Service create(String name, UnaryOperator<ServiceSpec.Builder> with) {
    Service service = service(name);
    return plane.create(service.withSpec(with.apply(service.spec().toBuilder()).build()));
  }

  private List<String> names() {
    return plane.list(IPAddress.class).stream().map(ip -> ip.metadata().name()).toList();
  }

  private IPAddress address(String name) {
    return Objects.requireNonNull(plane.get(IPAddress.class, new NamespacedName("", name)));
  }

  private static ServiceCIDR range(String cidr) {
    return new ServiceCIDR(
        ObjectMeta.of("", "more"),
        new ServiceCIDR.Spec(List.of(cidr)),
        new ServiceCIDR.Status(List.of()));
  }

  private static IPAddress held(String name) {
    return new IPAddress(
        ObjectMeta.of("", name),
        new IPAddress.Spec(new IPAddress.ParentReference(null, "boxes", null, "mine")));
  }
}
