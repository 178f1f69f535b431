package io.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LocationTest {

  @Test
  void readsWhatTheDownwardApiSets() {
    assertThat(Location.from(Map.of("NODE_NAME", "node-1", "ZONE", "eu-1a")))
        .isEqualTo(new Location("node-1", "eu-1a"));
    assertThat(Location.from(Map.of("NODE_NAME", "node-1")))
        .isEqualTo(new Location("node-1", null));
  }

  @Test
  void whatIsBlankIsNotSet() {
    assertThat(Location.from(Map.of())).isEqualTo(Location.ANYWHERE);
    assertThat(Location.from(Map.of("NODE_NAME", "", "ZONE", " "))).isEqualTo(Location.ANYWHERE);
  }
}
