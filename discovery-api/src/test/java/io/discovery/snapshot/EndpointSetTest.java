package io.discovery.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSetTest {
  private static final ServicePortName NAME = ServicePortName.parse("shop/cart:http");

  @ParameterizedTest
  @CsvSource({
    "READY, true, ready",
    "FALLBACK, true, 'serving, terminating'",
    "NOT_READY, false, not ready",
    "TERMINATING, false, terminating",
    "OTHER_NODE, false, on another node",
    "OTHER_HINT, false, hinted for another zone or node"
  })
  void rulesAdmitOrNot(Rule rule, boolean admits, String text) {
    assertThat(rule.admits()).isEqualTo(admits);
    assertThat(known(1, rule).usable()).isEqualTo(admits);
    assertThat(rule).hasToString(text);
  }

  @Test
  void countsAndGivesWhatIsUsable() {
    EndpointSet set =
        new EndpointSet(
            NAME,
            List.of(
                known(1, Rule.READY),
                known(2, Rule.NOT_READY),
                known(3, Rule.FALLBACK),
                known(4, Rule.NOT_READY)));
    assertThat(set.usable())
        .containsExactly(Endpoint.of("10.0.0.1", 80), Endpoint.of("10.0.0.3", 80));
    assertThat(set.usableCount()).isEqualTo(2);
    assertThat(set.count(Rule.NOT_READY)).isEqualTo(2);
    assertThat(set.count(Rule.OTHER_NODE)).isZero();
    assertThat(EndpointSet.empty(NAME).usable()).isEmpty();
  }

  @Test
  void cannotBeChangedFromOutside() {
    List<Known> list = new ArrayList<>(List.of(known(1, Rule.READY)));
    EndpointSet set = new EndpointSet(NAME, list);
    list.clear();
    assertThat(set.known()).hasSize(1);
    assertThatThrownBy(() -> set.usable().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aServiceFindsItsPortsByName() {
    EndpointSet http = EndpointSet.empty(NAME);
    Service service =
        new Service(ObjectMeta.of("shop", "cart"), ServiceSpec.NONE, Service.Status.NONE);
    ServiceSnapshot snapshot = new ServiceSnapshot(NAME.service(), service, List.of(http));
    assertThat(snapshot.port("http")).isSameAs(http);
    assertThat(snapshot.port("")).isNull();
  }

  private static Known known(int number, Rule rule) {
    return new Known(Endpoint.of("10.0.0." + number, 80), false, false, false, rule);
  }
}
