package io.discovery.examples.firstlight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {
  @ParameterizedTest
  @CsvSource({
    "cart:1.4.0, cart:1.4.1",
    "cart:v9, cart:v10",
    "cart:latest, cart:latest-next",
    "cart:1.4.0-alpine, cart:1.4.1-alpine",
    "cart, cart:next",
    "host:5000/shop/cart, host:5000/shop/cart:next",
    "host:5000/shop/cart:7, host:5000/shop/cart:8",
    "cart:2@sha256:abc1, cart:3",
    "cart:99999999999999999999, cart:99999999999999999999-next",
  })
  void theNextVersionIsAnotherOne(String image, String next) {
    assertThat(Image.next(image)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example/shop/cart:1.4.0, cart:1.4.0",
    "host:5000/cart@sha256:abc, cart",
    "cart, cart",
  })
  void aPersonLeavesOutWhereItComesFrom(String image, String brief) {
    assertThat(Image.brief(image)).isEqualTo(brief);
  }
}
