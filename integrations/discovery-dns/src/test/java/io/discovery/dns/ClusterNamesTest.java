package io.discovery.dns;

import static io.discovery.dns.ServedCluster.service;
import static io.discovery.dns.ServedCluster.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.address.Cidr;
import io.discovery.model.Namespace;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterNamesTest {
  private static final NamespacedName CART = new NamespacedName("shop", "cart");

  private final StatedObjects state = new StatedObjects();
  private final ClusterNames names = new ClusterNames(new SteppedTime());

  private Reading verified() {
    return new Reading(names, PodNames.VERIFIED);
  }

  private static Pod pod(PodStatus.Phase phase, boolean going, String ip) {
    ObjectMeta metadata = ObjectMeta.of("shop", "cart-0");
    if (going) {
      metadata = metadata.toBuilder().deletionTimestamp(Instant.EPOCH).build();
    }
    PodStatus status =
        PodStatus.builder().phase(phase).podIPs(List.of(new PodStatus.PodIP(ip))).build();
    return new Pod(metadata, PodSpec.builder().build(), status);
  }

  @Test
  void nothingIsLeftOfWhatIsGone() {
    Namespace shop = new Namespace(ObjectMeta.of("", "shop"), null, null);
    state.put(names, shop);
    state.put(names, service("cart", "10.96.0.7"));
    state.put(names, slice("cart", 3));
    assertThat(names.byAddress).hasSize(4);
    state.remove(names, service("cart", "10.96.0.7"));
    assertThat(names.byAddress).hasSize(3);
    state.remove(names, slice("cart", 3));
    assertThat(names.byAddress).isEmpty();
    assertThat(names.services).isEmpty();
    assertThat(names.namespaces).hasSize(1);
    state.remove(names, shop);
    assertThat(names.namespaces).isEmpty();
  }

  @Test
  void anAddressKnowsAllItsServices() {
    state.put(names, slice("cart", 1));
    state.put(names, slice("pay", 1));
    assertThat(verified().at("10.1.0.1")).containsExactly(CART, new NamespacedName("shop", "pay"));
    state.remove(names, slice("cart", 1));
    assertThat(verified().at("10.1.0.1")).containsExactly(new NamespacedName("shop", "pay"));
  }

  @Test
  void whatWasReadHoldsUntilThatVeryThingChanges() {
    state.put(names, service("cart", "10.96.0.7"));
    Reading reading = verified();
    assertThat(reading.service(CART)).isNotNull();
    assertThat(reading.current()).isTrue();
    state.put(names, service("pay", "10.96.0.8"));
    assertThat(reading.current()).isFalse();
    assertThat(reading.same()).isTrue();
    assertThat(reading.current()).isTrue();
    state.put(names, service("cart", "10.96.0.9"));
    assertThat(reading.same()).isFalse();
  }

  @Test
  void aPodHasANameFromItsFirstAddressUntilItHasEndedOrIsGone() {
    Pod running = pod(PodStatus.Phase.RUNNING, false, "10.1.0.1");
    state.put(names, pod(PodStatus.Phase.RUNNING, true, "10.1.0.1"));
    assertThat(verified().hasPod("shop", "10.1.0.1")).isFalse();
    state.put(names, running);
    assertThat(verified().hasPod("shop", "10.1.0.1")).isTrue();
    assertThat(verified().hasPod("pay", "10.1.0.1")).isFalse();
    state.put(names, pod(PodStatus.Phase.RUNNING, true, "10.1.0.2"));
    assertThat(verified().hasPod("shop", "10.1.0.1")).isTrue();
    state.put(names, pod(PodStatus.Phase.SUCCEEDED, true, "10.1.0.1"));
    assertThat(verified().hasPod("shop", "10.1.0.1")).isFalse();
    state.put(names, running);
    state.remove(names, running);
    assertThat(verified().hasPod("shop", "10.1.0.1")).isFalse();
    assertThat(names.podsByAddress).isEmpty();
  }

  @Test
  void aRangeThatEndsInsideOfALabelHasSeveralZones() {
    assertThat(ReverseZones.of(Cidr.parse("10.96.0.0/12")))
        .hasSize(16)
        .startsWith("96.10.in-addr.arpa.")
        .endsWith("111.10.in-addr.arpa.");
    assertThat(ReverseZones.of(Cidr.parse("fd00:1::/62")))
        .hasSize(4)
        .contains("3.0.0.0.0.0.0.0.1.0.0.0.0.0.d.f.ip6.arpa.");
    assertThat(ReverseZones.of(Cidr.parse("::/0"))).containsExactly("ip6.arpa.");
    assertThat(ReverseZones.of(Cidr.parse("10.1.2.3/32")))
        .containsExactly("3.2.1.10.in-addr.arpa.");
  }
}
