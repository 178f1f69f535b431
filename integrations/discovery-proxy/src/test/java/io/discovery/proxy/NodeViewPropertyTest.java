package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.Location;
import io.discovery.address.Ip;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Node;
import io.discovery.model.Service;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for all Services, slices and nodes. */
class NodeViewPropertyTest {
  private static ServiceView see(ServiceObjects objects, Node node) {
    Location location = new Location(node.metadata().name(), node.zone());
    return ServiceView.of(objects, location, false, null);
  }

  private static NodeView viewOf(Node node, Iterable<ServiceObjects> services) {
    NodeView view = NodeView.of(node, Hop.SERVICES, Hop.PODS);
    for (ServiceObjects objects : services) {
      view = view.with(see(objects, node));
    }
    return view;
  }

  /** Asks for each frontend that some state could have, from every kind of client. */
  private static List<String> verdicts(NodeView view) {
    List<String> verdicts = new ArrayList<>();
    for (Frontend frontend : Draws.frontends()) {
      for (String client : Draws.CLIENTS) {
        Ip source = Ip.parse(client);
        for (boolean fromNode : new boolean[] {false, true}) {
          Verdict verdict = view.verdict(source, fromNode, frontend);
          verdicts.add(client + " > " + frontend + ": " + Hop.text(verdict) + verdict.port());
        }
      }
    }
    return verdicts;
  }

  @Property(tries = 150)
  void aViewThatFollowedIsOneBuiltAnew(@ForAll long seed) {
    Draws draws = new Draws(new Random(seed));
    Map<String, ServiceObjects> state = new TreeMap<>();
    Map<String, ServiceView> seen = new TreeMap<>();
    Node node = draws.node();
    NodeView view = NodeView.of(node, Hop.SERVICES, Hop.PODS);
    for (int step = 0; step < 12; step++) {
      String name = draws.name();
      int kind = draws.below(8);
      if (kind == 0) {
        state.remove(name);
        seen.remove(name);
        view = view.without(ServiceName.parse("shop/" + name));
      } else if (kind == 1) {
        node = draws.node();
        view = view.withNode(node);
      } else {
        ServiceObjects now = kind < 5 ? draws.changed(state.get(name), name) : draws.service(name);
        state.put(name, now);
        Location location = new Location(node.metadata().name(), node.zone());
        ServiceView next = ServiceView.of(now, location, false, seen.get(name));
        seen.put(name, next);
        view = view.with(next);
      }
    }
    assertThat(verdicts(view)).isEqualTo(verdicts(viewOf(node, state.values())));
  }

  @Property(tries = 400)
  void aHandleOnANodeIsGivenWhatItsProxyGives(@ForAll long seed) {
    Draws draws = new Draws(new Random(seed));
    Node node = draws.node();
    ServiceObjects objects = draws.service("cart");
    ServiceView handle = see(objects, node);
    NodeView view = viewOf(node, List.of(objects));
    Service service = objects.service();
    if (view.frontends(ServiceName.parse("shop/cart")).isEmpty()) {
      return;
    }
    for (Service.Port port : service.spec().ports()) {
      EndpointSet set = Cart.found(handle).port(port.name());
      List<Endpoint> expected = new ArrayList<>();
      // A handle takes the first family in which there is anything.
      for (String clusterIp : service.spec().clusterIPs()) {
        Ip ip = Ip.parse(clusterIp);
        Frontend frontend = new Frontend(ip, port.protocol(), port.port());
        Ip client = Ip.parse(ip.is4() ? "10.0.9.9" : "fd00:1::99");
        if (expected.isEmpty()) {
          expected.addAll(view.verdict(client, false, frontend).endpoints());
        }
      }
      assertThat(set.usable()).isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void aHandleWithoutPlaceSeesTheWholeCluster(@ForAll long seed) {
    ServiceObjects objects = new Draws(new Random(seed)).service("cart");
    ServiceView view = ServiceView.of(objects, Location.ANYWHERE, false, null);
    for (EndpointSet set : Cart.found(view).ports()) {
      assertThat(set.count(EndpointSet.Rule.OTHER_NODE)).isZero();
      assertThat(set.count(EndpointSet.Rule.OTHER_HINT)).isZero();
      boolean anyReady = set.known().stream().anyMatch(EndpointSet.Known::ready);
      for (EndpointSet.Known known : set.known()) {
        boolean lingers = !anyReady && known.serving() && known.terminating();
        assertThat(known.usable()).isEqualTo(known.ready() || lingers);
      }
    }
  }

  @Property(tries = 150)
  void anEndpointThatIsNotReadyChangesNothing(@ForAll long seed) {
    Draws draws = new Draws(new Random(seed));
    Node node = draws.node();
    ServiceObjects before = draws.service("cart");
    List<EndpointSlice> slices = new ArrayList<>(before.slices());
    EndpointSlice more =
        draws
            .slice("cart", 9, AddressType.IPV4)
            .withEndpoints(
                List.of(
                    EndpointSlice.Endpoint.builder()
                        .addresses(List.of("10.0.0.200"))
                        .conditions(new EndpointSlice.Conditions(false, draws.flip(), false))
                        .nodeName(Cart.HERE)
                        .build()));
    slices.add(more);
    ServiceObjects after = new ServiceObjects(before.source(), before.service(), slices, List.of());
    assertThat(verdicts(viewOf(node, List.of(after))))
        .isEqualTo(verdicts(viewOf(node, List.of(before))));
  }

  @Property(tries = 150)
  void aVerdictIsSound(@ForAll long seed) {
    Draws draws = new Draws(new Random(seed));
    Node node = draws.node();
    List<ServiceObjects> services = List.of(draws.service("cart"), draws.service("stock"));
    NodeView view = viewOf(node, services);
    for (Frontend frontend : Draws.frontends()) {
      for (String client : Draws.CLIENTS) {
        for (boolean fromNode : new boolean[] {false, true}) {
          check(view.verdict(Ip.parse(client), fromNode, frontend), frontend);
        }
      }
    }
  }

  private static void check(Verdict verdict, Frontend frontend) {
    boolean served = verdict.port() != null;
    assertThat(verdict.endpoints().isEmpty()).isEqualTo(!served);
    assertThat(verdict.endpoints()).doesNotHaveDuplicates().containsAll(verdict.hairpins());
    assertThat(verdict.endpoints())
        .allMatch(each -> each.address().is4() == frontend.address().is4())
        .allMatch(each -> each.protocol().equals(frontend.protocol()));
    assertThat(verdict.hairpins()).allMatch(each -> Cart.HERE.equals(each.node()));
    assertThat(verdict.masquerade() && !verdict.hairpins().isEmpty()).isFalse();
    boolean serviceRange =
        Hop.SERVICES.stream().anyMatch(each -> each.contains(frontend.address()));
    assertThat(verdict == Verdict.NO_MATCH && serviceRange).isFalse();
  }

  @Property(tries = 150)
  void aServiceElsewhereChangesNoVerdict(@ForAll long seed) {
    Draws draws = new Draws(new Random(seed));
    Node node = draws.node();
    NodeView view = viewOf(node, List.of(draws.service("cart")));
    ServiceObjects other = draws.service("stock");
    NodeView more = view.with(see(other, node));
    List<Frontend> claimed = more.frontends(ServiceName.parse("shop/stock"));
    for (Frontend frontend : Draws.frontends()) {
      boolean touched =
          claimed.contains(frontend) || claimed.contains(Frontend.anyOf(frontend.address()));
      for (String client : Draws.CLIENTS) {
        if (!touched) {
          assertThat(Hop.text(more.verdict(Ip.parse(client), false, frontend)))
              .isEqualTo(Hop.text(view.verdict(Ip.parse(client), false, frontend)));
        }
      }
    }
  }

  @Property(tries = 400)
  void nothingThrows(@ForAll long seed) {
    Draws draws = new Draws(new Random(seed));
    Node node = draws.wildNode();
    NodeView view = NodeView.of(node, Hop.SERVICES, draws.flip() ? Hop.PODS : List.of());
    for (String name : List.of("cart", "stock", "cart")) {
      view = view.with(see(draws.wildService(name), node));
    }
    assertThat(verdicts(view)).isNotEmpty();
    assertThat(view.withNode(draws.wildNode()).toString()).startsWith("NodeView[");
  }
}
