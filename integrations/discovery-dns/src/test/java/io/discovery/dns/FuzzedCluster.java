package io.discovery.dns;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Services of each sort, as the corpus asks for them. */
final class FuzzedCluster {
  private static final String NAMESPACE = "shop";

  private FuzzedCluster() {}

  static List<KubernetesObject> objects() {
    List<KubernetesObject> objects = new ArrayList<>();
    objects.add(new Namespace(ObjectMeta.of("", NAMESPACE), null, null));
    objects.add(service("cart", "10.96.1.1", "fd00:10:96::1:1"));
    objects.add(service("catalog", ServiceSpec.HEADLESS));
    objects.add(slice("catalog", 8, true));
    objects.add(service("crowd", ServiceSpec.HEADLESS));
    objects.add(slice("crowd", 80, false));
    objects.add(alias("alias", "www.example.com"));
    objects.add(alias("chain", "ring.shop.svc.cluster.local"));
    objects.add(alias("ring", "chain.shop.svc.cluster.local"));
    objects.add(alias("inside", "cart.shop.svc.cluster.local"));
    return objects;
  }

  private static Service service(String name, String... addresses) {
    ServiceSpec spec =
        ServiceSpec.builder()
            .clusterIP(addresses[0])
            .clusterIPs(List.of(addresses))
            .ports(List.of(Service.Port.of("http", 80, IntOrString.of(8080))))
            .build();
    return new Service(metadata(name, Map.of()), spec, Service.Status.NONE);
  }

  private static Service alias(String name, String target) {
    ServiceSpec spec =
        ServiceSpec.builder().type(ServiceSpec.Type.EXTERNAL_NAME).externalName(target).build();
    return new Service(metadata(name, Map.of()), spec, Service.Status.NONE);
  }

  private static EndpointSlice slice(String service, int size, boolean named) {
    List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      endpoints.add(
          EndpointSlice.Endpoint.builder()
              .addresses(List.of("10.244." + size + "." + (i + 1)))
              .hostname(named ? service + "-" + i : null)
              .conditions(new EndpointSlice.Conditions(true, true, false))
              .build());
    }
    Map<String, String> labels = Map.of(EndpointSlice.SERVICE_NAME_LABEL, service);
    List<EndpointSlice.Port> ports =
        List.of(new EndpointSlice.Port("http", Protocol.TCP, 8080, null));
    return new EndpointSlice(metadata(service + "-1", labels), AddressType.IPV4, endpoints, ports);
  }

  private static ObjectMeta metadata(String name, Map<String, String> labels) {
    return ObjectMeta.builder()
        .namespace(NAMESPACE)
        .name(name)
        .uid(name)
        .resourceVersion("1")
        .labels(labels)
        .build();
  }
}
