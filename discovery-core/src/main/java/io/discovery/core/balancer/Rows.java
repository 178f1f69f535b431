package io.discovery.core.balancer;

import io.discovery.Explanation.Row;
import io.discovery.balancer.Candidate;
import io.discovery.balancer.PickRequest;
import io.discovery.core.balancer.Quarantine.Aside;
import io.discovery.core.nullness.Nullable;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of an explanation; looking changes nothing. */
final class Rows {
  private final Detour detour;
  private final PickRequest request;
  private final List<Aside> aside;
  private final Set<Endpoint> excluded;
  private final @Nullable Endpoint held;
  private final long now;

  private Rows(Detour detour, PickRequest request) {
    this.detour = detour;
    this.request = request;
    aside = detour.aside();
    excluded = detour.excluded(request);
    LiveCandidate candidate = detour.held(request);
    held = candidate == null ? null : candidate.endpoint();
    now = detour.now();
  }

  /** Returns a row for each known endpoint; without a detour there is none to give. */
  static List<Row> of(EndpointSet endpoints, @Nullable Detour detour, PickRequest request) {
    Rows rows = detour == null ? null : new Rows(detour, request);
    List<Row> all = new ArrayList<>(endpoints.known().size());
    int place = 0;
    for (Known known : endpoints.known()) {
      List<String> details = new ArrayList<>();
      if (known.endpoint().zone() != null) {
        details.add("zone " + known.endpoint().zone());
      }
      if (rows != null && known.usable()) {
        rows.describe(rows.detour.all().get(place++), details);
      }
      all.add(new Row(known, String.join("  ", details)));
    }
    return all;
  }

  private void describe(Candidate candidate, List<String> details) {
    Endpoint endpoint = candidate.endpoint();
    Aside put = Quarantine.find(aside, endpoint);
    if (excluded.contains(endpoint)) {
      details.add(put == null || request.avoid().contains(endpoint) ? "avoided" : "put aside");
    } else if (endpoint.equals(held)) {
      details.add("affinity");
    } else if (detour.even() && !stays()) {
      details.add(share());
    }
    if (put != null) {
      long seconds = Math.max(1, Duration.ofNanos(put.until() - now).toSeconds());
      details.add("for another " + seconds + " s: " + put.cause());
    }
    if (candidate.inFlight() > 0) {
      details.add(candidate.inFlight() + " in flight");
    }
    if (candidate.consecutiveFailures() > 0) {
      details.add(candidate.consecutiveFailures() + " failed in a row");
    }
  }

  /** Whether the next pick goes to the endpoint that the client stays with. */
  private boolean stays() {
    return held != null && !excluded.contains(held);
  }

  private String share() {
    int left = 0;
    for (int i = 0; i < detour.all().size(); i++) {
      left += excluded.contains(detour.all().get(i).endpoint()) ? 0 : 1;
    }
    return left > 100 ? "< 1 %" : Math.round(100.0 / left) + " %";
  }
}
