package io.discovery.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.snapshot.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {

  @Test
  void keepsTheOrder() {
    Candidates three = candidates(3);
    assertThat(three.size()).isEqualTo(3);
    assertThat(three.get(2).endpoint()).isEqualTo(endpoint(2));
    assertThat(three).hasToString("[10.0.0.0:80, 10.0.0.1:80, 10.0.0.2:80]");
    assertThatThrownBy(() -> three.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> three.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void findsAnEndpoint() {
    assertThat(candidates(3).indexOf(endpoint(1))).isEqualTo(1);
    assertThat(candidates(3).indexOf(endpoint(3))).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2, 2",
    "3, 0",
    // As unsigned numbers these are 2^64 - 1 and 2^63, which leave 0 and 2 of 3.
    "-1, 0",
    "-9223372036854775808, 2"
  })
  void takesHashesAsUnsigned(long hash, int index) {
    assertThat(candidates(3).atHash(hash).endpoint()).isEqualTo(endpoint(index));
  }

  @Test
  void isNeverEmpty() {
    assertThatThrownBy(() -> Candidates.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("candidates: 0 (expected: at least 1)");
  }

  @Test
  void cannotBeChangedFromOutside() {
    List<Candidate> list = new ArrayList<>(List.of(candidate(0), candidate(1)));
    Candidates candidates = Candidates.of(list);
    list.remove(0);
    assertThat(candidates).hasToString("[10.0.0.0:80, 10.0.0.1:80]");
  }

  private static Candidates candidates(int size) {
    return Candidates.of(IntStream.range(0, size).mapToObj(CandidatesTest::candidate).toList());
  }

  private static Endpoint endpoint(int number) {
    return Endpoint.of("10.0.0." + number, 80);
  }

  private static Candidate candidate(int number) {
    Endpoint endpoint = endpoint(number);
    return new Candidate() {
      @Override
      public Endpoint endpoint() {
        return endpoint;
      }

      @Override
      public int inFlight() {
        return 0;
      }

      @Override
      public int consecutiveFailures() {
        return 0;
      }
    };
  }
}
