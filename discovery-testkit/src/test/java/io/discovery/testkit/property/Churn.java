package io.discovery.testkit.property;

import io.discovery.core.ControlPlane;
import io.discovery.model.Condition;
import io.discovery.model.IntOrString;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.List;
import java.util.Map;

/** Services, Pods and Nodes that come, change and go. */
final class Churn {
  private static final List<String> APPS = List.of("cart", "till");
  private static final int PODS = 12;

  private final Anything any;
  private final ControlPlane plane;
  private int touches;

  Churn(Anything any, ControlPlane plane) {
    this.any = any;
    this.plane = plane;
  }

  void step() {
    switch (any.chance.nextInt(8)) {
      case 0 -> service();
      case 1 -> node();
      default -> pod();
    }
  }

  /** Changes each Service in a way that leaves everything else as it is. */
  void touch() {
    touches++;
    for (Service service : plane.list(Service.class)) {
      ServiceSpec spec =
          service.spec().toBuilder().externalIPs(List.of("10.4.0." + touches % 200)).build();
      plane.update(service.withSpec(spec));
    }
  }

  private void service() {
    NamespacedName name = new NamespacedName("shop", any.one(List.of("a", "b")));
    Service stored = plane.get(Service.class, name);
    ServiceSpec.Builder spec =
        stored == null
            ? ServiceSpec.builder().clusterIP(any.oneIn(3) ? "None" : null)
            : stored.spec().toBuilder();
    Service.Port port =
        Service.Port.builder()
            .name("http")
            .port(80)
            .targetPort(any.oneIn(2) ? IntOrString.of("http") : IntOrString.of(8_080))
            .build();
    spec.ports(any.oneIn(2) ? List.of(port) : List.of(port, Service.Port.of("more", 81)));
    spec.selector(Map.of("app", any.one(APPS)));
    spec.publishNotReadyAddresses(any.oneIn(4));
    if (stored == null) {
      plane.create(new Service(ObjectMeta.of("shop", name.name()), spec.build(), null));
    } else if (any.oneIn(4)) {
      plane.delete(ResourceKind.SERVICE, name);
    } else {
      plane.update(stored.withSpec(spec.build()));
    }
  }

  private void node() {
    NamespacedName name = new NamespacedName("", any.one(List.of("node-1", "node-2")));
    Node stored = plane.get(Node.class, name);
    Map<String, String> zone = Map.of(Node.ZONE_LABEL, any.one(List.of("a", "b")));
    if (stored == null) {
      plane.create(
          new Node(ObjectMeta.builder().name(name.name()).labels(zone).build(), null, null));
    } else if (any.oneIn(4)) {
      plane.delete(ResourceKind.NODE, name);
    } else {
      plane.update(stored.withMetadata(stored.metadata().toBuilder().labels(zone).build()));
    }
  }

  private void pod() {
    int number = 1 + any.chance.nextInt(PODS);
    NamespacedName name = new NamespacedName("shop", "pod-" + number);
    Pod pod = plane.get(Pod.class, name);
    if (pod == null) {
      pod = plane.create(newPod(name.name()));
    } else if (any.oneIn(5)) {
      boolean now = pod.metadata().terminating() || any.oneIn(2);
      plane.delete(ResourceKind.POD, name, now ? 0 : 30);
      return;
    }
    Map<String, String> labels = Map.of("app", any.one(APPS));
    pod = plane.update(pod.withMetadata(pod.metadata().toBuilder().labels(labels).build()));
    plane.updateStatus(pod.withStatus(status(number)));
  }

  private Pod newPod(String name) {
    PodSpec.ContainerPort port =
        PodSpec.ContainerPort.of(any.one(List.of("http", "other")), any.oneIn(2) ? 8_080 : 9_090);
    PodSpec spec =
        PodSpec.builder()
            .containers(
                List.of(new PodSpec.Container("web", "web:1", List.of(port), null, List.of())))
            .nodeName(any.one(List.of("node-1", "node-2")))
            .build();
    return new Pod(ObjectMeta.of("shop", name), spec, PodStatus.NONE);
  }

  private PodStatus status(int number) {
    Condition.Status ready = any.oneIn(2) ? Condition.Status.TRUE : Condition.Status.FALSE;
    PodStatus.Builder status =
        PodStatus.builder()
            .phase(any.oneIn(8) ? PodStatus.Phase.SUCCEEDED : PodStatus.Phase.RUNNING)
            .conditions(List.of(Condition.of("Ready", ready)));
    if (!any.oneIn(6)) {
      String ip = "10.1.0." + number;
      List<PodStatus.PodIP> ips =
          List.of(new PodStatus.PodIP(ip), new PodStatus.PodIP("fd01::" + number));
      status.podIP(ip).podIPs(ips);
    }
    return status.build();
  }
}
