package io.discovery.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class AddressPropertyTest {

  @Property
  void agreesWithTheJdkAboutBytes(@ForAll("bytes") byte[] bytes) throws UnknownHostException {
    Ip ip = Ip.of(bytes);
    InetAddress jdk = InetAddress.getByAddress(bytes);
    assertThat(ip.toInetAddress()).isEqualTo(jdk);
    assertThat(ip.toBytes()).isEqualTo(jdk.getAddress());
    assertThat(ip.loopback()).isEqualTo(jdk.isLoopbackAddress());
    assertThat(ip.unspecified()).isEqualTo(jdk.isAnyLocalAddress());
    assertThat(ip.multicast()).isEqualTo(jdk.isMulticastAddress());
    assertThat(ip.linkLocalUnicast()).isEqualTo(jdk.isLinkLocalAddress());
  }

  @Property
  void parsesItsOwnTextAndThatOfTheJdk(@ForAll("bytes") byte[] bytes) throws UnknownHostException {
    Ip ip = Ip.of(bytes);
    assertThat(Ip.parse(ip.toString())).isEqualTo(ip).hasSameHashCodeAs(ip);
    assertThat(Ip.parse(InetAddress.getByAddress(bytes).getHostAddress())).isEqualTo(ip);
    assertThat(Ip.parse(ip.toString().toUpperCase(Locale.ROOT))).isEqualTo(ip);
  }

  @Property
  void writesNoTextThatCouldBeShorter(@ForAll("bytes") byte[] bytes) {
    String text = Ip.of(bytes).toString();
    assertThat(text).doesNotContain(":::").doesNotMatch(".*[A-Z].*").doesNotMatch(":0[0-9a-f]");
    if (!text.contains("::")) {
      assertThat(text).doesNotMatch("(.*:)?0:0(:.*)?");
    } else {
      int zeros = 9 - (int) Arrays.stream(text.split(":")).filter(g -> !g.isEmpty()).count();
      assertThat(zeros).as("a single zero is no gap: %s", text).isGreaterThan(2);
    }
  }

  @Property
  void ordersAsNumbersDo(@ForAll("bytes") byte[] one, @ForAll("bytes") byte[] other) {
    Ip a = Ip.of(one);
    Ip b = Ip.of(other);
    int expected =
        a.is4() == b.is4()
            ? new BigInteger(1, a.toBytes()).compareTo(new BigInteger(1, b.toBytes()))
            : Boolean.compare(b.is4(), a.is4());
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(expected);
    assertThat(a.equals(b)).isEqualTo(expected == 0);
    assertThat(a.value()).isEqualTo(new BigInteger(1, a.toBytes()));
  }

  @Property
  void bothSumsAgree(@ForAll("bytes") byte[] bytes, @ForAll long offset) {
    Ip ip = Ip.of(bytes);
    BigInteger sum = ip.value().add(BigInteger.valueOf(offset));
    boolean inside = sum.signum() >= 0 && sum.bitLength() <= ip.bits();
    assertThat(sumOrNull(ip, offset)).isEqualTo(inside ? sum : null);
  }

  private static @Nullable BigInteger sumOrNull(Ip ip, long offset) {
    try {
      return ip.plus(offset).value();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Property
  void offsetsLeadThereAndBack(
      @ForAll("bytes") byte[] bytes, @ForAll @IntRange(max = 128) int bits) {
    Ip ip = Ip.of(bytes);
    int prefix = Math.min(bits, ip.bits());
    int free = ip.bits() - prefix;
    BigInteger base = ip.value().shiftRight(free).shiftLeft(free);
    Ip zero = Ip.of(new byte[ip.bits() / 8]);
    Cidr cidr = new Cidr(zero.plus(base), prefix);
    assertThat(cidr.contains(ip)).isTrue();
    assertThat(cidr.offsetOf(ip)).isEqualTo(ip.value().subtract(base));
    assertThat(cidr.at(cidr.offsetOf(ip))).isEqualTo(ip);
    assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
  }

  @Property
  void anyTextIsAnAddressOrRefused(@ForAll("noise") String text) {
    Ip ip = Ip.tryParse(text);
    assertThat(Ip.problems(text).isEmpty()).isEqualTo(ip != null);
    if (ip != null) {
      assertThat(Ip.parse(Objects.toString(ip))).isEqualTo(ip);
    }
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    // Many zeros, or no address would have a gap to write.
    Arbitrary<Byte> octet =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just((byte) 0)),
            Tuple.of(1, Arbitraries.of((byte) 1, (byte) 0xFF, (byte) 0xFE, (byte) 0x80)),
            Tuple.of(1, Arbitraries.bytes()));
    return Arbitraries.of(4, 16).flatMap(n -> octet.array(byte[].class).ofSize(n));
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of(":", "::", ".", "0", "1", "255", "256", "ffff", "F", "%", "g", "٣")
        .list()
        .ofMaxSize(16)
        .map(parts -> String.join("", parts));
  }
}
