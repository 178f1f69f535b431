package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Protocol;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Flows of two Services against a plain table, cleaned as kube-proxy cleans that of the kernel. */
class FlowsPropertyTest {
  private static final List<String> NAMES = List.of("cart", "stock");

  @Property(tries = 300)
  void flowsEndAsKubeProxyEndsThem(@ForAll long seed) {
    Play play = new Play(seed);
    for (int i = 0; i < 80; i++) {
      play.step();
    }
  }

  private static final class Play {
    private final Random random;
    private final Town town = new Town(Mode.DIRECT);
    private final Map<String, World> worlds = new LinkedHashMap<>();

    /** Where datagrams of a client to a destination go, and when the last one was sent. */
    private final Map<String, String> table = new TreeMap<>();

    private final Map<String, Double> sent = new TreeMap<>();
    private double now;

    Play(long seed) {
      random = new Random(seed);
      for (String name : NAMES) {
        worlds.put(name, new World(name));
        worlds.get(name).publish(town);
      }
    }

    void step() {
      World world = worlds.get(NAMES.get(random.nextInt(NAMES.size())));
      switch (random.nextInt(10)) {
        case 0 -> changeSlice(world);
        case 1 -> world.exists = !world.exists;
        case 2 -> world.nodePort = random.nextBoolean() ? 30080 + NAMES.indexOf(world.name) : 0;
        case 3 -> {
          double time = random.nextInt(20) + 0.5;
          now += time;
          town.pass(time);
        }
        default -> send(world);
      }
      world.publish(town);
    }

    private void changeSlice(World world) {
      List<String> before = world.endpoints;
      world.endpoints = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        String flags = List.of("", "RS", "ST", "T", "R").get(random.nextInt(5));
        if (random.nextBoolean()) {
          world.endpoints.add(i + ":" + flags);
        }
      }
      world.publish(town);
      if (before.equals(world.endpoints) || (before.isEmpty() && world.endpoints.isEmpty())) {
        return;
      }
      Map<String, Set<String>> known = new TreeMap<>();
      for (World each : worlds.values()) {
        if (each.exists) {
          known.put(each.ip + ":80", each.serving());
          if (each.nodePort != 0 && !each.serving().isEmpty()) {
            known.put("192.168.0.2:" + each.nodePort, each.serving());
          }
        }
      }
      table
          .entrySet()
          .removeIf(
              flow -> {
                Set<String> serving = known.get(flow.getKey().split(" > ", -1)[1]);
                return serving != null && !serving.contains(flow.getValue());
              });
    }

    private void send(World world) {
      boolean byNode = random.nextBoolean();
      int port = 30080 + NAMES.indexOf(world.name);
      String destination = byNode ? "192.168.0.2:" + port : world.ip + ":80";
      String flow = "192.168.0.11 " + (5000 + random.nextInt(3)) + " > " + destination;
      String got = Town.text(town.send(flow));
      if (now - sent.getOrDefault(flow, -100.0) >= 30) {
        table.remove(flow);
      }
      sent.put(flow, now);
      String known = table.get(flow);
      if (known != null) {
        assertThat(got).isEqualTo(known.equals("node") ? "NO_MATCH" : known);
        return;
      }
      boolean reached = world.exists && (!byNode || world.nodePort != 0);
      if (!reached) {
        assertThat(got).isEqualTo(byNode ? "NO_MATCH" : "DROP");
      } else if (world.usable().isEmpty()) {
        assertThat(got).isEqualTo("REJECT");
      } else {
        assertThat(world.usable()).contains(got);
      }
      if (got.equals("NO_MATCH")) {
        table.put(flow, "node");
      } else if (!got.equals("DROP") && !got.equals("REJECT")) {
        table.put(flow, got);
      }
    }
  }

  /** A Service as it is now. */
  private static final class World {
    final String name;
    final String ip;
    boolean exists = true;
    int nodePort;
    List<String> endpoints = new ArrayList<>(List.of("1:RS", "2:RS"));

    World(String name) {
      this.name = name;
      ip = "10.96.0." + (20 + NAMES.indexOf(name));
    }

    void publish(Town town) {
      String texts = String.join(" ", endpoints);
      town.nodePort = nodePort == 0 ? null : nodePort;
      if (exists) {
        ServiceSpec.Builder spec = ServiceSpec.builder().clusterIP(ip);
        town.put(name, Protocol.UDP, spec.type(ServiceSpec.Type.NODE_PORT), texts);
      } else {
        town.publish(name, null, Protocol.UDP, texts);
      }
    }

    /** Returns what conditions allow for new flows: what is ready, else what still serves. */
    Set<String> usable() {
      Set<String> ready = which("R");
      Set<String> going = which("ST");
      return ready.isEmpty() ? going : ready;
    }

    Set<String> serving() {
      return which("S");
    }

    private Set<String> which(String flags) {
      Set<String> which = new LinkedHashSet<>();
      for (String each : endpoints) {
        if (each.split(":", -1)[1].contains(flags)) {
          which.add(each.split(":", -1)[0]);
        }
      }
      return which;
    }
  }
}
