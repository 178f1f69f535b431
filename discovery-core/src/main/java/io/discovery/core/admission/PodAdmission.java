package io.discovery.core.admission;

import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodSpec.Container;
import io.discovery.model.PodSpec.ContainerPort;
import io.discovery.model.PodStatus;
import io.discovery.model.Protocol;
import io.discovery.model.Syntax;
import org.jspecify.annotations.Nullable;

/** Pods, the part that discovery needs (SetDefaults_PodSpec; pkg/registry/core/pod). */
final class PodAdmission implements Rules<Pod> {
  private static final MetaRules META = new MetaRules(Syntax::dns1123Subdomain, true);
  private static final long GRACE_SECONDS = 30;

  @Override
  public Pod prepared(@Nullable Pod before, Pod object) {
    PodSpec spec = object.spec();
    Long grace = spec.terminationGracePeriodSeconds();
    PodSpec.Builder with =
        spec.toBuilder()
            .hostname(Values.text(spec.hostname()))
            .subdomain(Values.text(spec.subdomain()))
            .nodeName(Values.text(spec.nodeName()))
            .hostNetwork(Boolean.TRUE.equals(spec.hostNetwork()) ? true : null)
            .terminationGracePeriodSeconds(grace == null ? GRACE_SECONDS : grace < 0 ? 1 : grace)
            .restartPolicy(Values.isEmpty(spec.restartPolicy()) ? "Always" : spec.restartPolicy())
            .containers(spec.containers().stream().map(c -> container(c, spec)).toList())
            .initContainers(spec.initContainers().stream().map(c -> container(c, spec)).toList());
    PodStatus pending = PodStatus.builder().phase(PodStatus.Phase.PENDING).build();
    return object.withSpec(with.build()).withStatus(before == null ? pending : before.status());
  }

  private static Container container(Container container, PodSpec spec) {
    boolean host = Boolean.TRUE.equals(spec.hostNetwork());
    return new Container(
        container.name(),
        container.image(),
        container.ports().stream().map(port -> port(port, host)).toList(),
        container.restartPolicy(),
        container.env(),
        container.readinessProbe());
  }

  /** In the network of the node, a port of a container is one of the node. */
  private static ContainerPort port(ContainerPort port, boolean host) {
    Integer hostPort = Values.number(port.hostPort());
    return new ContainerPort(
        Values.text(port.name()),
        port.containerPort(),
        Values.isEmpty(port.protocol()) ? Protocol.TCP : port.protocol(),
        host && hostPort == null ? Values.number(port.containerPort()) : hostPort,
        Values.text(port.hostIP()));
  }

  @Override
  public void check(@Nullable Pod before, Pod object, Problems problems) {
    META.check(before, object, problems);
    PodRules rules = new PodRules(object.spec(), problems);
    rules.check();
    if (before != null) {
      rules.checkKept(before.spec());
    }
  }

  @Override
  public Pod preparedStatus(Pod before, Pod after) {
    ObjectMeta.Builder metadata = after.metadata().toBuilder();
    metadata.ownerReferences(before.metadata().ownerReferences()).deletionTimestamp(null);
    return after.withSpec(before.spec()).withMetadata(metadata.build());
  }

  @Override
  public void checkStatus(Pod before, Pod after, Problems problems) {
    META.check(before, after, problems);
  }
}
