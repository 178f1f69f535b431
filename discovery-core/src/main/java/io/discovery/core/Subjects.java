package io.discovery.core;

import io.discovery.Explanation;
import io.discovery.balancer.PickRequest;
import io.discovery.core.balancer.PortPicker;
import io.discovery.core.snapshot.Published;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.EndpointSet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Says in words what is known of a Service port. */
final class Subjects {
  private Subjects() {}

  static Explanation explain(
      Handle handle, HandleContext context, PortPicker picker, PickRequest request) {
    EndpointSet set = picker.endpoints();
    List<Explanation.Row> rows = picker.explain(request);
    String problem = picker.problem();
    if (rows.isEmpty() && problem != null) {
      String why = problem + refused(handle, context);
      return new Explanation(why, rows, why);
    }
    Published published = context.root().snapshot().published(handle.service());
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
    return context.refused().stream()
        .filter(refusal -> refusal.kind().equals(ResourceKind.SERVICE))
        .filter(refusal -> refusal.name().equals(handle.service().namespacedName()))
        .findFirst()
        .map(refusal -> ", one was refused (" + refusal.source() + ": " + refusal.reason() + ")")
        .orElse("");
  }

  private static void describe(Service service, String port, StringBuilder to) {
    ServiceSpec spec = service.spec();
    if (spec.clusterIP() != null) {
      to.append("   ");
      to.append(ServiceSpec.HEADLESS.equals(spec.clusterIP()) ? "headless" : "ClusterIP ");
      if (!ServiceSpec.HEADLESS.equals(spec.clusterIP())) {
        to.append(spec.clusterIP());
        spec.ports().stream()
            .filter(each -> port.equals(Objects.requireNonNullElse(each.name(), "")))
            .findFirst()
            .ifPresent(each -> to.append(":").append(each.port()));
      }
    }
    if (ServiceSpec.SessionAffinity.CLIENT_IP.equals(spec.sessionAffinity())) {
      to.append("   affinity ClientIP ").append(words(timeout(spec)));
    }
  }

  private static Duration timeout(ServiceSpec spec) {
    ServiceSpec.SessionAffinityConfig config = spec.sessionAffinityConfig();
    ServiceSpec.ClientIP clientIP = config == null ? null : config.clientIP();
    Integer seconds = clientIP == null ? null : clientIP.timeoutSeconds();
    return Duration.ofSeconds(seconds == null ? 10_800 : seconds);
  }

  private static String words(Duration time) {
    long seconds = time.toSeconds();
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
