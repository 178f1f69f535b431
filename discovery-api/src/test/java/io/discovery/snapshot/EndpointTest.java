package io.discovery.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.address.Ip;
import io.discovery.model.Protocol;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @Test
  void aPodStaysItselfWhateverElseChanges() {
    Endpoint before = endpoint("10.0.0.1").pod("cart-1", "uid-1").zone("a").build();
    Endpoint after = endpoint("10.0.0.9").pod("cart-1", "uid-1").zone("b").node("n").build();
    assertThat(after).isEqualTo(before).hasSameHashCodeAs(before);
    assertThat(after.sameAs(before)).isFalse();
  }

  @Test
  void anInheritedAddressIsAnotherEndpoint() {
    Endpoint old = endpoint("10.0.0.1").pod("cart-1", "uid-1").build();
    assertThat(endpoint("10.0.0.1").pod("cart-2", "uid-2").build()).isNotEqualTo(old);
    assertThat(Endpoint.of("10.0.0.1", 8080)).isNotEqualTo(old);
  }

  @Test
  void withoutAPodTheAddressCounts() {
    assertThat(Endpoint.of("10.0.0.1", 80))
        .isEqualTo(endpoint("10.0.0.1", 80).portName("http").build())
        .isNotEqualTo(Endpoint.of("10.0.0.2", 80))
        .isNotEqualTo(Endpoint.of("10.0.0.1", 81));
    assertThat(endpoint("10.0.0.1").pod("a", "uid").build())
        .as("another port of the same Pod")
        .isNotEqualTo(endpoint("10.0.0.1", 81).pod("a", "uid").build());
  }

  @Test
  void sameAsLooksAtEveryField() {
    Endpoint plain = endpoint("10.0.0.1").pod("cart", "uid").build();
    assertThat(plain.sameAs(endpoint("10.0.0.1").pod("cart", "uid").build())).isTrue();
    assertThat(
            Stream.of(
                    endpoint("10.0.0.2").pod("cart", "uid"),
                    endpoint("10.0.0.1", 81).pod("cart", "uid"),
                    endpoint("10.0.0.1").pod("tart", "uid"),
                    endpoint("10.0.0.1").pod("cart", "other"),
                    endpoint("10.0.0.1").pod("cart", "uid").portName("http"),
                    endpoint("10.0.0.1").pod("cart", "uid").protocol(Protocol.UDP),
                    endpoint("10.0.0.1").pod("cart", "uid").node("n"),
                    endpoint("10.0.0.1").pod("cart", "uid").zone("z"),
                    endpoint("10.0.0.1").pod("cart", "uid").hostname("h"))
                .map(Endpoint.Builder::build))
        .noneMatch(plain::sameAs);
  }

  @Test
  void sortsByAddressAsANumberThenPortThenPod() {
    List<Endpoint> sorted =
        List.of(
            Endpoint.of("9.0.0.1", 8080),
            Endpoint.of("10.0.0.1", 8080),
            endpoint("10.0.0.1").pod("a", "uid-a").build(),
            endpoint("10.0.0.1").pod("b", "uid-b").build(),
            Endpoint.of("10.0.0.1", 10000),
            Endpoint.of("10.0.0.10", 80));
    assertThat(Stream.of(5, 1, 3, 0, 4, 2).map(sorted::get).sorted())
        .usingElementComparator((a, b) -> a.sameAs(b) ? 0 : 1)
        .containsExactlyElementsOf(sorted);
  }

  @Test
  void writesItselfForPeopleUrisAndSockets() {
    Endpoint six = endpoint("2001:db8::1").pod("cart-6c9d", "uid").build();
    assertThat(six).hasToString("[2001:db8::1]:8080 (cart-6c9d)");
    assertThat(six.uri("http", "/items?a=b"))
        .isEqualTo(URI.create("http://[2001:db8::1]:8080/items?a=b"));
    assertThat(six.socketAddress().isUnresolved()).isFalse();
    Endpoint four = Endpoint.of("10.0.0.1", 65535);
    assertThat(four).hasToString("10.0.0.1:65535");
    assertThat(four.uri("https", "")).isEqualTo(URI.create("https://10.0.0.1:65535"));
    assertThat(four.socketAddress().getAddress().getHostAddress()).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void refusesPortsThatAreNone(int port) {
    assertThatThrownBy(() -> Endpoint.of("10.0.0.1", port))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port: " + port + " (expected: 1..65535)");
  }

  @Test
  void resolvesNothing() {
    assertThatThrownBy(() -> Endpoint.of("localhost", 80))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Endpoint.Builder endpoint(String address) {
    return endpoint(address, 8080);
  }

  private static Endpoint.Builder endpoint(String address, int port) {
    return Endpoint.builder(Ip.parse(address), port);
  }
}
