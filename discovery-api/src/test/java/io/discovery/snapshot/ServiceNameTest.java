package io.discovery.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.NamespacedName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {

  @ParameterizedTest
  @CsvSource({
    "cart, default/cart",
    "shop/cart, shop/cart",
    "cart.shop, shop/cart",
    "cart.shop., shop/cart",
    "cart.shop.svc, shop/cart",
    "cart.shop.svc.cluster.local, shop/cart",
    "cart.shop.svc.cluster.local., shop/cart",
    "cart.shop.svc.example.com, shop/cart",
    "2048/7, 2048/7"
  })
  void takesNamesAsPeopleWriteThem(String text, String name) {
    assertThat(ServiceName.parse(text)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "shop/",
        "/cart",
        "a/b/c",
        "shop/cart.x",
        "Cart",
        "cart_1",
        "-cart",
        "cart.",
        ".",
        "..",
        "cart..svc",
        "cart.shop.pod",
        "cart.shop.example.com",
        "10.0.0.1",
        "cart:80",
        "cart shop"
      })
  void refusesWhatIsNoServiceName(String text) {
    assertThatThrownBy(() -> ServiceName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("service name: \"");
  }

  @Test
  void boundsTheLength() {
    assertThat(ServiceName.parse("a".repeat(63)).name()).hasSize(63);
    assertThatThrownBy(() -> ServiceName.parse("a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isThePairOfAnObject() {
    assertThat(ServiceName.of(new NamespacedName("shop", "cart")).namespacedName())
        .isEqualTo(NamespacedName.parse("shop/cart"));
  }

  @Test
  void sortsByNamespaceThenName() {
    assertThat(Stream.of("b/a", "a/c", "a/b").map(ServiceName::parse).sorted())
        .map(ServiceName::toString)
        .containsExactly("a/b", "a/c", "b/a");
  }

  @ParameterizedTest
  @CsvSource({
    "shop/cart:http, shop/cart:http, http",
    "cart, default/cart, ''",
    "cart.shop.svc:grpc, shop/cart:grpc, grpc",
    "cart:, default/cart, ''"
  })
  void portsFollowAColon(String text, String written, String port) {
    assertThat(ServicePortName.parse(text)).hasToString(written);
    assertThat(ServicePortName.parse(text).port()).isEqualTo(port);
  }

  @Test
  void portsSortWithinTheirService() {
    assertThat(Stream.of("b", "a:z", "a:h", "a").map(ServicePortName::parse).sorted())
        .map(ServicePortName::toString)
        .containsExactly("default/a", "default/a:h", "default/a:z", "default/b");
  }
}
