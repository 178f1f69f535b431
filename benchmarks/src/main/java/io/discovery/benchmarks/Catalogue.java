package io.discovery.benchmarks;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.IntOrString;
import io.discovery.model.IpFamily;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Services as a cluster has admitted them, and questions about them: each has three endpoints, one
 * in ten is headless.
 */
final class Catalogue {
  static final String NAMESPACE = "shop";

  private static final int ENDPOINTS = 3;
  private static final int HEADLESS_EVERY = 10;

  private final int services;

  Catalogue(int services) {
    this.services = services;
  }

  /** Returns the Services with their slices. */
  List<KubernetesObject> objects() {
    List<KubernetesObject> objects = new ArrayList<>();
    objects.add(Shop.namespace());
    for (int i = 0; i < services; i++) {
      objects.add(service(name(i), address(i), 80));
      objects.add(slice(name(i), 1, podAddresses(i)));
    }
    return objects;
  }

  static Service service(String name, String address, int port) {
    ServiceSpec spec =
        ServiceSpec.builder()
            .type(ServiceSpec.Type.CLUSTER_IP)
            .clusterIP(address)
            .clusterIPs(List.of(address))
            .ipFamilies(List.of(IpFamily.IPV4))
            .ipFamilyPolicy(ServiceSpec.IpFamilyPolicy.SINGLE_STACK)
            .sessionAffinity(ServiceSpec.SessionAffinity.NONE)
            .internalTrafficPolicy(ServiceSpec.TrafficPolicy.CLUSTER)
            .ports(
                List.of(
                    new Service.Port("http", Protocol.TCP, null, port, IntOrString.of(8080), null)))
            .build();
    return new Service(metadata(name, 1, Map.of()), spec, Service.Status.NONE);
  }

  static EndpointSlice slice(String service, int version, List<String> addresses) {
    List<EndpointSlice.Endpoint> endpoints =
        addresses.stream()
            .map(
                address ->
                    EndpointSlice.Endpoint.builder()
                        .addresses(List.of(address))
                        .conditions(new EndpointSlice.Conditions(true, true, false))
                        .build())
            .toList();
    Map<String, String> labels = Map.of(EndpointSlice.SERVICE_NAME_LABEL, service);
    EndpointSlice.Port http = new EndpointSlice.Port("http", Protocol.TCP, 8080, null);
    return new EndpointSlice(
        metadata(service + "-1", version, labels), AddressType.IPV4, endpoints, List.of(http));
  }

  private static ObjectMeta metadata(String name, int version, Map<String, String> labels) {
    return ObjectMeta.builder()
        .namespace(NAMESPACE)
        .name(name)
        .uid(name)
        .resourceVersion(Integer.toString(version))
        .labels(labels)
        .build();
  }

  private static String name(int service) {
    return "service-" + service;
  }

  private static String address(int service) {
    int n = service + 10;
    return service % HEADLESS_EVERY == 0
        ? ServiceSpec.HEADLESS
        : "10.96." + (n >> 8) + "." + (n & 255);
  }

  private static List<String> podAddresses(int service) {
    return IntStream.range(service * ENDPOINTS, (service + 1) * ENDPOINTS)
        .mapToObj(n -> "10.244." + n / 250 + "." + (n % 250 + 1))
        .toList();
  }

  /** Returns questions as dnsperf reads them: A 70 %, AAAA 15 %, SRV 10 %, no such name 5 %. */
  List<String> questions(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              String name = name(random.nextInt(services)) + ".shop.svc.cluster.local";
              int percent = random.nextInt(100);
              return percent < 70
                  ? name + " A"
                  : percent < 85
                      ? name + " AAAA"
                      : percent < 95 ? "_http._tcp." + name + " SRV" : "no-" + name + " A";
            })
        .toList();
  }

  /** Returns the items of a list of Kubernetes objects as JSON. */
  String json(String resource) {
    return switch (resource) {
      case "namespaces" -> "{\"metadata\":{\"name\":\"shop\",\"uid\":\"n\"}}";
      case "services" -> each(Catalogue::serviceJson);
      default -> each(Catalogue::sliceJson);
    };
  }

  private String each(IntFunction<String> item) {
    return IntStream.range(0, services).mapToObj(item).collect(Collectors.joining(","));
  }

  private static String serviceJson(int i) {
    return metadataJson(name(i), "{}")
        + ",\"spec\":{\"type\":\"ClusterIP\",\"clusterIP\":\"%1$s\",\"clusterIPs\":[\"%1$s\"],"
            .formatted(address(i))
        + "\"ports\":[{\"name\":\"http\",\"protocol\":\"TCP\",\"port\":80,\"targetPort\":8080}]}}";
  }

  private static String sliceJson(int i) {
    String endpoints =
        podAddresses(i).stream()
            .map("{\"addresses\":[\"%s\"],\"conditions\":{\"ready\":true}}"::formatted)
            .collect(Collectors.joining(","));
    String label = "{\"" + EndpointSlice.SERVICE_NAME_LABEL + "\":\"" + name(i) + "\"}";
    return metadataJson(name(i) + "-1", label)
        + ",\"addressType\":\"IPv4\",\"endpoints\":["
        + endpoints
        + "],\"ports\":[{\"name\":\"http\",\"protocol\":\"TCP\",\"port\":8080}]}";
  }

  private static String metadataJson(String name, String labels) {
    return "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"%1$s\",\"uid\":\"%1$s\","
            .formatted(name)
        + "\"resourceVersion\":\"1\",\"labels\":"
        + labels
        + "}";
  }
}
