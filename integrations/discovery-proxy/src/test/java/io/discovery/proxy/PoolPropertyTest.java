package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PoolPropertyTest {

  private static List<Endpoint> endpoints(int count, String node) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Endpoint from = Endpoint.of("10.0.0." + i, 8080);
      endpoints.add(Endpoint.builder(from.address(), 8080).node(node).build());
    }
    return endpoints;
  }

  /** As LoadBalancerRR of kube-proxy's userspace mode. */
  @Property(tries = 200)
  void goesRoundUntilTheSetOfEndpointsChanges(@ForAll long seed) {
    Random random = new Random(seed);
    Randomness randomness = Randomness.seeded(seed);
    int size = 3;
    Pool pool = new Pool(endpoints(size, "a"), null);
    List<Endpoint> round = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int next = random.nextInt(20) == 0 ? 1 + random.nextInt(6) : size;
      pool = new Pool(endpoints(next, "b" + i), pool);
      if (next != size) {
        round.clear();
        size = next;
      }
      Endpoint got = pool.next(randomness, List.of());
      if (round.size() >= size) {
        assertThat(got).isEqualTo(round.get(round.size() - size));
      } else {
        assertThat(round).doesNotContain(got);
      }
      assertThat(got.node()).isEqualTo("b" + i);
      round.add(got);
    }
  }

  @Test
  void theOrderIsDrawn() {
    Set<List<Endpoint>> orders = new LinkedHashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      Randomness randomness = Randomness.seeded(seed);
      Pool pool = new Pool(endpoints(3, "a"), null);
      List<Endpoint> order = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        order.add(pool.next(randomness, List.of()));
      }
      orders.add(order);
    }
    assertThat(orders).hasSize(6);
  }

  @Property(tries = 200)
  void findsWhatIsInIt(
      @ForAll @IntRange(max = 30) int size, @ForAll @IntRange(max = 40) int which) {
    Pool pool = new Pool(endpoints(size, "a"), null);
    Target target = Target.of(Endpoint.of("10.0.0." + which, 8080));
    Endpoint found = pool.find(target);
    if (which >= 1 && which <= size) {
      assertThat(found).isSameAs(pool.endpoints.get(which - 1));
    } else {
      assertThat(found).isNull();
    }
    assertThat(pool.find(new Target(target.address(), 8081))).isNull();
  }

  @Test
  void whenAllWereTriedOneOfThemIsTriedAgain() {
    List<Endpoint> endpoints = endpoints(2, "a");
    Pool pool = new Pool(endpoints, null);
    assertThat(endpoints).contains(pool.next(Randomness.seeded(1), endpoints));
  }
}
