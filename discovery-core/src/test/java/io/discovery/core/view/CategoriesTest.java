package io.discovery.core.view;

import static io.discovery.core.view.Looks.first;
import static io.discovery.core.view.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Location;
import io.discovery.core.Cart;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.EndpointSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kube-proxy does with the endpoints of a Service, for callers of its virtual address. */
class CategoriesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          zone hints on all;                 Cluster; n/a; 3:RS{a} 4:RS{b} 5:RS{c} 6:RS{a}; 3 6
          no zone known;                     Cluster; n/;  3:RS{a};                         3
          a zone without endpoints;          Cluster; n/b; 3:RS{a} 5:RS{c};                 3 5
          one not ready;                     Cluster; n/a; 3:RS{a} 4:RS{b} 6:S{a};          3
          only not ready ones in the zone;   Cluster; n/a; 3:S{a} 4:RS{b} 5:RS{c} 6:S{a};   4 5
          one without hint;                  Cluster; n/a; 3:RS{a} 4:RS{b} 5:RS 6:RS{a};    3 4 5 6
          a hint missing on one not ready;   Cluster; n/a; 3:RS{a} 4:RS{b} 5:S;             3
          several zones in a hint;           Cluster; n/c; 3:RS{a|b|c} 4:RS{b|c} 5:RS{b|d}; 3 4
          node hints on all;      Cluster; n1/a; 3:RS{a}<n1> 4:RS{b}<n2> 6:RS{a}<n4>;       3
          no endpoint for the node; Cluster; n0/a; 3:RS{a}<n1> 4:RS{b}<n2> 6:RS{a}<n4>;     3 6
          one without node hint;  Cluster; n1/a; 3:RS{a}<n1> 4:RS 6:RS{a}<n4>;              3 4 6
          node hints, zone hints missing; Cluster; n1/a; 3:RS<n1> 4:RS<n2>;                 3
          zone hints, one node hint missing; Cluster; n1/a; 3:RS{a}<n1> 4:RS{a} 5:RS{b};    3 4
          none ready;                        Cluster; n/a; 0:S 1:S;                         ''
          some ready;                        Cluster; n/a; 0:S 1:RS;                        1
          all terminating;                   Cluster; n/a; 0:ST 1:ST;                       0 1
          terminating, not serving;          Cluster; n/a; 0:ST 1:T 2:S;                    0
          terminating beside ready;          Cluster; n/a; 0:ST 1:RS;                       1
          terminating, hinted elsewhere;     Cluster; n/a; 0:ST{b} 1:ST{b};                 0 1
          ready and terminating;             Cluster; n/a; 0:RST 1:RS;                      0 1
          no endpoint;                       Cluster; n/a; ;                                ''
          local, hints ignored;   Local; here/a; 3:LRS{a} 4:LRS{b} 5:RS{c} 6:RS{a};         3 4
          local, no endpoint;                Local; here/a; ;                               ''
          local, all remote;                 Local; here/a; 0:RS 1:RS;                      ''
          local, all here;                   Local; here/a; 0:LRS 1:LRS;                    0 1
          local, some here;                  Local; here/a; 0:LRS 1:RS;                     0
          local, here terminating;           Local; here/a; 0:RS 1:L 2:LST 3:ST;            2
          local, here not ready;             Local; here/a; 0:RS 1:LS;                      ''
          local, no node known;              Local; /a; 0:RS 1:LRS;                         0 1
          """)
  void usable(String unused, String policy, String place, String endpoints, String usable) {
    EndpointSet set = set(policy, place, endpoints == null ? "" : endpoints);
    assertThat(numbers(set)).isEqualTo(usable == null ? "" : usable);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          Cluster; n/a;    0:RS;                            READY
          Cluster; n/a;    0:ST 1:T 2:S;                    FALLBACK TERMINATING NOT_READY
          Cluster; n/a;    0:RS 1:ST 2:T 3:S;               READY TERMINATING TERMINATING NOT_READY
          Cluster; n/a;    0:RS{a} 1:RS{b};                 READY OTHER_HINT
          Local; here/a;   0:RS 1:S 2:ST 3:T;               OTHER_NODE NOT_READY TERMINATING TERMINATING
          Local; here/a;   0:LRS 1:LST 2:LS 3:LT 4:RS;      READY TERMINATING NOT_READY TERMINATING OTHER_NODE
          Local; here/a;   0:LST 1:ST;                      FALLBACK OTHER_NODE
          Local; here/a;   0:LST 1:RS;                      FALLBACK OTHER_NODE
          """)
  void rules(String policy, String place, String endpoints, String rules) {
    assertThat(set(policy, place, endpoints).known())
        .extracting(known -> known.rule().name())
        .containsExactly(rules.split(" "));
  }

  private static EndpointSet set(String policy, String place, String endpoints) {
    int slash = place.indexOf('/');
    String node = place.substring(0, slash);
    String zone = place.substring(slash + 1);
    Location location = new Location(node.isEmpty() ? null : node, zone.isEmpty() ? null : zone);
    ServiceSpec.Builder spec =
        ServiceSpec.builder().internalTrafficPolicy(new ServiceSpec.TrafficPolicy(policy));
    return first(
        look(
            location,
            Cart.service("cart", spec, "http:80"),
            Cart.slice("cart", "cart-1", Notation.endpoints(endpoints))));
  }

  private static String numbers(EndpointSet set) {
    return set.usable().stream()
        .map(endpoint -> endpoint.address().toString().substring("10.0.0.".length()))
        .collect(Collectors.joining(" "));
  }
}
