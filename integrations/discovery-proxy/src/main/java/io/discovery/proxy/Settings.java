package io.discovery.proxy;

import io.discovery.address.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a proxy is told once.
 *
 * @param mode how it chooses
 * @param serviceRanges ranges of ClusterIPs
 * @param podRanges ranges of the Pods' addresses
 * @param syncPeriod how often what failed is tried again; after twice that it counts as unhealthy
 * @param capacity most flows, and most records of affinity, that are kept; the oldest go first
 */
public record Settings(
    Mode mode,
    List<Cidr> serviceRanges,
    List<Cidr> podRanges,
    Duration syncPeriod,
    Capacity capacity) {
  /** Checks for null and copies. */
  public Settings {
    Objects.requireNonNull(mode, "mode");
    serviceRanges = List.copyOf(serviceRanges);
    podRanges = List.copyOf(podRanges);
    Objects.requireNonNull(syncPeriod, "syncPeriod");
    Objects.requireNonNull(capacity, "capacity");
  }

  /** Returns kube-proxy's defaults. */
  public static Settings of(Mode mode, List<Cidr> serviceRanges, List<Cidr> podRanges) {
    return new Settings(
        mode, serviceRanges, podRanges, Duration.ofSeconds(30), new Capacity(4096, 65_536));
  }

  /**
   * How much is remembered of clients.
   *
   * @param flows most UDP flows
   * @param records most records of affinity
   */
  public record Capacity(int flows, int records) {
    /** Checks the bounds. */
    public Capacity {
      if (flows < 1 || records < 1) {
        throw new IllegalArgumentException(
            "capacity: " + flows + " flows, " + records + " records (expected: 1 or more)");
      }
    }
  }
}
