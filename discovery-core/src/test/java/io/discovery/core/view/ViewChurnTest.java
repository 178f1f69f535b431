package io.discovery.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Location;
import io.discovery.core.Cart;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.ServiceSpec.TrafficPolicy;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ViewChurnTest {
  private static final List<Location> LOCATIONS =
      List.of(
          Location.ANYWHERE,
          new Location(Notation.HERE, null),
          new Location(null, "a"),
          new Location(Notation.HERE, "a"));

  @Property(tries = 150)
  void whatIsSeenAfterManyChangesIsWhatIsSeenAtOnce(@ForAll long seed) {
    Randomness chance = Randomness.seeded(seed);
    boolean local = chance.nextInt(3) == 0;
    int hints = chance.nextInt(3);
    Service service =
        Cart.service(
            "cart",
            ServiceSpec.builder()
                .internalTrafficPolicy(local ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER),
            "http:80");
    Map<String, EndpointSlice> slices = new TreeMap<>();
    ServiceView view = null;
    for (int step = 0; step < 40; step++) {
      int changes = chance.nextInt(10) == 0 ? 12 : 1 + chance.nextInt(2);
      for (int i = 0; i < changes; i++) {
        change(slices, hints, chance);
      }
      Location location = LOCATIONS.get(chance.nextInt(8) == 0 ? chance.nextInt(4) : hints + 1);
      ServiceObjects objects =
          new ServiceObjects("cluster", service, List.copyOf(slices.values()), List.of());
      ServiceView fresh = ServiceView.of(objects, location, false, null);
      ServiceView next = ServiceView.of(objects, location, false, view);
      assertSame(next, fresh, view, local, location);
      view = next;
    }
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private static void assertSame(
      ServiceView next, ServiceView fresh, ServiceView before, boolean local, Location location) {
    EndpointSet now = Looks.first(next);
    assertThat(now).isEqualTo(Looks.first(fresh));
    assertThat(next.usable(AddressType.IPV4, "http", Protocol.TCP, local, location))
        .isEqualTo(now.usable());
    if (before != null) {
      List<Known> was = Looks.first(before).known();
      now.known().stream()
          .filter(known -> was.stream().anyMatch(other -> isSame(known, other)))
          .forEach(known -> assertThat(was).anyMatch(other -> other == known));
      assertThat(next.snapshot() == before.snapshot())
          .isEqualTo(was.size() == now.known().size() && same(was, now.known()));
    }
  }

  private static boolean same(List<Known> all, List<Known> others) {
    for (int i = 0; i < all.size(); i++) {
      if (!isSame(all.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Nodes may differ where endpoints are equal. */
  private static boolean isSame(Known known, Known other) {
    return known.equals(other) && known.endpoint().sameAs(other.endpoint());
  }

  /** Replaces a slice, or leaves it out; addresses meet within slices and across them. */
  private static void change(Map<String, EndpointSlice> slices, int hints, Randomness chance) {
    String name = "cart-" + chance.nextInt(14);
    if (chance.nextInt(5) == 0) {
      slices.remove(name);
      return;
    }
    StringBuilder text = new StringBuilder();
    for (int i = chance.nextInt(5); i > 0; i--) {
      text.append(' ').append(1 + chance.nextInt(20)).append(':');
      for (char flag : "LRRST".toCharArray()) {
        text.append(chance.nextInt(3) > 0 ? "" : flag);
      }
      text.append(hints == 1 ? "{a}" : hints == 2 && chance.nextInt(9) > 0 ? "<here>" : "");
    }
    slices.put(name, Cart.slice("cart", name, Notation.endpoints(text.toString())));
  }
}
