package io.discovery.benchmarks;

import io.discovery.ServiceDiscovery;
import io.discovery.ServiceHandle;
import io.discovery.balancer.Pick;
import io.discovery.core.Discovery;
import io.discovery.core.FixedServices;
import io.discovery.core.Policies;
import io.discovery.snapshot.Endpoint;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Picks through the door that users have, each beside a bare loop that makes the same reads and
 * draws: a volatile array, and a random number or the thread's own cursor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PickBenchmark {
  @Param({"3", "100", "5000"})
  int endpoints;

  private ServiceDiscovery discovery;
  private ServiceHandle random;
  private ServiceHandle roundRobin;
  private volatile Endpoint[] bare;

  @Setup
  public void open() {
    String[] addresses =
        IntStream.range(0, endpoints)
            .mapToObj(i -> "10.0." + i / 250 + "." + (i % 250 + 1) + ":8080")
            .toArray(String[]::new);
    discovery =
        Discovery.builder()
            .source(FixedServices.of("random", addresses).and("round-robin", addresses))
            .policy("round-robin", Policies.roundRobin())
            .build();
    random = discovery.service("random");
    roundRobin = discovery.service("round-robin");
    bare = random.endpoints().usable().toArray(new Endpoint[0]);
    if (bare.length != endpoints) {
      throw new IllegalStateException(random.explain().toString());
    }
  }

  @TearDown
  public void close() {
    discovery.close();
  }

  @Benchmark
  public Endpoint random() {
    return random.endpoint();
  }

  @Benchmark
  public Endpoint randomBare() {
    Endpoint[] all = bare;
    return all[ThreadLocalRandom.current().nextInt(all.length)];
  }

  @Benchmark
  public Endpoint roundRobin() {
    return roundRobin.endpoint();
  }

  @Benchmark
  public Endpoint roundRobinBare(Cursor cursor) {
    Endpoint[] all = bare;
    int next = cursor.next;
    cursor.next = next + 1 < all.length ? next + 1 : 0;
    return all[next];
  }

  @Benchmark
  public Endpoint permit() {
    try (Pick pick = random.pick()) {
      pick.succeeded();
      return pick.endpoint();
    }
  }

  /** Where a thread is in its round. */
  @State(Scope.Thread)
  public static class Cursor {
    int next;
  }
}
