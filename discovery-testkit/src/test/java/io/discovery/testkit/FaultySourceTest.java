package io.discovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.time.EventLoop;
import io.discovery.time.Randomness;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A source of a user's own that repeats, cuts and leaves gaps keeps the contract. */
class FaultySourceTest implements WatchSourceContract {
  @Override
  public WatchSource newSource(Cluster cluster) {
    return new Faulty(cluster.watchSource(), cluster.loop(), Randomness.seeded(4));
  }

  /**
   * One event of three is lost, one of three comes twice, after one of ten the watch is cut; and
   * each watch is cut after a minute anyhow.
   */
  private record Faulty(WatchSource server, EventLoop loop, Randomness randomness)
      implements WatchSource {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Override
    public Watch watch(WatchHandler handler) {
      Unreliable unreliable = new Unreliable(handler);
      unreliable.watch = server.watch(unreliable);
      unreliable.timer = loop.schedule(LONGEST, unreliable::cut);
      return unreliable::close;
    }

    private final class Unreliable implements WatchHandler {
      private final WatchHandler handler;
      private Watch watch = () -> {};
      private EventLoop.Timer timer = () -> {};
      private boolean over;

      Unreliable(WatchHandler handler) {
        this.handler = handler;
      }

      @Override
      public void onEvent(WatchEvent event) {
        if (over) {
          return;
        }
        if (event instanceof WatchEvent.Replaced) {
          handler.onEvent(event);
          handler.onEvent(event);
          return;
        }
        int chance = randomness.nextInt(30);
        if (chance >= 10) {
          handler.onEvent(event);
        }
        if (chance >= 20) {
          handler.onEvent(event);
        }
        if (chance % 10 == 9) {
          cut();
        }
      }

      void cut() {
        if (!over) {
          close();
          handler.onFailure(new IOException("cut"));
        }
      }

      @Override
      public void onFailure(Throwable cause) {
        cut();
      }

      void close() {
        over = true;
        timer.cancel();
        watch.close();
      }
    }
  }

  @Test
  void theSourceIsAsFaultyAsItSays() {
    try (Cluster cluster = WatchSourceScenario.newCluster()) {
      WatchSourceScenario.Recorder recorder = new WatchSourceScenario.Recorder();
      WatchSourceScenario.Recorder truth = new WatchSourceScenario.Recorder();
      Watch faulty = newSource(cluster).watch(recorder);
      Watch right = cluster.watchSource().watch(truth);
      WatchSourceScenario.churn(cluster);
      cluster.advance(Duration.ofMinutes(2));
      faulty.close();
      right.close();
      assertThat(recorder.events).hasSizeGreaterThan(2).isNotEqualTo(truth.events);
      assertThat(recorder.events.get(1)).isEqualTo(recorder.events.get(0));
    }
  }
}
