package io.discovery.address;

import io.discovery.model.IpFamily;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An IP address: a family and a number of 32 or 128 bits.
 *
 * <p>Ordered by family, IPv4 first, then by number. The string form is canonical (RFC 5952).
 */
public final class Ip implements Comparable<Ip> {
  private static final long IPV4_MAX = 0xFFFF_FFFFL;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(Long.SIZE);

  private final boolean v4;
  private final long hi;
  private final long lo;

  private Ip(boolean v4, long hi, long lo) {
    this.v4 = v4;
    this.hi = hi;
    this.lo = lo;
  }

  static Ip v4(long value) {
    return new Ip(true, 0, value);
  }

  static Ip v6(long hi, long lo) {
    return new Ip(false, hi, lo);
  }

  /**
   * Parses an address as strictly as Kubernetes does; IPv6 need not be in canonical form.
   *
   * @throws IllegalArgumentException if it is no address, or one that Kubernetes refuses
   */
  public static Ip parse(String text) {
    IpParser parser = new IpParser(text, 0, text.length());
    if (parser.problem() != IpParser.Problem.NONE) {
      throw new IllegalArgumentException(parser.problem().ofAddress(text));
    }
    return parser.ip();
  }

  /** Returns the address that {@link #parse} would return, or null where it would throw. */
  public static @Nullable Ip tryParse(String text) {
    IpParser parser = new IpParser(text, 0, text.length());
    return parser.problem() == IpParser.Problem.NONE ? parser.ip() : null;
  }

  /** Returns what Kubernetes v1.37 says is wrong with an address; an empty list means valid. */
  public static List<String> problems(String text) {
    return new IpParser(text, 0, text.length()).problem().inAddress();
  }

  /** Returns what speaks against traffic to an address, if it is one (ValidateEndpointIP). */
  public static List<String> endpointProblems(String text) {
    Ip ip = tryParse(text);
    String range = null;
    if (ip == null) {
      return List.of();
    } else if (ip.unspecified()) {
      return List.of("may not be unspecified (" + text + ")");
    } else if (ip.loopback()) {
      range = "loopback range (127.0.0.0/8, ::1/128)";
    } else if (ip.linkLocalUnicast()) {
      range = "link-local range (169.254.0.0/16, fe80::/10)";
    } else if (ip.linkLocalMulticast()) {
      range = "link-local multicast range (224.0.0.0/24, ff02::/10)";
    }
    return range == null ? List.of() : List.of("may not be in the " + range);
  }

  /**
   * Returns the address of 4 or 16 bytes in network order.
   *
   * <p>Sixteen bytes that hold an IPv4-mapped address become IPv4, as in {@link InetAddress}.
   */
  public static Ip of(byte[] bytes) {
    if (bytes.length == 4) {
      return v4(word(bytes, 0, 4));
    }
    if (bytes.length != 16) {
      throw new IllegalArgumentException(
          "address: wrong length (" + bytes.length + " bytes; expected: 4 or 16)");
    }
    Ip ip = v6(word(bytes, 0, 8), word(bytes, 8, 8));
    return ip.isMapped() ? v4(ip.lo & IPV4_MAX) : ip;
  }

  private static long word(byte[] bytes, int start, int length) {
    long word = 0;
    for (int i = start; i < start + length; i++) {
      word = (word << 8) | (bytes[i] & 0xFF);
    }
    return word;
  }

  /** Returns {@link IpFamily#IPV4} or {@link IpFamily#IPV6}. */
  public IpFamily family() {
    return v4 ? IpFamily.IPV4 : IpFamily.IPV6;
  }

  /** Returns whether this is an IPv4 address. */
  public boolean is4() {
    return v4;
  }

  /** Returns whether this is {@code 0.0.0.0} or {@code ::}. */
  public boolean unspecified() {
    return hi == 0 && lo == 0;
  }

  /** Returns whether this lies in {@code 127.0.0.0/8} or is {@code ::1}. */
  public boolean loopback() {
    return v4 ? lo >>> 24 == 127 : hi == 0 && lo == 1;
  }

  /** Returns whether this lies in {@code 169.254.0.0/16} or {@code fe80::/10}. */
  public boolean linkLocalUnicast() {
    return v4 ? lo >>> 16 == 0xA9FE : hi >>> 54 == (0xFE80 >>> 6);
  }

  /** Returns whether this lies in {@code 224.0.0.0/24} or is {@code ff?2::/16}. */
  public boolean linkLocalMulticast() {
    return v4 ? lo >>> 8 == 0xE00000 : ((hi >>> 48) & 0xFF0F) == 0xFF02;
  }

  /** Returns whether this lies in {@code 224.0.0.0/4} or {@code ff00::/8}. */
  public boolean multicast() {
    return v4 ? lo >>> 28 == 0xE : hi >>> 56 == 0xFF;
  }

  /**
   * Returns the address that many places further on; a negative number goes back.
   *
   * @throws IllegalArgumentException if there is no such address in the family
   */
  public Ip plus(long offset) {
    if (v4) {
      // Neither bound can overflow, and any sum that leaves them leaves the family.
      if (offset < -lo || offset > IPV4_MAX - lo) {
        throw outside(BigInteger.valueOf(offset));
      }
      return v4(lo + offset);
    }
    long low = lo + offset;
    if (offset >= 0 && Long.compareUnsigned(low, lo) < 0) {
      return v6(carried(hi != -1, 1, offset), low);
    }
    if (offset < 0 && Long.compareUnsigned(low, lo) > 0) {
      return v6(carried(hi != 0, -1, offset), low);
    }
    return v6(hi, low);
  }

  private long carried(boolean possible, int carry, long offset) {
    if (!possible) {
      throw outside(BigInteger.valueOf(offset));
    }
    return hi + carry;
  }

  /**
   * Returns the address that many places further on; a negative number goes back.
   *
   * @throws IllegalArgumentException if there is no such address in the family
   */
  public Ip plus(BigInteger offset) {
    if (offset.bitLength() < Long.SIZE) {
      return plus(offset.longValue());
    }
    BigInteger sum = value().add(offset);
    if (v4 || sum.signum() < 0 || sum.bitLength() > bits()) {
      throw outside(offset);
    }
    return v6(sum.shiftRight(Long.SIZE).longValue(), sum.longValue());
  }

  private IllegalArgumentException outside(BigInteger offset) {
    return new IllegalArgumentException(
        "address: no such address (" + this + " plus " + offset + "; expected: " + family() + ")");
  }

  /** Returns the address as a number, never negative. */
  public BigInteger value() {
    return unsigned(hi).shiftLeft(Long.SIZE).add(unsigned(lo));
  }

  /** Returns the upper 64 bits of the number: none of IPv4. */
  public long high() {
    return hi;
  }

  /** Returns the lower 64 bits of the number. */
  public long low() {
    return lo;
  }

  private static BigInteger unsigned(long word) {
    BigInteger value = BigInteger.valueOf(word);
    return word < 0 ? value.add(WORD) : value;
  }

  /** Returns the 4 or 16 bytes in network order. */
  public byte[] toBytes() {
    byte[] bytes = new byte[bits() / 8];
    for (int i = 0; i < bytes.length; i++) {
      int fromEnd = bytes.length - 1 - i;
      long word = fromEnd < 8 ? lo : hi;
      bytes[i] = (byte) (word >>> (fromEnd % 8 * 8));
    }
    return bytes;
  }

  /** Returns the address for use with sockets; asks no name service. */
  public InetAddress toInetAddress() {
    try {
      // The second form never turns an IPv6 address into one of IPv4.
      return v4
          ? InetAddress.getByAddress(toBytes())
          : Inet6Address.getByAddress(null, toBytes(), -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("the length is 4 or 16", e);
    }
  }

  int bits() {
    return v4 ? 32 : 128;
  }

  boolean isMapped() {
    return !v4 && hi == 0 && lo >>> 32 == 0xFFFF;
  }

  /** Returns whether another address has the same family and the same first bits. */
  boolean sharesPrefix(Ip other, int prefix) {
    if (v4 != other.v4) {
      return false;
    }
    if (v4) {
      return (lo ^ other.lo) >>> (32 - prefix) == 0;
    }
    if (prefix <= 64) {
      // A shift by 64 would shift by 0.
      return prefix == 0 || (hi ^ other.hi) >>> (64 - prefix) == 0;
    }
    return hi == other.hi && (lo ^ other.lo) >>> (128 - prefix) == 0;
  }

  /** Returns the distance to an address of the same family that is not below this one. */
  BigInteger distanceTo(Ip higher) {
    return higher.value().subtract(value());
  }

  /** Orders IPv4 before IPv6, then by number. */
  @Override
  public int compareTo(Ip other) {
    if (v4 != other.v4) {
      return v4 ? -1 : 1;
    }
    int byHigh = Long.compareUnsigned(hi, other.hi);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(lo, other.lo);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ip that && v4 == that.v4 && hi == that.hi && lo == that.lo;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(hi) + Long.hashCode(lo) + (v4 ? 1 : 0);
  }

  /** Returns the canonical text: the only one that Kubernetes itself writes. */
  @Override
  public String toString() {
    if (v4) {
      return dotted(new StringBuilder(15)).toString();
    }
    if (isMapped()) {
      return dotted(new StringBuilder("::ffff:")).toString();
    }
    int gap = gapStart();
    int gapEnd = gap < 0 ? -1 : gapEnd(gap);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i = gapEnd - 1;
      } else {
        text.append(i == 0 || i == gapEnd ? "" : ":").append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private StringBuilder dotted(StringBuilder text) {
    return text.append((lo >>> 24) & 0xFF)
        .append('.')
        .append((lo >>> 16) & 0xFF)
        .append('.')
        .append((lo >>> 8) & 0xFF)
        .append('.')
        .append(lo & 0xFF);
  }

  private int group(int index) {
    long word = index < 4 ? hi : lo;
    return (int) (word >>> (48 - index % 4 * 16)) & 0xFFFF;
  }

  /**
   * Returns where the longest run of zero groups begins, the first of equals; -1 if none has two.
   */
  private int gapStart() {
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i = Math.max(i + 1, gapEnd(i))) {
      if (gapEnd(i) - i > length) {
        best = i;
        length = gapEnd(i) - i;
      }
    }
    return best;
  }

  private int gapEnd(int start) {
    int end = start;
    while (end < 8 && group(end) == 0) {
      end++;
    }
    return end;
  }
}
