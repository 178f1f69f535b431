package io.discovery.core;

import io.discovery.model.Condition;
import io.discovery.model.Endpoints;
import io.discovery.model.IntOrString;
import io.discovery.model.Namespace;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of a shop: a namespace, nodes, Pods and Services. */
public final class TestObjects {
  private TestObjects() {}

  /** Returns a namespace. */
  public static Namespace namespace(String name) {
    return new Namespace(ObjectMeta.of("", name), null, null);
  }

  /** Returns a Node in a zone. */
  public static Node node(String name, String zone) {
    ObjectMeta metadata =
        ObjectMeta.builder().name(name).labels(Map.of(Node.ZONE_LABEL, zone)).build();
    return new Node(metadata, Node.Spec.NONE, Node.Status.NONE);
  }

  /** Returns a ready Pod of {@code app=cart} on node-a that opens the port http 8080. */
  public static Pod pod(String name, String... ips) {
    return pod(name, Map.of("app", "cart"), ips);
  }

  /** Returns a ready Pod on node-a that opens the port http 8080. */
  public static Pod pod(String name, Map<String, String> labels, String... ips) {
    PodSpec spec =
        PodSpec.builder()
            .nodeName("node-a")
            .containers(List.of(container("main", PodSpec.ContainerPort.of("http", 8080))))
            .build();
    ObjectMeta metadata =
        ObjectMeta.builder().namespace("shop").name(name).uid("uid-" + name).labels(labels).build();
    return withReady(new Pod(metadata, spec, status(ips)), Condition.Status.TRUE);
  }

  private static PodStatus status(String... ips) {
    return PodStatus.builder()
        .phase(PodStatus.Phase.RUNNING)
        .podIP(ips.length == 0 ? null : ips[0])
        .podIPs(List.of(ips).stream().map(PodStatus.PodIP::new).toList())
        .build();
  }

  /** Returns a container with ports. */
  public static PodSpec.Container container(String name, PodSpec.ContainerPort... ports) {
    return new PodSpec.Container(name, name + ":1", List.of(ports), null, List.of());
  }

  /** Returns the Pod with another condition Ready. */
  public static Pod withReady(Pod pod, Condition.Status ready) {
    return pod.withStatus(
        pod.status().toBuilder().conditions(List.of(Condition.of("Ready", ready))).build());
  }

  /** Returns the Pod without what only a server may say. */
  public static Pod plain(Pod pod) {
    return pod.withMetadata(pod.metadata().toBuilder().uid(null).build())
        .withStatus(PodStatus.NONE);
  }

  /** Returns a Service of {@code app=cart} with the port http 80 to 8080. */
  public static Service service(String name) {
    return service(name, Map.of("app", "cart"), null);
  }

  /** Returns a Service with the port http 80 to 8080. */
  public static Service service(
      String name, Map<String, String> selector, @Nullable String clusterIp) {
    ServiceSpec spec =
        ServiceSpec.builder()
            .selector(selector)
            .clusterIP(clusterIp)
            .clusterIPs(clusterIp == null ? List.of() : List.of(clusterIp))
            .ports(List.of(Service.Port.of("http", 80, IntOrString.of(8080))))
            .build();
    return new Service(ObjectMeta.of("shop", name), spec, Service.Status.NONE);
  }

  /** Returns Endpoints that a user wrote, with the port http 8080. */
  public static Endpoints endpoints(String name, String... ips) {
    List<Endpoints.Address> addresses =
        List.of(ips).stream().map(ip -> new Endpoints.Address(ip, null, null, null)).toList();
    Endpoints.Subset subset =
        new Endpoints.Subset(
            addresses, List.of(), List.of(new Endpoints.Port("http", 8080, null, null)));
    return new Endpoints(ObjectMeta.of("shop", name), List.of(subset));
  }
}
