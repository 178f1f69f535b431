package io.discovery.address;

import io.discovery.address.IpParser.Problem;
import io.discovery.model.IpFamily;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/**
 * A range of addresses that share a prefix.
 *
 * @param base the first address; its bits beyond the prefix are zero
 * @param prefixLength how many bits are shared
 */
public record Cidr(Ip base, int prefixLength) {

  /** Checks that the prefix fits the family, and that no bit is set beyond it. */
  public Cidr {
    Objects.requireNonNull(base, "base");
    if (prefixLength < 0 || prefixLength > base.bits()) {
      throw new IllegalArgumentException(
          "range: no such prefix (/" + prefixLength + "; expected: 0 to " + base.bits() + ")");
    }
    if (!isBase(base, prefixLength)) {
      throw new IllegalArgumentException(Problem.HOST_BITS.ofRange(base + "/" + prefixLength));
    }
  }

  /**
   * Parses a range such as {@code 10.96.0.0/16}, as strictly as Kubernetes does.
   *
   * @throws IllegalArgumentException if it is no range, or one that Kubernetes refuses
   */
  public static Cidr parse(String text) {
    Problem problem = problem(text);
    if (problem != Problem.NONE) {
      throw new IllegalArgumentException(problem.ofRange(text));
    }
    int slash = text.indexOf('/');
    return new Cidr(new IpParser(text, 0, slash).ip(), prefixLength(text, slash));
  }

  /** Returns what Kubernetes v1.37 says is wrong with a range; an empty list means valid. */
  public static List<String> problems(String text) {
    return problem(text).inCidr();
  }

  private static Problem problem(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Problem.NOT_AN_ADDRESS;
    }
    IpParser address = new IpParser(text, 0, slash);
    int prefix = prefixLength(text, slash);
    if (address.problem() == Problem.NOT_AN_ADDRESS || prefix < 0 || prefix > address.ip().bits()) {
      return Problem.NOT_AN_ADDRESS;
    }
    if (text.length() > slash + 2 && text.charAt(slash + 1) == '0') {
      return Problem.LEADING_ZEROS;
    }
    if (address.problem() != Problem.NONE) {
      return address.problem();
    }
    return isBase(address.ip(), prefix) ? Problem.NONE : Problem.HOST_BITS;
  }

  /** Returns the number behind the slash, leading zeros allowed; -1 if there is none up to 128. */
  private static int prefixLength(String text, int slash) {
    int value = slash + 1 < text.length() ? 0 : -1;
    for (int i = slash + 1; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      value = value * 10 + digit;
      if (digit < 0 || digit > 9 || value > 128) {
        return -1;
      }
    }
    return value;
  }

  private static boolean isBase(Ip ip, int prefix) {
    BigInteger value = ip.value();
    return value.signum() == 0 || value.getLowestSetBit() >= ip.bits() - prefix;
  }

  /** Returns the family of the addresses. */
  public IpFamily family() {
    return base.family();
  }

  /** Returns whether an address lies in this range; one of the other family does not. */
  public boolean contains(Ip ip) {
    return base.sharesPrefix(ip, prefixLength);
  }

  /** Returns whether some address lies in both ranges. */
  public boolean overlaps(Cidr other) {
    return base.sharesPrefix(other.base, Math.min(prefixLength, other.prefixLength));
  }

  /** Returns how many addresses there are. */
  public BigInteger size() {
    return BigInteger.ONE.shiftLeft(base.bits() - prefixLength);
  }

  /** Returns the last address. */
  public Ip last() {
    return base.plus(size().subtract(BigInteger.ONE));
  }

  /**
   * Returns the address at a distance from the first one.
   *
   * @throws IllegalArgumentException if it lies outside
   */
  public Ip at(long offset) {
    return at(BigInteger.valueOf(offset));
  }

  /**
   * Returns the address at a distance from the first one.
   *
   * @throws IllegalArgumentException if it lies outside
   */
  public Ip at(BigInteger offset) {
    if (offset.signum() < 0 || offset.compareTo(size()) >= 0) {
      throw new IllegalArgumentException(
          "offset: outside of the range (" + offset + "; expected: below " + size() + ")");
    }
    return base.plus(offset);
  }

  /**
   * Returns the distance of an address from the first one.
   *
   * @throws IllegalArgumentException if it lies outside
   */
  public BigInteger offsetOf(Ip ip) {
    if (!contains(ip)) {
      throw new IllegalArgumentException(
          "address: outside of the range (" + ip + "; expected: in " + this + ")");
    }
    return base.distanceTo(ip);
  }

  /** Returns the text in canonical form. */
  @Override
  public String toString() {
    return base + "/" + prefixLength;
  }
}
