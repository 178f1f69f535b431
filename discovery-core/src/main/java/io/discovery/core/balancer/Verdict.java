package io.discovery.core.balancer;

import io.discovery.balancer.NoEndpointException;
import io.discovery.balancer.NoEndpointException.Reason;
import io.discovery.balancer.PickRequest;
import io.discovery.balancer.Picker;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.EndpointSet.Known;
import io.discovery.snapshot.EndpointSet.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Why there is no endpoint to give, as kube-proxy decides it. */
record Verdict(Reason reason, String message) {
  private static final int LONGEST_SELECTOR = 200;

  /** Judges a set without usable endpoints. */
  static Verdict of(Service service, EndpointSet endpoints) {
    if (endpoints.known().isEmpty()) {
      String origin = origin(service, endpoints.name().port());
      return new Verdict(Reason.NO_ENDPOINT, endpoints.name() + ": no endpoint (" + origin + ")");
    }
    boolean elsewhere = false;
    for (Known known : endpoints.known()) {
      elsewhere |= known.ready() || (known.serving() && known.terminating());
    }
    return new Verdict(
        elsewhere ? Reason.NONE_HERE : Reason.NONE_READY,
        endpoints.name()
            + (elsewhere ? ": no endpoint here (" : ": no ready endpoint (")
            + counts(endpoints)
            + ")");
  }

  /** Says where endpoints are to come from: what a typing error is looked for in. */
  private static String origin(Service service, String port) {
    if (service.spec().selector().isEmpty()) {
      return "no selector, and no EndpointSlice has one";
    }
    String selector = Selector.ofLabels(service.spec().selector()).toString();
    String shown =
        selector.length() <= LONGEST_SELECTOR
            ? selector
            : selector.substring(0, LONGEST_SELECTOR) + "…";
    return "selector " + shown + target(service, port);
  }

  private static String target(Service service, String port) {
    for (Service.Port each : service.spec().ports()) {
      if (port.equals(Objects.requireNonNullElse(each.name(), ""))) {
        return each.targetPort() == null ? "" : ", target port " + each.targetPort();
      }
    }
    return "";
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
