package io.discovery.testkit.api;

import java.util.List;
import java.util.Objects;

/**
 * What an API server answers.
 *
 * @param code HTTP status code
 * @param body an object, a list or a {@code Status}, as JSON
 * @param warnings texts of the Warning headers
 */
public record ApiResponse(int code, String body, List<String> warnings) {
  /** Checks for null and copies. */
  public ApiResponse {
    Objects.requireNonNull(body, "body");
    warnings = List.copyOf(warnings);
  }

  /** Returns whether the request was fulfilled. */
  public boolean ok() {
    return code < 300;
  }
}
