package io.discovery.core;

import io.discovery.address.Ip;
import io.discovery.model.AddressType;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import io.discovery.watch.Watch;
import io.discovery.watch.WatchEvent;
import io.discovery.watch.WatchHandler;
import io.discovery.watch.WatchSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Services whose endpoints are known beforehand and never change; immutable.
 *
 * <p>They are headless: they have no virtual address. Loopback addresses are allowed here.
 */
public final class FixedServices implements WatchSource {
  private final Map<ServicePortName, List<Socket>> ports;

  private FixedServices(Map<ServicePortName, List<Socket>> ports) {
    this.ports = ports;
  }

  /**
   * Returns a source with one Service port.
   *
   * @param port such as {@code legacy/mainframe:tn3270}; without a colon the port has no name
   * @param addresses such as {@code 192.0.2.17:23} or {@code [2001:db8::1]:23}; names are not
   *     resolved
   * @throws IllegalArgumentException if a text has another form, there is no address, or they are
   *     of two families
   */
  public static FixedServices of(String port, String... addresses) {
    return new FixedServices(Map.of()).and(port, addresses);
  }

  /**
   * Returns a source with one Service port more.
   *
   * @throws IllegalArgumentException as {@link #of} says, or if the port is there already
   */
  public FixedServices and(String port, String... addresses) {
    ServicePortName name = ServicePortName.parse(port);
    if (addresses.length == 0) {
      throw new IllegalArgumentException(name + ": no address (expected: at least 1)");
    }
    List<Socket> sockets = new ArrayList<>();
    for (String address : addresses) {
      sockets.add(Socket.parse(address));
      if (sockets.get(0).ip.is4() != sockets.get(sockets.size() - 1).ip.is4()) {
        throw new IllegalArgumentException(name + ": addresses of two families (expected: one)");
      }
    }
    Map<ServicePortName, List<Socket>> all = new TreeMap<>(ports);
    if (all.put(name, List.copyOf(sockets)) != null) {
      throw new IllegalArgumentException(name + ": already there");
    }
    return new FixedServices(all);
  }

  @Override
  public Watch watch(WatchHandler handler) {
    handler.onEvent(WatchEvent.replaced(objects()));
    return () -> {};
  }

  @Override
  public String name() {
    return "fixed";
  }

  private List<KubernetesObject> objects() {
    List<KubernetesObject> objects = new ArrayList<>();
    Map<ServiceName, List<Service.Port>> services = new LinkedHashMap<>();
    for (Map.Entry<ServicePortName, List<Socket>> each : ports.entrySet()) {
      ServicePortName name = each.getKey();
      int first = each.getValue().get(0).port;
      services
          .computeIfAbsent(name.service(), unused -> new ArrayList<>())
          .add(Service.Port.builder().name(name.port()).port(first).build());
      objects.addAll(slices(name, each.getValue()));
    }
    for (Map.Entry<ServiceName, List<Service.Port>> each : services.entrySet()) {
      objects.add(service(each.getKey(), each.getValue()));
    }
    return objects;
  }

  private static Service service(ServiceName name, List<Service.Port> offered) {
    ServiceSpec spec = ServiceSpec.builder().clusterIP(ServiceSpec.HEADLESS).ports(offered).build();
    return new Service(ObjectMeta.of(name.namespace(), name.name()), spec, Service.Status.NONE);
  }

  /** A slice has one family and one port number. */
  private static List<KubernetesObject> slices(ServicePortName name, List<Socket> sockets) {
    Map<Group, List<EndpointSlice.Endpoint>> groups = new LinkedHashMap<>();
    for (Socket socket : sockets) {
      AddressType family = socket.ip.is4() ? AddressType.IPV4 : AddressType.IPV6;
      groups
          .computeIfAbsent(new Group(family, socket.port), unused -> new ArrayList<>())
          .add(EndpointSlice.Endpoint.builder().addresses(List.of(socket.ip.toString())).build());
    }
    List<KubernetesObject> slices = new ArrayList<>();
    for (Map.Entry<Group, List<EndpointSlice.Endpoint>> group : groups.entrySet()) {
      slices.add(group.getKey().slice(name, group.getValue()));
    }
    return slices;
  }

  /** Returns the ports and their addresses. */
  @Override
  public String toString() {
    return "FixedServices" + ports;
  }

  private record Group(AddressType family, int port) {
    EndpointSlice slice(ServicePortName name, List<EndpointSlice.Endpoint> endpoints) {
      ServiceName service = name.service();
      String ownName =
          String.join("-", service.name(), name.port(), family.value(), String.valueOf(port));
      ObjectMeta metadata =
          ObjectMeta.builder()
              .namespace(service.namespace())
              .name(ownName)
              .labels(Map.of(EndpointSlice.SERVICE_NAME_LABEL, service.name()))
              .build();
      return new EndpointSlice(
          metadata,
          family,
          endpoints,
          List.of(new EndpointSlice.Port(name.port(), null, port, null)));
    }
  }

  private record Socket(Ip ip, int port) {
    static Socket parse(String text) {
      int colon = text.lastIndexOf(':');
      String host = text.substring(0, Math.max(0, colon));
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      Ip ip = Ip.tryParse(bracketed ? host.substring(1, host.length() - 1) : host);
      int port = port(text.substring(colon + 1));
      if (ip == null || port < 1 || port > 65535 || ip.is4() == bracketed) {
        throw new IllegalArgumentException(
            "address: \"" + text + "\" (expected: such as 192.0.2.17:23 or [2001:db8::1]:23)");
      }
      return new Socket(ip, port);
    }

    private static int port(String text) {
      return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    @Override
    public String toString() {
      return ip.is4() ? ip + ":" + port : "[" + ip + "]:" + port;
    }
  }
}
