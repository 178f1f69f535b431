package io.discovery.benchmarks;

import io.discovery.address.Cidr;
import io.discovery.core.ControlPlane;
import io.discovery.core.admission.Admission;
import io.discovery.core.admission.Ranges;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One Service through admission, allowed and refused, beside building the same object once more;
 * and through a whole control plane, from its creation to its slice and away again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AdmissionBenchmark {
  private static final List<Cidr> RANGE = List.of(Cidr.parse("10.96.0.0/16"));

  private final Admission admission =
      new Admission(new Ranges(RANGE, 30_000, 32_767), Randomness.seeded(1));
  private final PlainLoop loop = new PlainLoop();
  private final ControlPlane plane =
      ControlPlane.builder(loop, Time.system(), Randomness.seeded(1)).build();
  private final Service good = Shop.service(0);
  private final NamespacedName name = good.namespacedName();
  private final Service bad = bad();

  /** Returns a Service with an error in five fields. */
  private static Service bad() {
    ServiceSpec spec =
        ServiceSpec.builder()
            .type(new ServiceSpec.Type("Nothing"))
            .selector(Map.of("app", "not a label value"))
            .ports(List.of(Service.Port.of("HTTP", 0), Service.Port.of("http", 70_000)))
            .sessionAffinity(new ServiceSpec.SessionAffinity("Nobody"))
            .build();
    return new Service(Shop.service(0).metadata(), spec, Service.Status.NONE);
  }

  @Setup
  public void check() {
    plane.create(Shop.namespace());
    loop.run();
    if (allowed().spec().clusterIP() == null || refused().causes().size() < 5) {
      throw new IllegalStateException("not what is to be measured: " + refused());
    }
  }

  @Benchmark
  public Service allowed() {
    try (Admission.Admitted<Service> admitted = admission.create(good, false)) {
      return admitted.object();
    }
  }

  @Benchmark
  public Service allowedBare() {
    return good.withMetadata(good.metadata().toBuilder().build())
        .withSpec(good.spec().toBuilder().build());
  }

  @Benchmark
  public Status refused() {
    try (Admission.Admitted<Service> admitted = admission.create(bad, false)) {
      throw new IllegalStateException("allowed: " + admitted.object());
    } catch (StatusException e) {
      return e.status();
    }
  }

  @Benchmark
  public Service createdAndDeleted() {
    Service stored = plane.create(good);
    loop.run();
    plane.delete(ResourceKind.SERVICE, name);
    loop.run();
    return stored;
  }
}
