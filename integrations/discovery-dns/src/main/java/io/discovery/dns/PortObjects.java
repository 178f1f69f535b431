package io.discovery.dns;

import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Headless Services, as far as the DNS says what is behind them. */
final class PortObjects {
  /** Kubernetes' own bound. */
  private static final int MAX_ENDPOINTS = 1_000;

  private PortObjects() {}

  /** Returns a Service and its slices; the slices first. */
  static List<KubernetesObject> of(ServiceName name, Map<Followed, List<Socket>> ports) {
    List<KubernetesObject> objects = new ArrayList<>();
    List<Service.Port> offered = new ArrayList<>();
    ports.forEach(
        (followed, sockets) -> {
          slices(followed, sockets, objects);
          offered.add(
              Service.Port.builder()
                  .name(followed.port().port())
                  .protocol(followed.protocol())
                  .port(number(followed, sockets))
                  .build());
        });
    ServiceSpec spec = ServiceSpec.builder().clusterIP(ServiceSpec.HEADLESS).ports(offered).build();
    ObjectMeta metadata = ObjectMeta.of(name.namespace(), name.name());
    objects.add(new Service(metadata, spec, Service.Status.NONE));
    return objects;
  }

  /** Nobody dials the port of a headless Service: any number does where the DNS has none. */
  private static int number(Followed followed, List<Socket> sockets) {
    if (followed.number() != null) {
      return followed.number();
    }
    return sockets.stream().mapToInt(Socket::port).min().orElse(1);
  }

  /** A slice has one family and one port number. */
  private static void slices(
      Followed followed, List<Socket> sockets, List<KubernetesObject> objects) {
    Map<String, List<Socket>> groups = new TreeMap<>();
    for (Socket socket : sockets) {
      AddressType family = socket.ip().is4() ? AddressType.IPV4 : AddressType.IPV6;
      String group = family.value().toLowerCase(Locale.ROOT) + "." + socket.port();
      groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(socket);
    }
    groups.forEach(
        (group, members) -> {
          for (int from = 0; from < members.size(); from += MAX_ENDPOINTS) {
            int to = Math.min(members.size(), from + MAX_ENDPOINTS);
            String suffix = group + (from == 0 ? "" : "." + from / MAX_ENDPOINTS);
            objects.add(slice(followed, suffix, members.subList(from, to)));
          }
        });
  }

  /** Dots keep the parts of the name apart: no label has one. */
  private static EndpointSlice slice(Followed followed, String suffix, List<Socket> members) {
    ServiceName service = followed.port().service();
    String port = followed.port().port();
    String name = service.name() + "." + (port.isEmpty() ? "" : port + ".") + suffix;
    ObjectMeta metadata =
        ObjectMeta.builder()
            .namespace(service.namespace())
            .name(name)
            .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, service.name()))
            .build();
    Socket first = members.get(0);
    List<EndpointSlice.Endpoint> endpoints = new ArrayList<>();
    for (Socket member : members) {
      List<String> addresses = List.of(member.ip().toString());
      endpoints.add(EndpointSlice.Endpoint.builder().addresses(addresses).build());
    }
    return new EndpointSlice(
        metadata,
        first.ip().is4() ? AddressType.IPV4 : AddressType.IPV6,
        endpoints,
        List.of(new EndpointSlice.Port(port, followed.protocol(), first.port(), null)));
  }
}
