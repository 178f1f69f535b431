package io.discovery.benchmarks;

import io.discovery.ServiceDiscovery;
import io.discovery.core.Discovery;
import io.discovery.core.InMemorySource;
import io.discovery.dns.DnsServer;
import io.discovery.model.KubernetesObject;
import io.discovery.proxy.ServiceProxy;
import io.discovery.snapshot.Endpoint;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Our DNS server and our proxy as a program. Arguments: the port of the DNS server and the number
 * of Services that it knows, the port of the virtual addresses and the port behind the endpoints; a
 * port 0 leaves its part out.
 */
public final class Serving {
  static final String VIP = "127.96.0.10";

  private Serving() {}

  /** Serves until its input ends. */
  public static void main(String[] args) {
    int dns = Integer.parseInt(args[0]);
    int vip = Integer.parseInt(args[2]);
    int backend = Integer.parseInt(args[3]);
    List<KubernetesObject> objects = new ArrayList<>();
    objects.addAll(new Catalogue(Integer.parseInt(args[1])).objects());
    if (vip != 0) {
      objects.add(Catalogue.service("vip", VIP, vip));
      objects.add(Catalogue.slice("vip", 1, List.of("10.250.0.1", "10.250.0.2", "10.250.0.3")));
    }
    InMemorySource source = new InMemorySource();
    source.replaceAll(objects);
    ServiceDiscovery discovery = Discovery.of(source);
    if (dns != 0) {
      DnsServer.builder(discovery).port(dns).start();
    }
    if (vip != 0) {
      int most = HostileTrial.proxied() + 200;
      ServiceProxy.builder(discovery)
          .threads(1)
          .connections(most, most)
          .portMap(frontend -> -1)
          .dial(endpoint -> dialled(endpoint, backend))
          .start();
    }
    Stdin.ready();
    while (true) {
      LockSupport.park();
    }
  }

  /** The Pods are on loopback addresses with the same last byte. */
  static InetSocketAddress dialled(Endpoint endpoint, int port) {
    String address = endpoint.address().toString();
    return new InetSocketAddress(
        "127.0.1." + address.substring(address.lastIndexOf('.') + 1), port);
  }
}
