package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.EndpointSlice;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindingsTest {
  private final Shop shop = new Shop();
  private final Backend backend = Backend.echo(1);

  @BeforeEach
  void begin() {
    shop.place(1, Shop.HTTP, backend.address()).endpoints("1");
  }

  @AfterEach
  void close() throws IOException {
    shop.close();
    backend.close();
  }

  private static FrontendState find(ServiceProxy proxy, int port) {
    return proxy.frontends().stream()
        .filter(each -> each.frontend().port() == port)
        .findFirst()
        .orElseThrow();
  }

  private static int ask(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, 60_000);
      socket.setSoTimeout(60_000);
      return socket.getInputStream().read();
    }
  }

  private static List<Service.Port> tcp(int port, Integer nodePort) {
    return List.of(
        Service.Port.builder()
            .name("http")
            .protocol(Protocol.TCP)
            .port(port)
            .nodePort(nodePort)
            .build());
  }

  @Test
  void saysWhereEachFrontendIsReached() {
    try (ServiceProxy proxy = shop.proxy().start()) {
      assertThat(proxy.frontends())
          .extracting(Object::toString)
          .containsExactly(
              "FrontendState[port=shop/cart:dns, frontend=Frontend[address=%s, protocol=UDP,"
                      .formatted(shop.ip)
                  + " port=53], socket=/%s:53, problem=]".formatted(shop.ip),
              "FrontendState[port=shop/cart:http, frontend=Frontend[address=%s, protocol=TCP,"
                      .formatted(shop.ip)
                  + " port=80], socket=/%s:80, problem=]".formatted(shop.ip));
    }
  }

  @Test
  void anAddressOfNobodyIsMappedToAPortOfLoopback() throws IOException {
    shop.apply(Shop.service("cart", "10.96.0.12", spec -> spec));
    try (ServiceProxy proxy = shop.proxy().start()) {
      FrontendState http = find(proxy, 80);
      assertThat(http.problem())
          .contains("10.96.0.12 port 80: cannot be listened at", "127.0.0.0/8");
      assertThat(http.socket().getAddress().isLoopbackAddress()).isTrue();
      assertThat(ask(http.socket())).isEqualTo(1);
    }
  }

  @Test
  void thePortMapMayChooseThePort() throws IOException {
    int port = Waiting.freePort();
    shop.apply(Shop.service("cart", "10.96.0.12", spec -> spec));
    try (ServiceProxy proxy =
        shop.proxy().portMap(frontend -> frontend.port() == 80 ? port : -1).start()) {
      assertThat(find(proxy, 80).socket().getPort()).isEqualTo(port);
      assertThat(find(proxy, 53).socket()).isNull();
      assertThat(ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))).isEqualTo(1);
    }
  }

  @Test
  void aPortThatIsTakenIsTriedAgain() throws IOException {
    try (ServerSocket other = new ServerSocket(80, 1, InetAddress.getByName(shop.ip));
        ServiceProxy proxy = shop.proxy().start()) {
      assertThat(find(proxy, 80).socket()).isNull();
      assertThat(find(proxy, 80).problem()).contains("in use", "expected a free port");
      assertThat(find(proxy, 53).problem()).isEmpty();
      other.close();
      Waiting.until(() -> find(proxy, 80).problem().isEmpty());
      assertThat(shop.ask()).isEqualTo(1);
    }
  }

  @Test
  void aFrontendThatGoesIsNotTriedAgain() throws IOException {
    try (ServerSocket other = new ServerSocket(80, 1, InetAddress.getByName(shop.ip));
        ServiceProxy proxy = shop.proxy().start()) {
      shop.delete(shop.cart(spec -> spec));
      proxy.awaitDone();
      assertThat(proxy.frontends()).isEmpty();
      assertThat(other.isBound()).isTrue();
    }
  }

  @Test
  void nodePortsListenOnTheAddressesOfTheNode() throws IOException {
    int port = Waiting.freePort();
    shop.apply(shop.cart(spec -> spec.type(ServiceSpec.Type.NODE_PORT).ports(tcp(80, port))));
    try (ServiceProxy proxy = shop.proxy().start()) {
      assertThat(ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))).isEqualTo(1);
      assertThatThrownBy(() -> ask(new InetSocketAddress(shop.ip, port)))
          .isInstanceOf(ConnectException.class);
      assertThat(shop.ask()).isEqualTo(1);
    }
    try (ServiceProxy proxy = shop.proxy().nodeAddresses("127.0.0.9").start()) {
      assertThat(ask(new InetSocketAddress("127.0.0.9", port))).isEqualTo(1);
    }
  }

  @Test
  void anotherServicePortClosesTheOldOne() throws IOException {
    try (ServiceProxy proxy = shop.proxy().start()) {
      assertThat(shop.ask()).isEqualTo(1);
      shop.apply(shop.cart(spec -> spec.ports(tcp(81, null))));
      proxy.awaitDone();
      assertThatThrownBy(shop::ask).isInstanceOf(ConnectException.class);
      assertThat(ask(new InetSocketAddress(shop.ip, 81))).isEqualTo(1);
    }
  }

  @Test
  void whatIsNeitherTcpNorUdpIsSaid() {
    Service.Port sctp =
        Service.Port.builder().name("http").protocol(Protocol.SCTP).port(99).build();
    shop.apply(shop.cart(spec -> spec.ports(List.of(sctp))), sctpSlice());
    try (ServiceProxy proxy = shop.proxy().start()) {
      assertThat(find(proxy, 99).problem())
          .isEqualTo("SCTP: is not passed on (expected TCP or UDP)");
      assertThat(find(proxy, 99).socket()).isNull();
    }
  }

  private static EndpointSlice sctpSlice() {
    EndpointSlice slice = Shop.slice("cart", "1");
    return new EndpointSlice(
        slice.metadata(),
        slice.addressType(),
        slice.endpoints(),
        List.of(new EndpointSlice.Port("http", Protocol.SCTP, 99, null)));
  }

  @Test
  void aDiscoveryThatCannotBeFollowedIsRefused() {
    assertThatThrownBy(() -> ServiceProxy.builder(null)).isInstanceOf(NullPointerException.class);
    shop.close();
    assertThatThrownBy(() -> shop.proxy().start()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(() -> shop.proxy().threads(0)).hasMessageContaining("threads: 0");
    assertThatThrownBy(() -> shop.proxy().connections(1, 0)).hasMessageContaining("perPort: 0");
    assertThatThrownBy(() -> shop.proxy().healthPort(70_000)).hasMessageContaining("70000");
    assertThatThrownBy(() -> shop.proxy().nodeAddresses("here"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
