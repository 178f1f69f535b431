package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Registration;
import io.discovery.address.Ip;
import io.discovery.core.feed.Feed;
import io.discovery.model.Protocol;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.Endpoint;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sockets decide nothing: random traffic ends where a twin of the decisions, which draws the
 * same numbers and has no sockets, would have sent it.
 */
class TwinTest {
  private static final int ENDPOINTS = 5;
  private static final int STEPS = 200;

  private final AtomicLong now = new AtomicLong(1);
  private final Shop shop = new Shop();
  private final List<AutoCloseable> backends = new ArrayList<>();
  private final Map<Integer, DatagramSocket> flows = new LinkedHashMap<>();

  private final Time time =
      new Time() {
        @Override
        public long nanoTime() {
          return now.get();
        }

        @Override
        public Instant instant() {
          return Instant.ofEpochSecond(0, now.get());
        }
      };

  @AfterEach
  void close() throws Exception {
    shop.close();
    for (AutoCloseable each : backends) {
      each.close();
    }
    flows.values().forEach(DatagramSocket::close);
  }

  private void place() {
    for (int i = 1; i <= ENDPOINTS; i++) {
      Backend tcp = Backend.echo(i);
      UdpBackend udp = new UdpBackend(i);
      backends.add(tcp);
      backends.add(udp);
      shop.place(i, Shop.HTTP, tcp.address()).place(i, Shop.DNS, udp.address());
    }
  }

  @ParameterizedTest(name = "{0}, epoll {1}, seed {2}")
  @CsvSource({"DIRECT, true, 1", "USERSPACE, true, 2", "DIRECT, false, 3", "USERSPACE, false, 4"})
  void everyConnectionAndFlowGoesWhereTheTwinSaysItDoes(Mode mode, boolean epoll, long seed)
      throws Exception {
    place();
    shop.endpoints("1", "2", "3");
    Settings settings = Settings.of(mode, List.of(), List.of());
    NodeProxy twin = new NodeProxy(settings, time, Randomness.seeded(seed));
    NodeFollower follower = new NodeFollower("localhost", twin, plan -> {});
    Random random = new Random(seed);
    Map<Integer, Integer> seen = new LinkedHashMap<>();
    try (ServiceProxy proxy =
            shop.proxy()
                .mode(mode)
                .epoll(epoll)
                .time(time)
                .randomness(Randomness.seeded(seed))
                .start();
        Registration following = ((Feed) shop.discovery).follow(follower, false)) {
      shop.execute(() -> twin.node(new OwnNode("localhost", null, List.of()).with(null)));
      shop.settle();
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(10)) {
          case 0 -> change(random, proxy);
          case 1 -> now.addAndGet(Duration.ofSeconds(random.nextInt(12)).toNanos());
          case 2, 3, 4 -> seen.merge(datagram(twin, random.nextInt(6)), 1, Integer::sum);
          default -> seen.merge(connection(twin), 1, Integer::sum);
        }
      }
    }
    assertThat(seen).as("the traffic meets all endpoints").containsKeys(1, 2, 3, 4, 5);
  }

  private void change(Random random, ServiceProxy proxy) {
    if (random.nextInt(3) == 0) {
      boolean sticky = random.nextBoolean();
      shop.apply(
          shop.cart(
              spec ->
                  spec.sessionAffinity(
                      sticky
                          ? ServiceSpec.SessionAffinity.CLIENT_IP
                          : ServiceSpec.SessionAffinity.NONE)));
    } else {
      List<String> endpoints = new ArrayList<>();
      for (int i = 1; i <= ENDPOINTS; i++) {
        if (random.nextInt(3) > 0) {
          endpoints.add(random.nextInt(4) == 0 ? i + "-" : "" + i);
        }
      }
      shop.endpoints(endpoints.toArray(String[]::new));
    }
    proxy.awaitDone();
  }

  private static int number(Endpoint endpoint) {
    String text = endpoint.address().toString();
    return Integer.parseInt(text.substring(text.lastIndexOf('.') + 1));
  }

  private Frontend frontend(Protocol protocol, int port) {
    return new Frontend(Ip.parse(shop.ip), protocol, port);
  }

  private int connection(NodeProxy twin) throws IOException {
    Frontend frontend = frontend(Protocol.TCP, 80);
    if (!twin.view().isOpen(frontend)) {
      return 0;
    }
    Decision decision = twin.connect(Ip.parse("127.0.0.1"), true, frontend);
    assertThat(shop.ask()).isEqualTo(number(decision.endpoint()));
    return number(decision.endpoint());
  }

  private int datagram(NodeProxy twin, int client) throws IOException {
    DatagramSocket socket = flows.get(client);
    if (socket == null) {
      socket = new DatagramSocket();
      socket.connect(shop.dns());
      socket.setSoTimeout(60_000);
      flows.put(client, socket);
    }
    Frontend frontend = frontend(Protocol.UDP, 53);
    if (!twin.view().isOpen(frontend)) {
      return 0;
    }
    Decision decision = twin.datagram(Ip.parse("127.0.0.1"), socket.getLocalPort(), true, frontend);
    socket.send(new DatagramPacket(new byte[] {1}, 1));
    DatagramPacket answer = new DatagramPacket(new byte[9], 9);
    socket.receive(answer);
    twin.replied(decision.flow());
    assertThat((int) answer.getData()[0]).isEqualTo(number(decision.endpoint()));
    return number(decision.endpoint());
  }
}
