package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodSpec.Container;
import io.discovery.model.PodSpec.ContainerPort;
import io.discovery.model.PodStatus;
import io.discovery.model.Protocol;
import io.discovery.model.Syntax;
import java.util.List;
import java.util.function.UnaryOperator;

/** Pods, the part that discovery needs (SetDefaults_PodSpec; pkg/registry/core/pod). */
final class PodAdmission implements Rules<Pod> {
  private static final MetaRules META = new MetaRules(Syntax::dns1123Subdomain, true);
  private static final long GRACE_SECONDS = 30;
  private static final PodStatus PENDING =
      PodStatus.builder().phase(PodStatus.Phase.PENDING).build();

  @Override
  public Pod prepared(@Nullable Pod before, Pod object) {
    PodSpec spec = object.spec();
    boolean host = Boolean.TRUE.equals(spec.hostNetwork());
    UnaryOperator<Container> rule = container -> container(container, host);
    Long grace = spec.terminationGracePeriodSeconds();
    PodSpec.Builder with =
        spec.toBuilder()
            .hostname(Values.text(spec.hostname()))
            .subdomain(Values.text(spec.subdomain()))
            .nodeName(Values.text(spec.nodeName()))
            .hostNetwork(host ? true : null)
            .terminationGracePeriodSeconds(grace == null ? GRACE_SECONDS : grace < 0 ? 1 : grace)
            .restartPolicy(Values.isEmpty(spec.restartPolicy()) ? "Always" : spec.restartPolicy())
            .containers(Values.mapped(spec.containers(), rule))
            .initContainers(Values.mapped(spec.initContainers(), rule));
    return new Pod(object.metadata(), with.build(), before == null ? PENDING : before.status());
  }

  @SuppressWarnings("ReferenceEquality") // most ports are as they should be
  private static Container container(Container container, boolean host) {
    List<ContainerPort> ports = Values.mapped(container.ports(), port -> port(port, host));
    return ports == container.ports()
        ? container
        : new Container(
            container.name(),
            container.image(),
            ports,
            container.restartPolicy(),
            container.env(),
            container.readinessProbe());
  }

  /** In the network of the node, a port of a container is one of the node. */
  private static ContainerPort port(ContainerPort port, boolean host) {
    if (!host && port.hostPort() == null && port.hostIP() == null && !isUnset(port)) {
      return port;
    }
    Integer hostPort = Values.number(port.hostPort());
    return new ContainerPort(
        Values.text(port.name()),
        port.containerPort(),
        Values.isEmpty(port.protocol()) ? Protocol.TCP : port.protocol(),
        host && hostPort == null ? Values.number(port.containerPort()) : hostPort,
        Values.text(port.hostIP()));
  }

  private static boolean isUnset(ContainerPort port) {
    return "".equals(port.name()) || Values.isEmpty(port.protocol());
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
    ObjectMeta metadata = after.metadata();
    List<ObjectMeta.OwnerReference> owners = before.metadata().ownerReferences();
    if (metadata.terminating() || !metadata.ownerReferences().equals(owners)) {
      metadata = metadata.toBuilder().ownerReferences(owners).deletionTimestamp(null).build();
    }
    return new Pod(metadata, before.spec(), after.status());
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // what was found to be right before needs no second look
  public void checkStatus(Pod before, Pod after, Problems problems) {
    if (before.metadata() != after.metadata()) {
      META.check(before, after, problems);
    }
  }
}
