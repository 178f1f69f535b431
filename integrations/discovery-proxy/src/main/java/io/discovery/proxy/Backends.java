package io.discovery.proxy;

import io.discovery.core.view.ServiceView;
import io.discovery.model.AddressType;
import io.discovery.model.Protocol;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServicePortName;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is behind one Service port in one family, seen from a node. */
final class Backends {
  final ServicePortName name;
  final int affinitySeconds;
  final Pool cluster;
  final Pool local;

  /** What UDP flows may go on to. */
  final Set<Target> serving = new LinkedHashSet<>();

  /** What has records of affinity, each with a token of its own: records of another are void. */
  final Map<Target, Object> lives = new LinkedHashMap<>();

  /**
   * Looks at a port.
   *
   * @param accessible whether it is reached by something besides its ClusterIP
   * @param before what was there last time
   */
  Backends(Claims service, Port port, boolean accessible, @Nullable Backends before) {
    name = new ServicePortName(service.name(), port.name);
    affinitySeconds = service.affinitySeconds();
    boolean usesLocal = service.internalLocal || service.externalLocal;
    cluster = new Pool(usable(service, port, false), before == null ? null : before.cluster);
    List<Endpoint> here = usesLocal ? usable(service, port, true) : List.of();
    local = new Pool(here, before == null ? null : before.local);
    if (affinitySeconds > 0) {
      if (accessible || !service.internalLocal) {
        live(cluster, before);
      }
      if (service.internalLocal || accessible) {
        live(local, before);
      }
    }
    if (port.protocol.equals(Protocol.UDP)) {
      for (EndpointSet.Known known : service.known(port.family)) {
        Endpoint endpoint = known.endpoint();
        if (known.serving()
            && endpoint.portName().equals(port.name)
            && endpoint.protocol().equals(port.protocol)) {
          serving.add(Target.of(endpoint));
        }
      }
    }
  }

  private static List<Endpoint> usable(Claims service, Port port, boolean local) {
    ServiceView view = service.view;
    return view.usable(port.family, port.name, port.protocol, local, service.site.location);
  }

  private void live(Pool pool, @Nullable Backends before) {
    for (Endpoint endpoint : pool.endpoints) {
      Target target = Target.of(endpoint);
      Object life = before == null ? null : before.lives.get(target);
      lives.putIfAbsent(target, life == null ? new Object() : life);
    }
  }

  /**
   * A Service port in one family.
   *
   * @param family the family
   * @param name name of the port
   * @param protocol its protocol
   */
  record Port(AddressType family, String name, Protocol protocol) implements Comparable<Port> {
    /** Ordered so that hash maps stay fast whatever names ports have. */
    @Override
    public int compareTo(Port other) {
      int order = name.compareTo(other.name);
      order = order == 0 ? protocol.value().compareTo(other.protocol.value()) : order;
      return order == 0 ? family.value().compareTo(other.family.value()) : order;
    }
  }
}
