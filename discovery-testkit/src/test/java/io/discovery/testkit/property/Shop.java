package io.discovery.testkit.property;

import io.discovery.address.Cidr;
import io.discovery.core.ControlPlane;
import io.discovery.manifest.Kinds;
import io.discovery.model.IpFamily;
import io.discovery.model.KubernetesObject;
import io.discovery.model.Namespace;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.model.StatusException;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.VirtualLoop;
import io.discovery.testkit.api.ApiServer;
import io.discovery.testkit.workload.Workloads;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.List;

/** A small control plane: 14 IPv4 addresses, 15 of IPv6, ten node ports. */
final class Shop {
  final VirtualLoop loop = new VirtualLoop();
  final ControlPlane plane;
  final ApiServer api;

  Shop(long seed) {
    this(seed, 100);
  }

  Shop(long seed, int maxEndpoints) {
    ControlPlane.Builder builder =
        ControlPlane.builder(loop, loop, Randomness.seeded(seed))
            .serviceCidrs(List.of(Cidr.parse("10.0.0.0/28"), Cidr.parse("fd00::/124")))
            .nodePorts(30_000, 30_009)
            .maxEndpointsPerSlice(maxEndpoints);
    plane = Workloads.admittedBy(builder).build();
    api = ApiServer.on(plane, Cluster.kinds());
    plane.create(new Namespace(ObjectMeta.of("", "shop"), null, null));
  }

  /** Returns all that is stored, and each address and node port that can be had. */
  List<Object> fingerprint() {
    List<Object> all = new ArrayList<>();
    all.add(plane.resourceVersion());
    Words.KINDS.forEach(kind -> all.addAll(plane.list(Kinds.standard().type(kind))));
    for (int i = 1; i < 15; i++) {
      free(all, "10.0.0." + i, IpFamily.IPV4, null);
      free(all, "fd00::" + Integer.toHexString(i), IpFamily.IPV6, null);
    }
    for (int port = 30_000; port < 30_010; port++) {
      free(all, "None", IpFamily.IPV4, port);
    }
    return all;
  }

  private void free(List<Object> found, String ip, IpFamily family, Integer nodePort) {
    ServiceSpec.Builder spec = ServiceSpec.builder();
    Service.Port.Builder port = Service.Port.builder().port(80).nodePort(nodePort);
    if (nodePort == null) {
      spec.clusterIP(ip).ipFamilies(List.of(family));
    } else {
      spec.type(ServiceSpec.Type.NODE_PORT);
    }
    ServiceSpec probe = spec.ports(List.of(port.build())).build();
    try {
      plane.create(new Service(ObjectMeta.of("shop", "probe"), probe, null), true);
      found.add(nodePort == null ? ip : nodePort);
    } catch (StatusException e) {
      if (e.status().code() != 422) {
        found.add(e.status());
      }
    }
  }

  <T extends KubernetesObject> List<T> all(Class<T> type) {
    return plane.list(type);
  }
}
