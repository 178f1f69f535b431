package io.discovery.benchmarks;

import io.discovery.model.KubernetesObject;
import io.discovery.snapshot.ClusterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * The first load of many Services of 15 Pods in a new JVM, nothing warmed up: admission, slices and
 * the client's snapshot; beside putting the same objects into a sorted map.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class LoadBenchmark {
  @Param({"100", "1000", "10000"})
  int services;

  private List<KubernetesObject> objects;

  @Setup
  public void build() {
    objects = Shop.objects(services);
  }

  @Benchmark
  public ClusterSnapshot load() {
    PlaneAndClient both = new PlaneAndClient();
    both.load(objects, services);
    return both.client.snapshot();
  }

  @Benchmark
  public Map<String, KubernetesObject> loadBare() {
    Map<String, KubernetesObject> stored = new TreeMap<>();
    for (KubernetesObject object : objects) {
      KubernetesObject copy = object.withMetadata(object.metadata().toBuilder().uid("u").build());
      stored.put(object.kind() + " " + object.namespacedName(), copy);
    }
    return stored;
  }
}
