package io.discovery.core.balancer;

import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.NoEndpointException.Reason;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.ArrayList;
import java.util.List;

/** Why there is no endpoint to give, as kube-proxy decides it. */
record Verdict(Reason reason, String message) {
  /** Judges a set without usable endpoints. */
  static Verdict of(EndpointSet endpoints) {
    if (endpoints.known().isEmpty()) {
      return new Verdict(Reason.NO_ENDPOINT, endpoints.name() + ": no endpoint");
    }
    boolean elsewhere = endpoints.known().stream().anyMatch(Verdict::takesTraffic);
    return new Verdict(
        elsewhere ? Reason.NONE_HERE : Reason.NONE_READY,
        endpoints.name()
            + (elsewhere ? ": no endpoint here (" : ": no ready endpoint (")
            + counts(endpoints)
            + ")");
  }

  private static boolean takesTraffic(Known known) {
    return known.ready() || (known.serving() && known.terminating());
  }

  private static String counts(EndpointSet endpoints) {
    List<String> counts = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      int count = endpoints.count(rule);
      if (count > 0) {
        counts.add(count + " " + rule);
      }
    }
    return endpoints.known().size() + " known: " + String.join(", ", counts);
  }

  /** Returns a picker that throws at each pick. */
  Picker picker() {
    return (PickRequest request) -> {
      throw new NoEndpointException(reason, message);
    };
  }
}
