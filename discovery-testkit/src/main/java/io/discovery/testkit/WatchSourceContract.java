package io.discovery.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.time.Randomness;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link WatchSource} owes its clients: a test class of a source implements this and
 * says how to open the source over a cluster.
 *
 * <p>The source may repeat, cut and leave out as it likes, as long as a whole state comes again
 * within {@link #healsWithin}.
 */
public interface WatchSourceContract {
  /**
   * Returns a source whose server is the cluster: it delivers the cluster's Services,
   * EndpointSlices and Nodes, and runs in the cluster's time.
   */
  WatchSource newSource(Cluster cluster);

  /** Returns how long after the last change a client is right again; default 5 min. */
  default Duration healsWithin() {
    return Duration.ofMinutes(5);
  }

  /** A watch opens with the whole state. */
  @Test
  default void opensWithTheWholeState() {
    try (Cluster cluster = WatchSourceScenario.newCluster()) {
      WatchSourceScenario.Recorder recorder = new WatchSourceScenario.Recorder();
      Watch watch = newSource(cluster).watch(recorder);
      cluster.advance(healsWithin());
      watch.close();
      assertFalse(recorder.events.isEmpty(), "nothing was delivered");
      assertTrue(
          recorder.events.get(0) instanceof WatchEvent.Replaced,
          () -> "the first event is " + recorder.events.get(0) + " (expected: Replaced)");
    }
  }

  /** Once a watch is closed no further event begins. */
  @Test
  default void closedMeansClosed() {
    try (Cluster cluster = WatchSourceScenario.newCluster()) {
      WatchSourceScenario.Recorder recorder = new WatchSourceScenario.Recorder();
      Watch watch = newSource(cluster).watch(recorder);
      cluster.advance(healsWithin());
      watch.close();
      watch.close();
      int before = recorder.events.size();
      WatchSourceScenario.churn(cluster);
      cluster.advance(healsWithin());
      assertEquals(before, recorder.events.size(), "events after close");
    }
  }

  /** Once changes stop, a client of the source has the state of the server. */
  @Test
  default void aClientEndsInTheStateOfTheServer() {
    try (Cluster cluster = WatchSourceScenario.newCluster();
        ServiceDiscovery client =
            Discovery.builder()
                .source(newSource(cluster))
                .loop(cluster.loop())
                .time(cluster.time())
                .randomness(Randomness.seeded(1))
                .build()) {
      ServiceDiscovery server = cluster.discovery();
      for (int round = 0; round < 5; round++) {
        WatchSourceScenario.churn(cluster);
        cluster.advance(healsWithin());
        assertEquals(
            List.copyOf(server.snapshot().services()),
            List.copyOf(client.snapshot().services()),
            "services after round " + round);
      }
    }
  }
}
