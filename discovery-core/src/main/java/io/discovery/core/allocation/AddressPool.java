package io.discovery.core.allocation;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.time.Randomness;
import java.math.BigInteger;

/**
 * The addresses of a range: all but the first, and of IPv4 all but the last as well (ipallocator;
 * bands: KEP-3070).
 */
final class AddressPool {
  private static final int LEAST_BAND = 16;
  private static final int MOST_BAND = 256;
  private static final int BAND_SHARE = 16;

  private final Cidr range;
  private final long first;
  private final Pool pool;

  /**
   * Makes a pool whose addresses are taken in a set that it may share with other pools.
   *
   * @param taken by {@link #number}
   */
  AddressPool(Cidr range, Taken taken, Randomness randomness) {
    this.range = range;
    this.first = number(range.base()) + 1;
    BigInteger all = range.size();
    BigInteger unusable = range.base().is4() ? BigInteger.TWO : BigInteger.ONE;
    long usable = all.subtract(unusable).max(BigInteger.ZERO).longValue();
    this.pool = new Pool(taken, first, usable, lowerBand(all), randomness);
  }

  /** Kubernetes measures the band by the whole range, unusable addresses included. */
  private static long lowerBand(BigInteger all) {
    if (all.compareTo(BigInteger.valueOf(LEAST_BAND)) <= 0) {
      return 0;
    }
    BigInteger share = all.divide(BigInteger.valueOf(BAND_SHARE));
    return share.min(BigInteger.valueOf(MOST_BAND)).max(BigInteger.valueOf(LEAST_BAND)).longValue();
  }

  /** Returns an address that was free and is now taken, or null. */
  @Nullable
  Ip draw() {
    long number = pool.draw();
    if (number == Taken.NONE) {
      return null;
    }
    long distance = number - first + 1;
    return distance > 0
        ? range.base().plus(distance)
        : range.base().plus(new BigInteger(Long.toUnsignedString(distance)));
  }

  void take(Ip ip) {
    if (!pool.take(number(ip))) {
      throw new AllocationException("provided IP is already allocated");
    }
  }

  /** Checks an address as a dry run does: whether it is taken does not matter. */
  void check(Ip ip) {
    if (!has(ip)) {
      throw new AllocationException(
          "the provided IP (%s) is not in the valid range. The range of valid IPs is %s"
              .formatted(ip, range));
    }
  }

  Cidr range() {
    return range;
  }

  /** Returns whether an address is one that the pool may hand out. */
  boolean has(Ip ip) {
    return range.contains(ip) && !ip.equals(range.base()) && pool.has(number(ip));
  }

  /** Returns the lower 64 bits less one, so that the last address is no {@link Taken#NONE}. */
  static long number(Ip ip) {
    return ip.low() - 1;
  }
}
