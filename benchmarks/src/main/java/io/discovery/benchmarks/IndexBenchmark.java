package io.discovery.benchmarks;

import io.discovery.core.store.Store;
import io.discovery.model.Pod;
import io.discovery.model.Service;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.util.ArrayList;
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
 * From a Service to its Pods and back, through the indexes of the store, beside a scan of all.
 *
 * <p>Each call asks for another one of 100, which are spread over all: a busy part of a large
 * cluster, not one Service that every cache knows, nor all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class IndexBenchmark {
  private static final int ASKED = 100;

  @Param({"100", "1000", "10000"})
  int services;

  private Store store;
  private final List<Pod> pods = new ArrayList<>();
  private final List<Service> all = new ArrayList<>();
  private final List<Map<String, String>> selectors = new ArrayList<>();
  private int next;

  @Setup
  public void fill() {
    store = new Store(Time.system(), Randomness.seeded(1));
    for (int i = 0; i < services; i++) {
      all.add(store.create(Shop.service(i)));
      selectors.add(all.get(i).spec().selector());
      for (int j = 0; j < Shop.PODS; j++) {
        pods.add(store.create(Shop.pod(i, j)));
      }
    }
    store.tell();
    if (podsOfService().size() != Shop.PODS || servicesOfPod().size() != 1) {
      throw new IllegalStateException("a Service does not have its Pods");
    }
  }

  @Benchmark
  public List<Pod> podsOfService() {
    return store.pods(Shop.NAMESPACE, selectors.get(next(services)));
  }

  @Benchmark
  public List<Pod> podsOfServiceScan() {
    Map<String, String> selector = selectors.get(next(services));
    List<Pod> found = new ArrayList<>();
    for (Pod pod : pods) {
      if (matches(selector, pod.metadata().labels())) {
        found.add(pod);
      }
    }
    return found;
  }

  @Benchmark
  public List<Service> servicesOfPod() {
    return store.servicesOf(Shop.NAMESPACE, pods.get(next(pods.size())).metadata().labels());
  }

  @Benchmark
  public List<Service> servicesOfPodScan() {
    Map<String, String> labels = pods.get(next(pods.size())).metadata().labels();
    List<Service> found = new ArrayList<>();
    for (Service service : all) {
      if (matches(service.spec().selector(), labels)) {
        found.add(service);
      }
    }
    return found;
  }

  private int next(int bound) {
    next = (next + 1) % ASKED;
    return next * (bound / ASKED);
  }

  private static boolean matches(Map<String, String> selector, Map<String, String> labels) {
    for (Map.Entry<String, String> label : selector.entrySet()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
