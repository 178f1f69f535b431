package io.discovery.testkit;

import java.io.IOException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod answers; called by any number of threads at a time in real time, by the loop's thread
 * in virtual time.
 */
@FunctionalInterface
public interface PodServer {
  /**
   * Answers a request.
   *
   * @throws IOException to break the connection without an answer
   */
  Response answer(Request request) throws IOException;

  /** Answers a datagram, with the same bytes by default; null is silence. */
  default byte @Nullable [] answer(byte[] datagram) {
    return datagram;
  }

  /** Returns a server that always answers the same. */
  static PodServer http(int status, String body) {
    Response response = new Response(status, body);
    return request -> response;
  }

  /** Returns a server that answers datagrams, and breaks the connections of requests. */
  static PodServer datagrams(UnaryOperator<byte[]> answers) {
    Objects.requireNonNull(answers, "answers");
    return new PodServer() {
      @Override
      public Response answer(Request request) throws IOException {
        throw new IOException("server: " + request.method() + " (expected: a datagram)");
      }

      @Override
      public byte @Nullable [] answer(byte[] datagram) {
        return answers.apply(datagram);
      }
    };
  }

  /**
   * A request.
   *
   * @param method HTTP method
   * @param path path and query, beginning with a slash
   * @param body text, at most 1 MiB
   */
  record Request(String method, String path, String body) {
    /** Checks for null. */
    public Request {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(body, "body");
    }

    /** Returns a request without a body. */
    public static Request get(String path) {
      return new Request("GET", path, "");
    }
  }

  /**
   * An answer.
   *
   * @param status HTTP status, 200..599
   * @param body text
   */
  record Response(int status, String body) {
    /** Checks for null and the range. */
    public Response {
      Objects.requireNonNull(body, "body");
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException("status: " + status + " (expected: 200..599)");
      }
    }
  }
}
