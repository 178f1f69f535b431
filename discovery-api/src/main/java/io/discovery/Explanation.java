package io.discovery;

import io.discovery.snapshot.EndpointSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pick could return, and why not the rest; {@link #toString} is meant for people.
 *
 * @param subject the Service port and what is known of it, in one line
 * @param endpoints every known endpoint
 * @param problem why there is nothing to pick; null if there is
 */
public record Explanation(String subject, List<Row> endpoints, @Nullable String problem) {
  /** Checks for null and copies. */
  public Explanation {
    Objects.requireNonNull(subject, "subject");
    endpoints = List.copyOf(endpoints);
  }

  /** Returns the subject, a line an endpoint, and the problem unless it is the subject itself. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(subject);
    int width = 0;
    for (Row row : endpoints) {
      width = Math.max(width, row.known().endpoint().toString().length());
    }
    for (Row row : endpoints) {
      text.append("\n  ").append(row.text(width));
    }
    if (problem != null && !problem.equals(subject)) {
      text.append("\n  ").append(problem);
    }
    return text.toString();
  }

  /**
   * One endpoint.
   *
   * @param known the endpoint, its conditions and the rule that let it in or kept it out
   * @param detail figures and places, such as the zone
   */
  public record Row(EndpointSet.Known known, String detail) {
    /** Checks for null. */
    public Row {
      Objects.requireNonNull(known, "known");
      Objects.requireNonNull(detail, "detail");
    }

    private String text(int width) {
      String endpoint = known.endpoint().toString();
      String line = endpoint + " ".repeat(width - endpoint.length()) + "  " + known.rule();
      return detail.isEmpty() ? line : line + "  " + detail;
    }
  }
}
