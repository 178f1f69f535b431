package io.discovery.dns;

import io.discovery.time.Randomness;
import io.discovery.time.Time;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The servers to ask, in order of preference; one that does not answer rests for a while. */
final class Resolvers {
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 5;

  private final Time time;
  private final Randomness randomness;
  private final List<Resolver> resolvers = new ArrayList<>();

  Resolvers(List<InetSocketAddress> addresses, Time time, Randomness randomness) {
    this.time = time;
    this.randomness = randomness;
    addresses.forEach(address -> resolvers.add(new Resolver(address)));
  }

  /** Returns those that rest last, the one that has rested longest before the others. */
  List<Resolver> inOrder() {
    long now = time.nanoTime();
    List<Resolver> order = new ArrayList<>(resolvers);
    order.sort(Comparator.comparingLong(resolver -> resolver.left(now)));
    return order;
  }

  /** A server. */
  final class Resolver {
    private final InetSocketAddress address;
    private int failures;
    private long restsUntil;

    private Resolver(InetSocketAddress address) {
      this.address = address;
    }

    private long left(long now) {
      return failures == 0 ? 0 : Math.max(0, restsUntil - now);
    }

    InetSocketAddress address() {
      return address;
    }

    void answered() {
      failures = 0;
    }

    /** Lets it rest: twice as long as last time, up to half a minute, with jitter. */
    void failed() {
      long bound = FIRST_REST.toMillis() << Math.min(failures, DOUBLINGS);
      long rest = bound / 2 + randomness.nextInt((int) bound / 2 + 1);
      restsUntil = time.nanoTime() + Duration.ofMillis(rest).toNanos();
      failures++;
    }

    @Override
    public String toString() {
      String host = address.getAddress().getHostAddress();
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
  }
}
