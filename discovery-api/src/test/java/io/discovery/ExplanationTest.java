package io.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  @Test
  void endpointsStandInColumnsBelowTheSubject() {
    Explanation explanation =
        new Explanation(
            "shop/cart:http   1 of 2 endpoints usable",
            List.of(
                new Explanation.Row(known("10.244.1.7", Rule.READY), "zone a"),
                new Explanation.Row(known("10.244.12.210", Rule.NOT_READY), "")),
            null);
    assertThat(explanation)
        .hasToString(
            """
            shop/cart:http   1 of 2 endpoints usable
              10.244.1.7:8080     ready  zone a
              10.244.12.210:8080  not ready""");
  }

  @Test
  void theProblemComesLast() {
    List<Explanation.Row> rows =
        List.of(new Explanation.Row(known("10.244.1.7", Rule.NOT_READY), ""));
    assertThat(new Explanation("shop/cart", rows, "shop/cart: no ready endpoint"))
        .hasToString(
            """
            shop/cart
              10.244.1.7:8080  not ready
              shop/cart: no ready endpoint""");
    assertThat(new Explanation("shop/cart", List.of(), "shop/cart: no such Service"))
        .hasToString("shop/cart\n  shop/cart: no such Service");
  }

  @Test
  void aProblemThatIsTheSubjectIsSaidOnce() {
    String problem = "shop/carts: no Service with this name (nearest: shop/cart)";
    assertThat(new Explanation(problem, List.of(), problem)).hasToString(problem);
  }

  @Test
  void cannotBeChangedFromOutside() {
    List<Explanation.Row> rows = new ArrayList<>();
    Explanation explanation = new Explanation("shop/cart", rows, null);
    rows.add(new Explanation.Row(known("10.244.1.7", Rule.READY), ""));
    assertThat(explanation.endpoints()).isEmpty();
    assertThatThrownBy(() -> explanation.endpoints().addAll(rows))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static Known known(String address, Rule rule) {
    return new Known(Endpoint.of(address, 8080), rule.admits(), rule.admits(), false, rule);
  }
}
