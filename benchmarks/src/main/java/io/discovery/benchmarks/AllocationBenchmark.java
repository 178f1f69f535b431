package io.discovery.benchmarks;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.allocation.Allocations;
import io.discovery.model.IpFamily;
import io.discovery.time.Randomness;
import java.util.BitSet;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * One address is drawn and another one, taken at random, is freed, so that the range stays as full
 * as it is and what is free wanders; beside a bitmap that is searched from a random place on.
 *
 * <p>Freed are as many different addresses however full the range is: to keep 65,000 objects on the
 * heap and find one of them costs more than what is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AllocationBenchmark {
  private static final int USABLE = 65_534;
  private static final int HELD = 6_000;

  @Param({"10", "90", "99.9"})
  double percent;

  private final Randomness randomness = Randomness.seeded(1);
  private final Allocations allocations =
      new Allocations(List.of(Cidr.parse("10.96.0.0/16")), 30_000, 32_767, randomness);
  private final BitSet bits = new BitSet(USABLE);
  private Ip[] held;
  private int[] heldBits;

  @Setup
  public void fill() {
    int count = (int) (USABLE * percent / 100);
    held = new Ip[HELD];
    heldBits = new int[HELD];
    for (int i = 0; i < count; i++) {
      held[i % HELD] = draw();
      heldBits[i % HELD] = drawBit();
    }
  }

  @Benchmark
  public Ip drawAndFree() {
    Ip drawn = draw();
    int place = randomness.nextInt(held.length);
    allocations.release(held[place]);
    held[place] = drawn;
    return drawn;
  }

  private Ip draw() {
    try (Allocations.Transaction change = allocations.begin(false)) {
      Ip ip = change.drawAddress(IpFamily.IPV4);
      change.commit();
      return ip;
    }
  }

  @Benchmark
  public int drawAndFreeBare() {
    int drawn = drawBit();
    int place = randomness.nextInt(heldBits.length);
    bits.clear(heldBits[place]);
    heldBits[place] = drawn;
    return drawn;
  }

  private int drawBit() {
    int bit = bits.nextClearBit(randomness.nextInt(USABLE));
    if (bit >= USABLE) {
      bit = bits.nextClearBit(0);
    }
    bits.set(bit);
    return bit;
  }
}
