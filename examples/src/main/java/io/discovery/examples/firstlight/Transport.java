package io.discovery.examples.firstlight;

import io.discovery.snapshot.Endpoint;
import io.discovery.testkit.Network;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP to the addresses of a fake cluster: every attempt is a request on a socket; thread-safe. */
final class Transport implements AutoCloseable {
  private static final Duration TIME_OUT = Duration.ofSeconds(5);

  private final Network network;
  private final Attempts attempts;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(2, runnable -> daemon("first-light-http", runnable));
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIME_OUT)
          .executor(executor)
          .build();

  Transport(Network network, Attempts attempts) {
    this.network = network;
    this.attempts = attempts;
  }

  static Thread daemon(String name, Runnable runnable) {
    Thread thread = new Thread(runnable, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Makes one attempt and counts how it ended.
   *
   * @throws IOException if nobody listens, the connection breaks, or another answers than expected
   */
  Answer get(Endpoint endpoint) throws IOException, InterruptedException {
    int attempt = attempts.begin();
    HttpResponse<String> response;
    try {
      response = http.send(request(endpoint, attempt), BodyHandlers.ofString());
    } catch (ConnectException refused) {
      attempts.refused();
      String message = refused.getMessage();
      throw message != null ? refused : named(endpoint, refused);
    } catch (IOException | InterruptedException broken) {
      attempts.broken(attempt);
      throw broken;
    }
    attempts.answered();
    return check(endpoint, response);
  }

  /** The JDK's HTTP client does not say who refused. */
  private static ConnectException named(Endpoint endpoint, ConnectException cause) {
    ConnectException named = new ConnectException(endpoint + ": connection refused");
    named.initCause(cause);
    return named;
  }

  private HttpRequest request(Endpoint endpoint, int attempt) throws ConnectException {
    InetSocketAddress socket = network.locate(endpoint);
    String authority = socket.getAddress().getHostAddress() + ":" + socket.getPort();
    return HttpRequest.newBuilder(URI.create("http://" + authority + Served.path(attempt)))
        .timeout(TIME_OUT)
        .build();
  }

  private static Answer check(Endpoint endpoint, HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(endpoint + ": status " + response.statusCode() + " (expected: 200)");
    }
    Answer answer = Answer.parse(response.body());
    String pod = endpoint.pod();
    if (pod != null && !pod.equals(answer.server())) {
      throw new IOException(
          endpoint + ": answered by " + answer.server() + " (expected: " + pod + ")");
    }
    return answer;
  }

  /** Ends the threads; the client itself can be closed since Java 21 only. */
  @Override
  public void close() {
    if (http instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception unusable) {
        throw new IllegalStateException("http: not closed", unusable);
      }
    }
    executor.shutdownNow();
  }
}
