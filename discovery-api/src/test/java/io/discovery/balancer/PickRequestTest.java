package io.discovery.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.address.Ip;
import io.discovery.snapshot.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickRequestTest {
  private static final Endpoint A = Endpoint.of("10.0.0.1", 80);
  private static final Endpoint B = Endpoint.of("10.0.0.2", 80);

  @Test
  void anySaysNothing() {
    assertThat(PickRequest.ANY.affinityKey()).isNull();
    assertThat(PickRequest.ANY.affinityHash()).isZero();
    assertThat(PickRequest.ANY.clientAddress()).isNull();
    assertThat(PickRequest.ANY.avoid()).isEmpty();
    assertThat(PickRequest.ANY.waitAtMost()).isZero();
  }

  @Test
  void eachWishIsAddedToTheOthers() {
    PickRequest request =
        PickRequest.affinity("user-17")
            .avoid(A)
            .waitAtMost(Duration.ofSeconds(2))
            .withClient(Ip.parse("10.9.8.7"))
            .avoid(List.of(B, A));
    assertThat(request.affinityKey()).isEqualTo("user-17");
    assertThat(request.affinityHash()).isEqualTo(PickRequest.affinity("user-17").affinityHash());
    assertThat(request.clientAddress()).isEqualTo(Ip.parse("10.9.8.7"));
    assertThat(request.avoid()).containsExactly(A, B, A);
    assertThat(request.waitAtMost()).isEqualTo(Duration.ofSeconds(2));
    assertThat(request.withAffinity("b").avoid()).hasSize(3);
  }

  /** Computed apart from the library: 64-bit FNV-1a and the finalizer of MurmurHash3. */
  @ParameterizedTest
  @CsvSource({
    "'', -1166397803181037274",
    "a, -9033471704281723301",
    "user-17, -2837846977571146961",
    "ü, -7263016148749521622"
  })
  void keysHashAlikeInEveryJvm(String key, long hash) {
    assertThat(PickRequest.affinity(key).affinityHash()).isEqualTo(hash);
  }

  @Test
  void isEqualByWhatItSays() {
    assertThat(PickRequest.affinity("a").avoid(A))
        .isEqualTo(PickRequest.ANY.avoid(A).withAffinity("a"))
        .hasSameHashCodeAs(PickRequest.ANY.avoid(A).withAffinity("a"))
        .isNotEqualTo(PickRequest.affinity("a"))
        .isNotEqualTo(PickRequest.affinity("b").avoid(A));
    assertThat(PickRequest.client("::1")).isNotEqualTo(PickRequest.ANY);
    assertThat(PickRequest.ANY.waitAtMost(Duration.ofNanos(1))).isNotEqualTo(PickRequest.ANY);
  }

  @Test
  void cannotBeChangedFromOutside() {
    List<Endpoint> tried = new ArrayList<>(List.of(A));
    PickRequest request = PickRequest.ANY.avoid(tried);
    tried.add(B);
    assertThat(request.avoid()).containsExactly(A);
    assertThat(PickRequest.ANY.avoid()).isEmpty();
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> PickRequest.ANY.waitAtMost(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("waitAtMost: PT-0.000000001S (expected: not negative)");
    assertThatThrownBy(() -> PickRequest.client("cart.shop"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("address: not an address (\"cart.shop\"");
  }
}
