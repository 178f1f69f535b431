package io.discovery.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.Lines;
import io.discovery.model.IpFamily;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {

  @TestFactory
  Stream<DynamicTest> answersLikeApimachinery() {
    return Lines.read(CidrTest.class, "addresses.tsv").stream()
        .filter(line -> line.get(0).equals("cidr"))
        .map(
            line ->
                DynamicTest.dynamicTest(
                    "range " + line.get(1),
                    () -> assertThat(answer(line.get(1))).isEqualTo(line.get(2))));
  }

  private static String answer(String text) {
    if (Cidr.problems(text).isEmpty()) {
      return Cidr.parse(text).toString();
    }
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    return String.join("|", Cidr.problems(text));
  }

  @Test
  void saysWhatWasExpected() {
    String rule = "; expected: the form of 10.9.8.0/24 or 2001:db8::/64)";
    assertThatThrownBy(() -> Cidr.parse("10.0.0.0"))
        .hasMessage("range: not a range (\"10.0.0.0\"" + rule);
    assertThatThrownBy(() -> Cidr.parse("10.0.0.1/8"))
        .hasMessage("range: bits beyond the prefix (\"10.0.0.1/8\"" + rule);
    assertThatThrownBy(() -> new Cidr(Ip.parse("10.0.0.1"), 31))
        .hasMessage("range: bits beyond the prefix (\"10.0.0.1/31\"" + rule);
    assertThatThrownBy(() -> new Cidr(Ip.parse("10.0.0.0"), 33))
        .hasMessage("range: no such prefix (/33; expected: 0 to 32)");
  }

  @ParameterizedTest
  @CsvSource({
    "10.96.0.0/12, 10.96.0.0, 10.111.255.255, 10.95.255.255, 10.112.0.0",
    "10.0.0.7/32, 10.0.0.7, 10.0.0.7, 10.0.0.6, 10.0.0.8",
    "0.0.0.0/0, 0.0.0.0, 255.255.255.255, ::, ffff::",
    "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 0.0.0.0, 10.0.0.1",
    "fd00::/63, fd00::, fd00:0:0:1:ffff:ffff:ffff:ffff, fcff::, fd00:0:0:2::",
    "fd00::/64, fd00::, fd00::ffff:ffff:ffff:ffff, fcff::, fd00:0:0:1::",
    "fd00::/65, fd00::, fd00::7fff:ffff:ffff:ffff, fcff::, fd00::8000:0:0:0",
    "fd00::1/128, fd00::1, fd00::1, fd00::, fd00::2",
  })
  void holdsItsEndsAndNoMore(String text, String base, String end, String before, String behind) {
    Cidr cidr = Cidr.parse(text);
    Ip first = Ip.parse(base);
    Ip last = Ip.parse(end);
    assertThat(cidr.base()).isEqualTo(first);
    assertThat(cidr.last()).isEqualTo(last);
    assertThat(cidr.contains(first)).isTrue();
    assertThat(cidr.contains(last)).isTrue();
    assertThat(cidr.contains(Ip.parse(before))).isFalse();
    assertThat(cidr.contains(Ip.parse(behind))).isFalse();
    assertThat(cidr.offsetOf(last)).isEqualTo(cidr.size().subtract(BigInteger.ONE));
    assertThat(cidr.family()).isEqualTo(first.is4() ? IpFamily.IPV4 : IpFamily.IPV6);
  }

  @ParameterizedTest
  @CsvSource({
    "10.96.0.0/12, 10.111.0.0/16, true",
    "10.96.0.0/12, 10.96.0.0/12, true",
    "10.96.0.0/12, 10.112.0.0/16, false",
    "10.0.0.0/9, 10.128.0.0/9, false",
    "0.0.0.0/0, 255.0.0.0/8, true",
    "0.0.0.0/0, ::/0, false",
    "fd00::/64, fd00::/112, true",
    "fd00::/64, fd00:0:0:1::/64, false",
  })
  void overlapsInBothDirections(String one, String other, boolean overlaps) {
    assertThat(Cidr.parse(one).overlaps(Cidr.parse(other))).isEqualTo(overlaps);
    assertThat(Cidr.parse(other).overlaps(Cidr.parse(one))).isEqualTo(overlaps);
  }

  @Test
  void countsItsAddresses() {
    Cidr cidr = Cidr.parse("10.96.0.0/16");
    assertThat(cidr.size()).isEqualTo(65536);
    assertThat(cidr.at(10)).hasToString("10.96.0.10");
    assertThat(cidr.at(BigInteger.valueOf(65535))).isEqualTo(cidr.last());
    assertThat(cidr.offsetOf(Ip.parse("10.96.1.0"))).isEqualTo(256);
    assertThat(Cidr.parse("::/0").size()).isEqualTo(BigInteger.ONE.shiftLeft(128));
    assertThatThrownBy(() -> cidr.at(65536))
        .hasMessage("offset: outside of the range (65536; expected: below 65536)");
    assertThatThrownBy(() -> cidr.at(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> cidr.offsetOf(Ip.parse("10.97.0.0")))
        .hasMessage("address: outside of the range (10.97.0.0; expected: in 10.96.0.0/16)");
  }
}
