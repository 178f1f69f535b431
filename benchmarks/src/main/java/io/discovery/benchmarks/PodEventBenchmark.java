package io.discovery.benchmarks;

import io.discovery.ServiceHandle;
import io.discovery.model.Pod;
import io.discovery.snapshot.ClusterSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * One Pod of many Services of 15 Pods becomes unready or ready: from its new status over the slice
 * that is written to the client's new snapshot, beside two writes into a map, each of a new list of
 * 15; each call takes a Pod of another Service.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class PodEventBenchmark {
  private static final int STRIDE = 7919;

  @Param({"100", "1000", "10000"})
  int services;

  private PlaneAndClient both;
  private Pod[] pods;
  private ServiceHandle handle;
  private final Map<String, List<Pod>> bare = new HashMap<>();
  private int next;

  @Setup
  public void load() {
    both = new PlaneAndClient();
    both.load(Shop.objects(services), services);
    pods = both.plane.list(Pod.class).toArray(new Pod[0]);
    handle = both.client.service("shop/service-0");
    if (handle.endpoints().usableCount() != Shop.PODS) {
      throw new IllegalStateException(handle.explain().toString());
    }
    for (int i = 0; i < services; i++) {
      Pod[] own = Arrays.copyOfRange(pods, i * Shop.PODS, (i + 1) * Shop.PODS);
      bare.put("service-" + i, List.of(own));
    }
  }

  @Benchmark
  public ClusterSnapshot podEvent() {
    next = (next + STRIDE) % pods.length;
    long before = both.client.snapshot().revision();
    pods[next] = both.plane.updateStatus(Shop.flipped(pods[next]));
    both.loop.run();
    ClusterSnapshot now = both.client.snapshot();
    if (now.revision() == before) {
      throw new IllegalStateException("nothing was published");
    }
    return now;
  }

  @Benchmark
  public List<Pod> podEventBare() {
    next = (next + STRIDE) % pods.length;
    String service = "service-" + next / Shop.PODS;
    Pod pod = Shop.flipped(pods[next]);
    for (int i = 0; i < 2; i++) {
      List<Pod> copy = new ArrayList<>(bare.get(service));
      copy.set(next % Shop.PODS, pod);
      bare.put(service, copy);
    }
    return bare.get(service);
  }
}
