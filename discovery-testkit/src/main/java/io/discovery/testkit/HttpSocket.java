package io.discovery.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** A listening socket, behind which one listener answers over HTTP. */
final class HttpSocket implements PodSocket {
  private static final int BACKLOG = 1024;
  private static final int MAX_BODY = 1 << 20;
  private static final int TOO_LARGE = 413;
  private static final int FAILED = 500;

  static {
    // Without it each answer on a kept connection waits for the delayed acknowledgement, 40 ms.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    // In seconds; so that no kept connection ends just when its client uses it again.
    setUnlessSet("sun.net.httpserver.idleInterval", "300");
    setUnlessSet("sun.net.httpserver.maxIdleConnections", "10000");
  }

  private final HttpServer server;
  private final Listener listener;

  private HttpSocket(HttpServer server, Listener listener) {
    this.server = server;
    this.listener = listener;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Opens a socket on a port that the system chooses. */
  static HttpSocket open(Listener listener, Executor executor) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
    HttpSocket socket = new HttpSocket(server, listener);
    server.setExecutor(executor);
    server.createContext("/", socket::handle);
    server.start();
    return socket;
  }

  @Override
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        send(exchange, new PodServer.Response(TOO_LARGE, "body: more than 1 MiB"));
        return;
      }
      send(exchange, answer(exchange, new String(body, StandardCharsets.UTF_8)));
    }
  }

  private PodServer.Response answer(HttpExchange exchange, String body) throws IOException {
    try {
      return listener.answer(
          new PodServer.Request(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), body));
    } catch (RuntimeException e) {
      return new PodServer.Response(FAILED, e.toString());
    }
  }

  private void send(HttpExchange exchange, PodServer.Response response) throws IOException {
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("X-Pod", listener.name());
    if (listener.draining()) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    boolean empty =
        body.length == 0
            || exchange.getRequestMethod().equals("HEAD")
            || response.status() == 204
            || response.status() == 304;
    exchange.sendResponseHeaders(response.status(), empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }
}
