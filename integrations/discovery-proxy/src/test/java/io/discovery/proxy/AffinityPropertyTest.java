package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Affinity against the sets and maps that kube-proxy keeps, written down as plainly as they are.
 */
class AffinityPropertyTest {
  private static final List<String> CLIENTS = List.of("192.168.0.11", "192.168.0.12", "10.0.9.9");

  @Property(tries = 300)
  void directModeHasASetOfClientsForEachEndpoint(@ForAll long seed) {
    new Play(seed, Mode.DIRECT).steps(60);
  }

  @Property(tries = 300)
  void userspaceModeHasAMapFromClients(@ForAll long seed) {
    new Play(seed, Mode.USERSPACE).steps(60);
  }

  /** One Service under changes; the model knows what each client may reach. */
  private static final class Play {
    private final Random random;
    private final Mode mode;
    private final Town town;

    /** Endpoint and client, with the time that they are bound until, or since. */
    private final Map<String, Map<String, Double>> bound = new TreeMap<>();

    private Map<String, Boolean> endpoints = new LinkedHashMap<>();
    private int seconds = 3;
    private double now;

    Play(long seed, Mode mode) {
      random = new Random(seed);
      this.mode = mode;
      town = new Town(mode);
      town.nodePort = 30080;
    }

    void steps(int count) {
      publish();
      int connected = 0;
      for (int i = 0; i < count; i++) {
        switch (random.nextInt(8)) {
          case 0 -> change();
          case 1 -> retime();
          case 2 -> pass(random.nextInt(3) + 0.5);
          default -> connected += connect() ? 1 : 0;
        }
      }
      Assume.that(connected > 0);
    }

    private void publish() {
      ServiceSpec.Builder spec = seconds == 0 ? Town.spec() : Town.sticky(seconds);
      spec.type(ServiceSpec.Type.NODE_PORT);
      spec.externalTrafficPolicy(ServiceSpec.TrafficPolicy.LOCAL);
      town.tcp(
          spec,
          endpoints.entrySet().stream()
              .map(each -> each.getKey() + ":RS" + (each.getValue() ? "L" : ""))
              .collect(Collectors.joining(" ")));
      // What is not there any more has no set, and nothing has without affinity.
      bound.keySet().removeIf(each -> seconds == 0 || !endpoints.containsKey(each));
    }

    private void change() {
      Map<String, Boolean> next = new LinkedHashMap<>();
      for (int i = 1; i <= 12; i++) {
        if (random.nextInt(3) == 0) {
          next.put(String.valueOf(i), random.nextBoolean());
        }
      }
      endpoints = next;
      publish();
    }

    private void retime() {
      seconds = random.nextInt(5);
      publish();
    }

    private void pass(double time) {
      now += time;
      town.pass(time);
    }

    private boolean connect() {
      String client = CLIENTS.get(random.nextInt(CLIENTS.size()));
      // Who comes from outside of the cluster is led to what is on this node, by the node port.
      boolean local = client.startsWith("192.") && random.nextBoolean();
      List<String> pool = new ArrayList<>();
      endpoints.forEach((each, here) -> pool.addAll(!local || here ? List.of(each) : List.of()));
      String got = town.reach(client + " > " + (local ? "192.168.0.2:30080" : "10.96.0.20:80"));
      if (pool.isEmpty()) {
        assertThat(got).isEqualTo(endpoints.isEmpty() ? "REJECT" : "DROP");
        return false;
      }
      List<String> stays = new ArrayList<>();
      for (String each : pool) {
        Double time = bound.getOrDefault(each, Map.of()).get(client);
        if (time != null && now < (mode == Mode.DIRECT ? time : time + seconds)) {
          stays.add(each);
        }
      }
      // Rules are in order of the endpoints' texts.
      stays.sort((a, b) -> (a + ":").compareTo(b + ":"));
      assertThat(pool).contains(got);
      if (!stays.isEmpty()) {
        assertThat(got).isEqualTo(stays.get(0));
      }
      if (mode == Mode.USERSPACE) {
        bound.values().forEach(each -> each.remove(client));
      }
      if (seconds > 0) {
        double time = mode == Mode.DIRECT ? now + seconds : now;
        bound.computeIfAbsent(got, unused -> new TreeMap<>()).put(client, time);
      }
      return true;
    }
  }
}
