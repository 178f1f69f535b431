package io.discovery.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.ServiceDiscovery;
import io.discovery.snapshot.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixedServicesTest {
  @Test
  void aServiceMayHaveSeveralPortsAddressesAndFamilies() {
    FixedServices fixed =
        FixedServices.of("legacy/mainframe:tn3270", "192.0.2.17:23", "192.0.2.18:2323")
            .and("legacy/mainframe:web", "[::1]:80", "[2001:db8::1]:8080");
    try (ServiceDiscovery discovery = Discovery.of(fixed)) {
      assertThat(endpoints(discovery, "tn3270"))
          .containsExactly("192.0.2.17:23", "192.0.2.18:2323");
      assertThat(endpoints(discovery, "web")).containsExactly("[::1]:80", "[2001:db8::1]:8080");
      assertThat(discovery.refused()).isEmpty();
    }
    assertThat(fixed)
        .hasToString(
            "FixedServices{legacy/mainframe:tn3270=[192.0.2.17:23, 192.0.2.18:2323],"
                + " legacy/mainframe:web=[[::1]:80, [2001:db8::1]:8080]}");
  }

  private static List<String> endpoints(ServiceDiscovery discovery, String port) {
    return discovery.service("legacy/mainframe", port).endpoints().usable().stream()
        .map(Endpoint::toString)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.17",
        "192.0.2.17:",
        "192.0.2.17:0",
        "192.0.2.17:65536",
        "db:5432",
        ":80",
        "",
        "2001:db8::1:80",
        "[192.0.2.17]:80",
        "192.0.2.17:+1",
        "[::1]",
        "192.0.2.17:999999999999"
      })
  void otherFormsAreRefused(String address) {
    assertThatThrownBy(() -> FixedServices.of("legacy/mainframe", address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "address: \"" + address + "\" (expected: such as 192.0.2.17:23 or [2001:db8::1]:23)");
  }

  @Test
  void aPortIsSaidOnceAndHasAnAddress() {
    FixedServices fixed = FixedServices.of("legacy/db", "192.0.2.17:1");
    assertThatThrownBy(() -> fixed.and("legacy/db", "192.0.2.18:1"))
        .hasMessage("legacy/db: already there");
    assertThatThrownBy(() -> fixed.and("legacy/web", "192.0.2.17:1", "[::1]:1"))
        .hasMessage("legacy/web: addresses of two families (expected: one)");
    assertThatThrownBy(() -> FixedServices.of("legacy/db"))
        .hasMessage("legacy/db: no address (expected: at least 1)");
    assertThatThrownBy(() -> FixedServices.of("Not A Name", "192.0.2.17:1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
