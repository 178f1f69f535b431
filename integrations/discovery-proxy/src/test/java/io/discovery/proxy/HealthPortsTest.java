package io.discovery.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthPortsTest {
  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private static String ask(int port, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 60_000);
      socket.setSoTimeout(60_000);
      String text = request + "\r\nHost: node\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private void balanced(int port, ServiceSpec.TrafficPolicy policy) {
    Service.Port http =
        Service.Port.builder().name("http").protocol(Protocol.TCP).port(80).nodePort(30080).build();
    shop.apply(
        shop.cart(
            spec ->
                spec.type(ServiceSpec.Type.LOAD_BALANCER)
                    .externalTrafficPolicy(policy)
                    .ports(List.of(http))
                    .healthCheckNodePort(port)));
  }

  @Test
  void aHealthCheckNodePortCountsTheEndpointsOfTheNode() throws IOException {
    int port = Waiting.freePort();
    balanced(port, ServiceSpec.TrafficPolicy.LOCAL);
    shop.endpoints("1", "2", "3-");
    try (ServiceProxy proxy = shop.proxy().start()) {
      String healthy = ask(port, "GET /anything HTTP/1.1");
      assertThat(healthy)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("X-Load-Balancing-Endpoint-Weight: 2\r\n", "\"localEndpoints\": 2");
      shop.endpoints("3-");
      Waiting.until(() -> answers(port, "HTTP/1.1 503 Service Unavailable\r\n"));
      String head = ask(port, "HEAD / HTTP/1.1");
      assertThat(head).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\n");
      balanced(0, ServiceSpec.TrafficPolicy.CLUSTER);
      proxy.awaitDone();
      assertThatThrownBy(() -> ask(port, "GET / HTTP/1.1")).isInstanceOf(ConnectException.class);
    }
  }

  private static boolean answers(int port, String start) {
    try {
      return ask(port, "GET / HTTP/1.1").startsWith(start);
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void theProxyItselfSaysHowItIs() throws IOException {
    int port = Waiting.freePort();
    try (ServiceProxy proxy = shop.proxy().healthPort(port).start()) {
      assertThat(ask(port, "GET /healthz?verbose HTTP/1.1"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("\"nodeEligible\":true", "\"healthy\":true");
      assertThat(ask(port, "POST /livez HTTP/1.1\r\nContent-Length: 0"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .doesNotContain("nodeEligible");
      assertThat(ask(port, "GET /other HTTP/1.1")).startsWith("HTTP/1.1 404 Not Found\r\n");
    }
  }

  @Test
  void whatIsNoHttpIsCutOff() throws IOException {
    int port = Waiting.freePort();
    try (ServiceProxy proxy = shop.proxy().healthPort(port).start()) {
      assertThat(ask(port, "x".repeat(9_000))).isEmpty();
      assertThat(ask(port, "GET /" + "a".repeat(7_000) + " HTTP/1.1")).isEmpty();
      assertThat(ask(port, "GET /healthz HTTP/1.1")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void aHealthPortThatIsTakenFailsTheStart() throws IOException {
    int port = Waiting.freePort();
    try (ServiceProxy proxy = shop.proxy().healthPort(port).start()) {
      assertThatThrownBy(() -> shop.proxy().healthPort(port).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1 port " + port + ": cannot be listened at");
    }
  }
}
