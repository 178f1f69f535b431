package io.discovery.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.Lines;
import io.discovery.model.IpFamily;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class IpTest {

  @TestFactory
  Stream<DynamicTest> answersLikeApimachinery() {
    List<List<String>> lines = Lines.read(IpTest.class, "addresses.tsv");
    return lines.stream()
        .filter(line -> line.get(0).equals("ip"))
        .map(
            line ->
                DynamicTest.dynamicTest(
                    "ip " + line.get(1),
                    () -> assertThat(answer(line.get(1))).isEqualTo(line.get(2))));
  }

  private static String answer(String text) {
    Ip ip = Ip.tryParse(text);
    if (ip == null) {
      assertThatThrownBy(() -> Ip.parse(text)).isInstanceOf(IllegalArgumentException.class);
      return String.join("|", Ip.problems(text));
    }
    assertThat(Ip.parse(text)).isEqualTo(ip);
    assertThat(Ip.problems(text)).isEmpty();
    return "%s %s %s %s %s %s"
        .formatted(
            ip,
            ip.unspecified(),
            ip.loopback(),
            ip.linkLocalUnicast(),
            ip.linkLocalMulticast(),
            ip.multicast());
  }

  @Test
  void saysWhatWasExpected() {
    String rule = "; expected: the form of 10.9.8.7 or 2001:db8::ffff)";
    assertThatThrownBy(() -> Ip.parse("cart.shop"))
        .hasMessage("address: not an address (\"cart.shop\"" + rule);
    assertThatThrownBy(() -> Ip.parse("10.0.0.01"))
        .hasMessage("address: leading zeros (\"10.0.0.01\"" + rule);
    assertThatThrownBy(() -> Ip.parse("::ffff:1.2.3.4"))
        .hasMessage("address: an IPv4-mapped IPv6 address (\"::ffff:1.2.3.4\"" + rule);
    assertThatThrownBy(() -> Ip.parse("1".repeat(100_000)))
        .hasMessage("address: not an address (\"" + "1".repeat(80) + "…\"" + rule);
  }

  @Test
  void ordersByFamilyThenByNumber() {
    List<Ip> sorted =
        Stream.of("0.0.0.0", "9.0.0.0", "10.0.0.0", "255.255.255.255", "::", "::1", "7::", "ffff::")
            .map(Ip::parse)
            .toList();
    assertThat(sorted.stream().sorted(Comparator.reverseOrder()).sorted().toList())
        .isEqualTo(sorted);
    assertThat(Ip.parse("0.0.0.1")).isNotEqualTo(Ip.parse("::1"));
    assertThat(Ip.parse("0.0.0.1").family()).isEqualTo(IpFamily.IPV4);
    assertThat(Ip.parse("::1").family()).isEqualTo(IpFamily.IPV6);
  }

  @Test
  void countsAcrossWordsAndStopsAtTheEnds() {
    assertThat(Ip.parse("10.0.0.255").plus(1)).hasToString("10.0.1.0");
    assertThat(Ip.parse("128.0.0.0").plus(-1)).hasToString("127.255.255.255");
    assertThat(Ip.parse("fd00::ffff:ffff:ffff:ffff").plus(1)).hasToString("fd00:0:0:1::");
    assertThat(Ip.parse("fd00:0:0:1::").plus(-1)).hasToString("fd00::ffff:ffff:ffff:ffff");
    assertThat(Ip.parse("fd00::8000:0:0:0").plus(Long.MAX_VALUE))
        .hasToString("fd00::ffff:ffff:ffff:ffff");
    assertThat(Ip.parse("fd00:0:0:1::").plus(Long.MIN_VALUE)).hasToString("fd00::8000:0:0:0");
    assertThat(Ip.parse("::").plus(BigInteger.ONE.shiftLeft(127))).hasToString("8000::");
    assertNoAddress("255.255.255.255", 1, "IPv4");
    assertNoAddress("0.0.0.0", -1, "IPv4");
    assertNoAddress("1.0.0.0", Long.MAX_VALUE, "IPv4");
    assertNoAddress("1.0.0.0", Long.MIN_VALUE, "IPv4");
    assertNoAddress("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 1, "IPv6");
    assertNoAddress("::", -1, "IPv6");
    assertThatThrownBy(() -> Ip.parse("1.0.0.0").plus(BigInteger.ONE.shiftLeft(64)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ip.parse("8000::").plus(BigInteger.ONE.shiftLeft(127)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertNoAddress(String ip, long offset, String family) {
    assertThatThrownBy(() -> Ip.parse(ip).plus(offset))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "address: no such address (" + ip + " plus " + offset + "; expected: " + family + ")");
  }

  @Test
  void bytesOfAMappedAddressAreIpv4() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF, 127, 0, 0, 1};
    assertThat(Ip.of(mapped)).isEqualTo(Ip.parse("127.0.0.1"));
    assertThatThrownBy(() -> Ip.of(new byte[5]))
        .hasMessage("address: wrong length (5 bytes; expected: 4 or 16)");
  }

  @Test
  void keepsItsFamilyAsAnInetAddress() {
    Ip counted = Ip.parse("::fffe:ffff:ffff").plus(1);
    assertThat(counted).hasToString("::ffff:0.0.0.0");
    assertThat(counted.toInetAddress()).isInstanceOf(Inet6Address.class);
    assertThat(Ip.parse("10.1.2.3").toInetAddress().getHostAddress()).isEqualTo("10.1.2.3");
  }
}
