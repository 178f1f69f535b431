package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NodeProxyThreadsTest {
  private static final int STATES = 100;

  private final Town town = new Town(Mode.USERSPACE, new Settings.Capacity(64, 64));

  /** The state that has been published; the next one may have been begun. */
  private volatile int published;

  private static String endpoint(int state) {
    return String.valueOf(1 + state % 250);
  }

  /** Asks until all states are published; returns what came too late. */
  private List<String> ask(String client, boolean datagrams) {
    List<String> late = new ArrayList<>();
    int port = 0;
    while (published < STATES) {
      int before = published;
      Decision decision =
          datagrams
              ? town.send(client + " " + (5000 + port++ % 100) + " > 10.96.0.20:80")
              : town.connect(client + " > 10.96.0.21:80");
      int after = published;
      boolean fresh = false;
      for (int state = before; state <= after + 1; state++) {
        fresh |= Town.text(decision).equals(endpoint(state));
      }
      if (!fresh) {
        late.add(decision + " instead of " + endpoint(before) + " to " + endpoint(after + 1));
      }
    }
    return late;
  }

  private void publish(int state) {
    town.udp(Town.spec(), endpoint(state) + ":RS");
    town.put(
        "stock", Protocol.TCP, Town.sticky(60).clusterIP("10.96.0.21"), endpoint(state) + ":RS");
    published = state;
  }

  @Test
  void nobodyIsLedToAnEndpointThatIsGone() throws Exception {
    publish(0);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<List<String>>> tasks =
          List.of(
              () -> ask("10.0.9.1", true),
              () -> ask("10.0.9.2", true),
              () -> ask("10.0.9.3", false));
      List<Future<List<String>>> results = new ArrayList<>();
      tasks.forEach(task -> results.add(threads.submit(task)));
      for (int state = 1; state <= STATES; state++) {
        publish(state);
      }
      for (Future<List<String>> result : results) {
        assertThat(result.get()).isEmpty();
      }
      assertThat(town.proxy.flowCount()).isLessThanOrEqualTo(64);
    } finally {
      threads.shutdownNow();
    }
  }
}
