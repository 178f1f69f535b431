package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A real API server on loopback, made for the occasion: whatever certificate it has will do. */
final class Server {
  static final JsonMapper JSON = new JsonMapper();
  private static final Pattern WARNING = Pattern.compile("299 \\S+ \"((?:[^\"\\\\]|\\\\.)*)\"");

  private final String url;
  private final String token;
  private final HttpClient client;

  Server(String url, String token) throws GeneralSecurityException {
    this.url = url;
    this.token = token;
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new AnyCertificate()}, new SecureRandom());
    this.client =
        HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
  }

  /** An answer: its code, its body and the texts of its warnings. */
  record Reply(int code, JsonNode body, List<String> warnings) {
    boolean succeeded() {
      return code < 300;
    }
  }

  /** Sends a request; an empty body is none. */
  Reply send(String method, String path, String type, String body) {
    HttpRequest.BodyPublisher content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("Content-Type", type)
            .method(method, content)
            .build();
    try {
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(reply.statusCode(), JSON.readTree(reply.body()), warnings(reply));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + path + ": interrupted", e);
    }
  }

  /** Sends a request with a JSON body. */
  Reply send(String method, String path, JsonNode body) {
    return send(
        method,
        path,
        "application/json",
        body.isValueNode() || body.isMissingNode() ? body.asText() : "" + body);
  }

  /** Sends a request without a body. */
  Reply send(String method, String path) {
    return send(method, path, "application/json", "");
  }

  private static List<String> warnings(HttpResponse<String> reply) {
    List<String> texts = new ArrayList<>();
    for (String header : reply.headers().allValues("Warning")) {
      Matcher warning = WARNING.matcher(header);
      while (warning.find()) {
        texts.add(warning.group(1).replaceAll("\\\\(.)", "$1"));
      }
    }
    return texts;
  }

  /** Trusts any certificate and any host name. */
  private static final class AnyCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
