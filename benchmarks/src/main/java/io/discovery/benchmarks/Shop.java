package io.discovery.benchmarks;

import io.discovery.model.AddressType;
import io.discovery.model.Condition;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.Node;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectReference;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects of a large namespace: Services of 15 Pods each on 100 nodes in 3 zones. */
final class Shop {
  static final String NAMESPACE = "shop";
  static final int PODS = 15;

  private static final int NODES = 100;
  private static final Condition READY = Condition.of("Ready", Condition.Status.TRUE);
  private static final Condition NOT_READY = Condition.of("Ready", Condition.Status.FALSE);

  private Shop() {}

  /** Returns the namespace, the nodes, and so many Services with their Pods. */
  static List<KubernetesObject> objects(int services) {
    List<KubernetesObject> objects = new ArrayList<>();
    objects.add(namespace());
    for (int i = 0; i < NODES; i++) {
      Map<String, String> labels = Map.of(Node.ZONE_LABEL, zone(i));
      ObjectMeta metadata = ObjectMeta.builder().name(node(i)).labels(labels).build();
      objects.add(new Node(metadata, Node.Spec.NONE, Node.Status.NONE));
    }
    for (int i = 0; i < services; i++) {
      objects.add(service(i));
      for (int j = 0; j < PODS; j++) {
        objects.add(pod(i, j));
      }
    }
    return objects;
  }

  static Namespace namespace() {
    return new Namespace(ObjectMeta.of("", NAMESPACE), null, null);
  }

  static Service service(int number) {
    ServiceSpec spec =
        ServiceSpec.builder()
            .selector(selector(number))
            .ports(List.of(Service.Port.of("http", 80, IntOrString.of("http"))))
            .build();
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace(NAMESPACE)
            .name("service-" + number)
            .labels(selector(number))
            .build();
    return new Service(metadata, spec, Service.Status.NONE);
  }

  /** Two labels: one that only the Service's own Pods have, and one that all Pods have. */
  static Map<String, String> selector(int service) {
    return Map.of("app", "app-" + service, "tier", "backend");
  }

  static Pod pod(int service, int number) {
    int all = service * PODS + number;
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace(NAMESPACE)
            .name("pod-" + service + "-" + number)
            .labels(
                Map.of(
                    "app",
                    "app-" + service,
                    "tier",
                    "backend",
                    "pod-template-hash",
                    "hash-" + service,
                    "track",
                    all % 10 == 0 ? "canary" : "stable"))
            .build();
    PodSpec.Container container =
        new PodSpec.Container(
            "main", "main:1", List.of(PodSpec.ContainerPort.of("http", 8080)), null, List.of());
    PodSpec spec = PodSpec.builder().nodeName(node(all)).containers(List.of(container)).build();
    String ip = ip(all);
    PodStatus status =
        PodStatus.builder()
            .phase(PodStatus.Phase.RUNNING)
            .podIP(ip)
            .podIPs(List.of(new PodStatus.PodIP(ip)))
            .conditions(List.of(READY))
            .build();
    return new Pod(metadata, spec, status);
  }

  /** Returns the Pod with the other readiness. */
  static Pod flipped(Pod pod) {
    Condition condition = pod.ready() ? NOT_READY : READY;
    return pod.withStatus(pod.status().toBuilder().conditions(List.of(condition)).build());
  }

  /** Returns a slice of {@code service-0} as it is stored: so many endpoints from a number on. */
  static EndpointSlice slice(int from, int size, int version) {
    List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    for (int i = from; i < from + size; i++) {
      endpoints.add(endpoint(i, true));
    }
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace(NAMESPACE)
            .name("service-0-" + from)
            .uid("slice-" + from)
            .resourceVersion(Integer.toString(version))
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, "service-0"))
            .build();
    EndpointSlice.Port port = new EndpointSlice.Port("http", Protocol.TCP, 8080, null);
    return new EndpointSlice(metadata, AddressType.IPV4, endpoints, List.of(port));
  }

  static EndpointSlice.Endpoint endpoint(int number, boolean ready) {
    return EndpointSlice.Endpoint.builder()
        .addresses(List.of(ip(number)))
        .conditions(new EndpointSlice.Conditions(ready, ready, false))
        .nodeName(node(number))
        .zone(zone(number))
        .targetRef(ObjectReference.pod(NAMESPACE, "pod-" + number, "uid-" + number))
        .build();
  }

  private static String node(int number) {
    return "node-" + number % NODES;
  }

  private static String zone(int number) {
    return "zone-" + number % NODES % 3;
  }

  private static String ip(int number) {
    return "10." + (64 + number / 62_500) + "." + number / 250 % 250 + "." + (number % 250 + 1);
  }
}
