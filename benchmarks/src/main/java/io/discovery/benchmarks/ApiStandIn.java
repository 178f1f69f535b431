package io.discovery.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * As much of an API server as CoreDNS needs to learn of a catalogue: lists, and watches that never
 * say anything. A whole one would take its share of the cores.
 */
final class ApiStandIn implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Catalogue catalogue;

  private ApiStandIn(HttpServer server, Catalogue catalogue) {
    this.server = server;
    this.catalogue = catalogue;
  }

  static ApiStandIn start(Catalogue catalogue) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ApiStandIn api = new ApiStandIn(HttpServer.create(any, 0), catalogue);
    api.server.setExecutor(api.threads);
    api.server.createContext("/", api::handle);
    api.server.start();
    return api;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    if (query.contains("watch=true")) {
      body.flush();
      return;
    }
    String resource = path.substring(path.lastIndexOf('/') + 1);
    String type =
        switch (resource) {
          case "services" -> "ServiceList\",\"apiVersion\":\"v1";
          case "namespaces" -> "NamespaceList\",\"apiVersion\":\"v1";
          default -> "EndpointSliceList\",\"apiVersion\":\"discovery.k8s.io/v1";
        };
    String list = "{\"kind\":\"%s\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}";
    body.write(list.formatted(type, catalogue.json(resource)).getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
