package io.discovery.core.view;

import static io.discovery.core.view.Looks.again;
import static io.discovery.core.view.Looks.first;
import static io.discovery.core.view.Looks.found;
import static io.discovery.core.view.Looks.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.discovery.Location;
import io.discovery.Refusal;
import io.discovery.core.Cart;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IpFamily;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectReference;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceViewTest {
  private static final Service CART = Cart.service("cart", "http:80");

  private static List<String> usable(ServiceView view) {
    return first(view).usable().stream().map(endpoint -> endpoint.address().toString()).toList();
  }

  private static EndpointSlice.Endpoint at(String address) {
    return EndpointSlice.Endpoint.builder().addresses(List.of(address)).build();
  }

  private static EndpointSlice ofType(AddressType type, EndpointSlice slice) {
    return slice.withAddressType(type);
  }

  @Test
  void joinsSlicesInOrderOfAddress() {
    ServiceView view =
        look(
            CART,
            Cart.slice("cart", "cart-1", Cart.ready("10.0.0.9"), Cart.ready("10.0.0.2")),
            Cart.slice("cart", "cart-2", Cart.ready("10.0.0.5")));
    assertThat(usable(view)).containsExactly("10.0.0.2", "10.0.0.5", "10.0.0.9");
    assertThat(view.refusals()).isEmpty();
  }

  @Test
  void knowsAllPortsOfSlicesInAFamily() {
    EndpointSlice http = Cart.slice("cart", "cart-1", Cart.ready("10.0.0.9"));
    EndpointSlice.Port udp = new EndpointSlice.Port("dns", Protocol.UDP, 53, null);
    EndpointSlice dns =
        new EndpointSlice(
            Cart.slice("cart", "cart-2").metadata(),
            AddressType.IPV4,
            List.of(Cart.ready("10.0.0.5"), Cart.ready("10.0.0.5")),
            List.of(udp));
    EndpointSlice six =
        ofType(AddressType.IPV6, Cart.slice("cart", "cart-3", Cart.ready("fd00::1")));
    ServiceView view = look(CART, http, dns, six);
    assertThat(view.known(AddressType.IPV4, Location.ANYWHERE))
        .extracting(each -> each.endpoint().port(), each -> each.endpoint().protocol())
        .containsExactly(tuple(8080, Protocol.TCP), tuple(53, Protocol.UDP));
    assertThat(view.known(AddressType.IPV6, Location.ANYWHERE)).hasSize(1);
    assertThat(view.known(AddressType.FQDN, Location.ANYWHERE)).isEmpty();
  }

  @Test
  void anEndpointSaysAllThatTheSliceSays() {
    EndpointSlice.Endpoint said =
        Cart.ready("10.0.0.2").toBuilder().nodeName("n1").zone("a").hostname("cart-0").build();
    Endpoint endpoint = first(look(CART, Cart.slice("cart", "cart-1", said))).usable().get(0);
    assertThat(endpoint.port()).isEqualTo(8080);
    assertThat(endpoint.portName()).isEqualTo("http");
    assertThat(endpoint.protocol()).isEqualTo(Protocol.TCP);
    assertThat(endpoint.pod()).isEqualTo("pod-10.0.0.2");
    assertThat(endpoint.podUid()).isEqualTo("uid-10.0.0.2");
    assertThat(endpoint.node()).isEqualTo("n1");
    assertThat(endpoint.zone()).isEqualTo("a");
    assertThat(endpoint.hostname()).isEqualTo("cart-0");
  }

  @Test
  void whatIsNoPodIsNotTakenForOne() {
    EndpointSlice.Endpoint vm =
        at("10.0.0.2").toBuilder()
            .targetRef(new ObjectReference("VM", "shop", "vm", "u", null, null, null))
            .build();
    Endpoint endpoint = first(look(CART, Cart.slice("cart", "cart-1", vm))).usable().get(0);
    assertThat(endpoint.pod()).isNull();
    assertThat(endpoint.podUid()).isNull();
  }

  @Test
  void conditionsThatAreNotSetMeanReady() {
    EndpointSet set = first(look(CART, Cart.slice("cart", "cart-1", at("10.0.0.2"))));
    EndpointSet.Known known = set.known().get(0);
    assertThat(known.ready()).isTrue();
    assertThat(known.serving()).isTrue();
    assertThat(known.terminating()).isFalse();
  }

  @Test
  void knownSaysTheConditions() {
    EndpointSet.Known known =
        first(
                look(
                    CART,
                    Cart.slice("cart", "cart-1", Cart.endpoint("10.0.0.2", false, false, true))))
            .known()
            .get(0);
    assertThat(known.ready()).isFalse();
    assertThat(known.serving()).isFalse();
    assertThat(known.terminating()).isTrue();
    assertThat(known.rule()).isEqualTo(Rule.TERMINATING);
  }

  @Test
  void portsMatchByNameAndProtocol() {
    Service.Port dns = Service.Port.builder().name("dns").protocol(Protocol.UDP).port(53).build();
    Service.Port unnamed = Service.Port.builder().port(80).build();
    Service service = CART.withSpec(CART.spec().toBuilder().ports(List.of(dns, unnamed)).build());
    EndpointSlice slice =
        Cart.slice("cart", "cart-1", at("10.0.0.2"))
            .withPorts(
                List.of(
                    new EndpointSlice.Port("dns", Protocol.TCP, 1, null),
                    new EndpointSlice.Port("dns", Protocol.UDP, 5353, null),
                    new EndpointSlice.Port(null, null, 8080, null)));
    List<EndpointSet> ports = found(look(service, slice)).ports();
    assertThat(ports.get(0).usable()).extracting(Endpoint::port).containsExactly(5353);
    assertThat(ports.get(0).name()).hasToString("shop/cart:dns");
    assertThat(ports.get(1).usable()).extracting(Endpoint::port).containsExactly(8080);
    assertThat(ports.get(1).name()).hasToString("shop/cart");
  }

  @Test
  void aSlicePortWithoutNumberIsPassedOver() {
    EndpointSlice slice =
        Cart.slice("cart", "cart-1", at("10.0.0.2"))
            .withPorts(List.of(new EndpointSlice.Port("http", null, null, null)));
    assertThat(first(look(CART, slice)).known()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "65536", "-1"})
  void aSlicePortOutOfRangeIsRefused(int number) {
    EndpointSlice slice =
        Cart.slice("cart", "cart-1", at("10.0.0.2"))
            .withPorts(List.of(new EndpointSlice.Port("http", null, number, null)));
    ServiceView view = look(CART, slice);
    assertThat(usable(view)).isEmpty();
    assertThat(view.refusals())
        .extracting(Refusal::toString)
        .containsExactly(
            "cluster: EndpointSlice shop/cart-1: ports[0].port: Invalid value: "
                + number
                + ": must be between 1 and 65535, inclusive");
  }

  @ParameterizedTest
  @CsvSource({"1", "65535"})
  void aSlicePortAtTheEndOfTheRangeIsUsed(int number) {
    EndpointSlice slice =
        Cart.slice("cart", "cart-1", at("10.0.0.2"))
            .withPorts(List.of(new EndpointSlice.Port("http", null, number, null)));
    assertThat(usable(look(CART, slice))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          127.0.0.1;      may not be in the loopback range (127.0.0.0/8, ::1/128)
          0.0.0.0;        may not be unspecified (0.0.0.0)
          169.254.169.254; may not be in the link-local range (169.254.0.0/16, fe80::/10)
          224.0.0.5;      may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
          2001:db8::1;    must be an IPv4 address
          """)
  void aRefusedAddressLeavesTheOthersUsable(String address, String reason) {
    ServiceView view =
        look(CART, Cart.slice("cart", "cart-1", at(address), Cart.ready("10.0.0.2")));
    assertThat(usable(view)).containsExactly("10.0.0.2");
    assertThat(view.refusals())
        .extracting(Refusal::reason)
        .containsExactly(
            "endpoints[0].addresses[0]: Invalid value: \"" + address + "\": " + reason);
  }

  @Test
  void anAddressThatIsNoneIsRefusedAndShownSafely() {
    ServiceView view =
        look(CART, Cart.slice("cart", "cart-1", at("evil\nname"), at("x".repeat(100))));
    assertThat(usable(view)).isEmpty();
    assertThat(view.refusals()).hasSize(2);
    assertThat(view.refusals().get(0).reason()).contains("\"evil?name\"");
    assertThat(view.refusals().get(1).reason()).contains("\"" + "x".repeat(60) + "…\"");
  }

  @Test
  void anEndpointWithoutAddressIsRefused() {
    EndpointSlice.Endpoint none = EndpointSlice.Endpoint.builder().build();
    assertThat(look(CART, Cart.slice("cart", "cart-1", none)).refusals())
        .extracting(Refusal::reason)
        .containsExactly("endpoints[0].addresses: Required value: must contain at least 1 address");
  }

  @Test
  void refusalsOfASliceAreBounded() {
    EndpointSlice.Endpoint[] many = new EndpointSlice.Endpoint[1_000];
    Arrays.fill(many, at("127.0.0.1"));
    List<Refusal> refusals = look(CART, Cart.slice("cart", "cart-1", many)).refusals();
    assertThat(refusals).hasSize(21);
    assertThat(refusals.get(20).reason()).isEqualTo("and more");
  }

  @Test
  void loopbackIsUsedWhereItIsMeant() {
    ServiceObjects objects =
        new ServiceObjects(
            "fixed", CART, List.of(Cart.slice("cart", "cart-1", at("127.0.0.1"))), List.of());
    assertThat(usable(ServiceView.of(objects, Location.ANYWHERE, true, null)))
        .containsExactly("127.0.0.1");
  }

  @Test
  void theFirstFamilyGoesFirst() {
    Service dual =
        CART.withSpec(
            CART.spec().toBuilder()
                .clusterIP("fd00::1")
                .ipFamilies(List.of(IpFamily.IPV6, IpFamily.IPV4))
                .build());
    EndpointSlice v4 = Cart.slice("cart", "cart-4", Cart.ready("10.0.0.2"));
    EndpointSlice v6 =
        ofType(AddressType.IPV6, Cart.slice("cart", "cart-6", Cart.ready("2001:db8::2")));
    assertThat(usable(look(dual, v4, v6))).containsExactly("2001:db8::2");
    assertThat(usable(look(dual, v4))).containsExactly("10.0.0.2");
    EndpointSlice down =
        ofType(
            AddressType.IPV6,
            Cart.slice("cart", "cart-6", Cart.endpoint("2001:db8::2", false, false, false)));
    assertThat(usable(look(dual, v4, down))).containsExactly("10.0.0.2");
    EndpointSet both =
        first(
            look(
                dual,
                Cart.slice("cart", "cart-4", Cart.endpoint("10.0.0.2", false, false, false)),
                down));
    assertThat(both.known()).as("what is known of the first family").hasSize(1);
    assertThat(both.known().get(0).endpoint().address()).hasToString("2001:db8::2");
  }

  @Test
  void aFamilyThatTheServiceHasNotIsPassedOver() {
    Service v4 =
        CART.withSpec(
            CART.spec().toBuilder()
                .clusterIP("10.96.0.1")
                .ipFamilies(List.of(IpFamily.IPV4))
                .build());
    EndpointSlice v6 =
        ofType(AddressType.IPV6, Cart.slice("cart", "cart-6", Cart.ready("2001:db8::2")));
    assertThat(usable(look(v4, v6))).isEmpty();
    Service headless = v4.withSpec(v4.spec().toBuilder().clusterIP(ServiceSpec.HEADLESS).build());
    assertThat(usable(look(headless, v6))).containsExactly("2001:db8::2");
  }

  @Test
  void namesAreNeverResolved() {
    EndpointSlice fqdn = ofType(AddressType.FQDN, Cart.slice("cart", "cart-1", at("example.com")));
    ServiceView view = look(CART, fqdn);
    assertThat(first(view).known()).isEmpty();
    assertThat(view.refusals())
        .extracting(Refusal::reason)
        .containsExactly("addressType: FQDN is not used");
  }

  @Test
  void headlessSlicesAreForHeadlessServices() {
    EndpointSlice slice = Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2"));
    ObjectMeta metadata =
        slice.metadata().toBuilder().labels(Map.of("service.kubernetes.io/headless", "")).build();
    EndpointSlice labelled = slice.withMetadata(metadata);
    Service proxied = CART.withSpec(CART.spec().toBuilder().clusterIP("10.96.0.1").build());
    Service headless =
        CART.withSpec(CART.spec().toBuilder().clusterIP(ServiceSpec.HEADLESS).build());
    assertThat(usable(look(proxied, labelled))).isEmpty();
    assertThat(usable(look(headless, labelled))).hasSize(1);
  }

  @Test
  void duplicatesAcrossSlicesAreOneEndpoint() {
    ServiceView view =
        look(
            CART,
            Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2")),
            Cart.slice("cart", "cart-2", Cart.ready("10.0.0.2"), Cart.ready("10.0.0.3")));
    assertThat(usable(view)).containsExactly("10.0.0.2", "10.0.0.3");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a terminating one never replaces;          1:RS; 1:ST; true
          a later one replaces a terminating one;    1:ST; 1:RS; true
          of two terminating ones the first stays;   1:ST; 1:T;  true
          the ready one of two slices;               1:S;  1:RS; true
          the ready one of two slices, it was first; 1:RS; 1:S;  true
          """)
  void whichDuplicateStays(String unused, String first, String second, boolean usable) {
    ServiceView view =
        look(
            CART,
            Cart.slice("cart", "cart-1", Notation.endpoints(first)),
            Cart.slice("cart", "cart-2", Notation.endpoints(second)));
    assertThat(first(view).known()).hasSize(1);
    assertThat(usable(view)).hasSize(usable ? 1 : 0);
  }

  @Test
  void withinASliceTheLaterDuplicateStays() {
    EndpointSlice slice = Cart.slice("cart", "cart-1", Notation.endpoints("1:RS 1:S"));
    assertThat(usable(look(CART, slice))).isEmpty();
  }

  @Test
  void anotherPodOnTheSameAddressIsAnotherEndpoint() {
    EndpointSlice.Endpoint old = Cart.endpoint("10.0.0.2", false, false, true);
    EndpointSlice.Endpoint heir =
        Cart.ready("10.0.0.2").toBuilder()
            .targetRef(ObjectReference.pod("shop", "heir", "uid-heir"))
            .build();
    ServiceView view =
        look(CART, Cart.slice("cart", "cart-1", heir), Cart.slice("cart", "cart-2", old));
    assertThat(first(view).usable()).extracting(Endpoint::podUid).containsExactly("uid-heir");
  }

  @Test
  void aServiceWhoseNameIsNoneIsRefused() {
    Service bad = CART.withMetadata(ObjectMeta.of("shop", "Not_A_Name"));
    ServiceView view = look(bad);
    assertThat(view.snapshot()).isNull();
    assertThat(view.refusals()).hasSize(1);
    assertThat(view.refusals().get(0).toString())
        .startsWith(
            "cluster: Service shop/Not_A_Name: metadata: service name: \"shop/Not_A_Name\"");
  }

  @Test
  void aSecondPortOfTheSameNameIsRefused() {
    ServiceView view =
        look(
            Cart.service("cart", "http:80", "http:81"),
            Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2")));
    assertThat(found(view).ports()).hasSize(1);
    assertThat(view.refusals())
        .extracting(Refusal::reason)
        .containsExactly("spec.ports[1].name: Duplicate value: \"http\"");
  }

  @Test
  void theSameServiceOfAnotherSourceIsRefused() {
    ServiceObjects objects = new ServiceObjects("first", CART, List.of(), List.of("second"));
    assertThat(ServiceView.of(objects, Location.ANYWHERE, false, null).refusals())
        .extracting(Refusal::toString)
        .containsExactly("second: Service shop/cart: source first has this Service");
  }

  @Test
  void anExternalNameHasNoEndpoints() {
    Service external =
        CART.withSpec(CART.spec().toBuilder().type(ServiceSpec.Type.EXTERNAL_NAME).build());
    ServiceView view = look(external, Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2")));
    assertThat(first(view).known()).isEmpty();
  }

  @Test
  void whatDidNotChangeIsTheSameInstance() {
    EndpointSlice first = Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2"));
    EndpointSlice second =
        Cart.slice("cart", "cart-2", Cart.ready("10.0.0.3"), Cart.ready("10.0.0.5"));
    ServiceView before = look(CART, first, second);
    assertThat(again(before, CART, first, second).snapshot()).isSameAs(before.snapshot());

    EndpointSlice copy = second.withPorts(second.ports());
    assertThat(again(before, CART, first, copy).snapshot()).isSameAs(before.snapshot());

    Service labelled = CART.withSpec(CART.spec());
    ServiceView other = again(before, labelled, first, copy);
    assertThat(other.snapshot()).isNotSameAs(before.snapshot());
    assertThat(found(other).service()).isSameAs(labelled);
    assertThat(first(other)).isSameAs(first(before));
  }

  @Test
  void whatStaysInAChangedSetIsTheSameInstance() {
    EndpointSlice slice =
        Cart.slice(
            "cart",
            "cart-1",
            Cart.ready("10.0.0.2"),
            Cart.ready("10.0.0.3"),
            Cart.ready("10.0.0.7"));
    ServiceView before = look(CART, slice);
    EndpointSlice changed =
        Cart.slice(
            "cart",
            "cart-1",
            Cart.ready("10.0.0.7"),
            Cart.endpoint("10.0.0.3", false, true, false),
            Cart.ready("10.0.0.4"));
    EndpointSet was = first(before);
    EndpointSet now = first(again(before, CART, changed));
    assertThat(now).isNotSameAs(was);
    assertThat(now.known())
        .extracting(known -> known.endpoint().address() + " " + known.rule())
        .containsExactly("10.0.0.3 not ready", "10.0.0.4 ready", "10.0.0.7 ready");
    assertThat(now.known().get(0).endpoint()).isSameAs(was.known().get(1).endpoint());
    assertThat(now.known().get(2)).isSameAs(was.known().get(2));
  }

  @Test
  void aChangedZoneIsAChange() {
    EndpointSlice slice = Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2"));
    ServiceView before = look(CART, slice);
    EndpointSlice moved =
        Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2").toBuilder().zone("b").build());
    ServiceView now = again(before, CART, moved);
    assertThat(now.snapshot()).isNotSameAs(before.snapshot());
    assertThat(first(now).usable().get(0).zone()).isEqualTo("b");
  }

  @Test
  void aDeletedPodIsGone() {
    ServiceView before =
        look(CART, Cart.slice("cart", "cart-1", Cart.ready("10.0.0.2"), Cart.ready("10.0.0.3")));
    ServiceView now = again(before, CART, Cart.slice("cart", "cart-1", Cart.ready("10.0.0.3")));
    assertThat(usable(now)).containsExactly("10.0.0.3");
    assertThat(usable(again(now, CART))).isEmpty();
  }
}
