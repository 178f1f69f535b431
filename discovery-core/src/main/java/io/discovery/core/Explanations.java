package io.discovery.core;

import io.discovery.Explanation;
import io.discovery.Refusal;
import io.discovery.balancer.PickRequest;
import io.discovery.core.balancer.Affinity;
import io.discovery.core.balancer.PortPicker;
import io.discovery.core.snapshot.Published;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Says in words what is known of a Service port. */
final class Explanations {
  private Explanations() {}

  static Explanation explain(
      Handle handle, HandleContext context, PortPicker picker, PickRequest request) {
    EndpointSet set = picker.endpoints();
    List<Explanation.Row> rows = picker.explain(request);
    String problem = picker.problem();
    Published published = context.root().snapshot().published(handle.service());
    if (published != null && problem != null && !picker.hasEndpoint()) {
      ServiceName service = handle.service();
      String cause = context.client().cause(service.namespacedName(), set.name().port());
      problem = cause == null ? problem : because(problem, cause, set.known().isEmpty());
    }
    if (rows.isEmpty() && problem != null) {
      String why = problem + refused(handle, context);
      return new Explanation(why, rows, why);
    }
    StringBuilder subject = new StringBuilder(set.name().toString());
    if (published != null) {
      describe(published.snapshot().service(), set.name().port(), subject);
    }
    subject.append("   ").append(set.usableCount()).append(" of ").append(set.known().size());
    subject.append(" endpoints usable");
    return new Explanation(subject.toString(), rows, problem);
  }

  /** A Service that was refused is one that its author expects to be there. */
  private static String refused(Handle handle, HandleContext context) {
    Root root = context.root();
    if (root.closed() || root.snapshot().published(handle.service()) != null) {
      return "";
    }
    for (Refusal refusal : context.client().refused()) {
      if (refusal.kind().equals(ResourceKind.SERVICE)
          && refusal.name().equals(handle.service().namespacedName())) {
        return ", one was refused (" + refusal.source() + ": " + refusal.reason() + ")";
      }
    }
    return "";
  }

  /** A cause goes behind what was counted, and in the place of where to look. */
  private static String because(String problem, String cause, boolean nothingCounted) {
    int evidence = problem.indexOf(" (");
    if (evidence < 0 || nothingCounted) {
      return (evidence < 0 ? problem : problem.substring(0, evidence)) + " (" + cause + ")";
    }
    return problem.substring(0, problem.length() - 1) + "; " + cause + ")";
  }

  private static void describe(Service service, String port, StringBuilder to) {
    ServiceSpec spec = service.spec();
    if (spec.headless()) {
      to.append("   headless");
    } else if (spec.clusterIP() != null) {
      to.append("   ClusterIP ").append(spec.clusterIP());
      for (Service.Port each : spec.ports()) {
        if (port.equals(Objects.requireNonNullElse(each.name(), ""))) {
          to.append(":").append(each.port());
          break;
        }
      }
    }
    Duration affinity = Affinity.timeout(spec);
    if (affinity != null) {
      to.append("   affinity ClientIP ").append(words(affinity));
    }
  }

  private static String words(Duration time) {
    long seconds = time.toSeconds();
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
