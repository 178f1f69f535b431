package io.discovery.benchmarks;

import io.discovery.ServiceDiscovery;
import io.discovery.ServiceHandle;
import io.discovery.core.Discovery;
import io.discovery.core.InMemorySource;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.snapshot.ClusterSnapshot;
import io.discovery.snapshot.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One endpoint of a large Service changes: from a slice that a source tells to the new snapshot,
 * beside a copy of the array of endpoints; slices hold 100 endpoints, and each call takes the next
 * slice.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ChangeBenchmark {
  private static final int IN_SLICE = 100;

  @Param({"100", "1000", "5000"})
  int endpoints;

  private final PlainLoop loop = new PlainLoop();
  private final InMemorySource source = new InMemorySource();
  private final List<EndpointSlice> whole = new ArrayList<>();
  private final List<EndpointSlice> unready = new ArrayList<>();
  private final List<EndpointSlice> moved = new ArrayList<>();
  private ServiceDiscovery discovery;
  private ServiceHandle handle;
  private volatile Endpoint[] bare;
  private int next;

  @Setup
  public void open() {
    for (int from = 0; from < endpoints; from += IN_SLICE) {
      int changed = from * 37 % IN_SLICE;
      whole.add(Shop.slice(from, IN_SLICE, 1));
      unready.add(changed(from, 2, changed, Shop.endpoint(from + changed, false)));
      moved.add(changed(from, 3, changed, Shop.endpoint(endpoints + from + changed, true)));
    }
    List<KubernetesObject> objects = new ArrayList<>(whole);
    objects.add(Shop.service(0));
    source.replaceAll(objects);
    discovery = Discovery.builder().source(source).loop(loop).audit(Duration.ZERO).build();
    loop.run();
    handle = discovery.service("shop/service-0");
    bare = handle.endpoints().usable().toArray(new Endpoint[0]);
    if (bare.length != endpoints) {
      throw new IllegalStateException(handle.explain().toString());
    }
  }

  private static EndpointSlice changed(
      int from, int version, int place, EndpointSlice.Endpoint endpoint) {
    EndpointSlice slice = Shop.slice(from, IN_SLICE, version);
    List<EndpointSlice.Endpoint> all = new ArrayList<>(slice.endpoints());
    all.set(place, endpoint);
    return slice.withEndpoints(all);
  }

  @TearDown
  public void close() {
    discovery.close();
  }

  @Benchmark
  public ClusterSnapshot readiness() {
    return change(unready);
  }

  @Benchmark
  public ClusterSnapshot replacement() {
    return change(moved);
  }

  /** Every other time it changes back. */
  private ClusterSnapshot change(List<EndpointSlice> other) {
    int slice = next / 2 % whole.size();
    long before = discovery.snapshot().revision();
    source.put((next & 1) == 0 ? other.get(slice) : whole.get(slice));
    next++;
    loop.run();
    ClusterSnapshot now = discovery.snapshot();
    if (now.revision() == before) {
      throw new IllegalStateException("nothing was published");
    }
    return now;
  }

  @Benchmark
  public Endpoint[] changeBare() {
    Endpoint[] copy = bare.clone();
    int place = next++ % copy.length;
    copy[place] = bare[copy.length - 1 - place];
    bare = copy;
    return copy;
  }
}
