package io.discovery.examples.byname;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTest {
  @ParameterizedTest
  @CsvSource({
    "registry.example:5000/shop/web:2.3.0, 2.3.0, registry.example:5000/shop/web:2.3.1",
    "web:v9, v9, web:v10",
    "web:20261231235999, 20261231235999, web:20261231236000",
    "web:stable, stable, web:stable-1",
    "web:stable-1, stable-1, web:stable-2",
    "registry.example:5000/web, latest, registry.example:5000/web:latest-1",
    "web:1@sha256:00ff, 1, web:2",
  })
  void theNextVersionIsOneHigher(String image, String version, String next) {
    assertThat(Image.version(image)).isEqualTo(version);
    assertThat(Image.next(image)).isEqualTo(next);
  }
}
