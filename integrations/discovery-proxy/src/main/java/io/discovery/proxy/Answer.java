package io.discovery.proxy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer over HTTP.
 *
 * @param code status code
 * @param headers headers, in order
 * @param body what follows them
 */
public record Answer(int code, Map<String, String> headers, String body) {
  /** Copies. */
  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  static Answer json(boolean healthy, String body) {
    return new Answer(healthy ? 200 : 503, headers("application/json"), body);
  }

  /** Returns the answer for a path that nobody knows. */
  static Answer notFound() {
    return new Answer(404, headers("text/plain; charset=utf-8"), "404 page not found\n");
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(code, more, body);
  }

  private static Map<String, String> headers(String type) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    headers.put("X-Content-Type-Options", "nosniff");
    return headers;
  }
}
