package io.discovery.core.dns;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a name stands for: a host, which may be a name itself, and a port; -1 is no port. */
final class Host {
  final String name;
  final String host;
  final @Nullable Ip ip;
  final int port;

  Host(String name, String host, int port) {
    this.name = name;
    this.host = host;
    this.ip = ip(host);
    this.port = port;
  }

  /** IPv4 in the form of IPv6 is IPv4 here, though Kubernetes refuses it. */
  static @Nullable Ip ip(String host) {
    Ip ip = Ip.tryParse(host);
    if (ip == null && host.contains(":ffff:")) {
      ip = Ip.tryParse(host.replace(":ffff:", ":0:"));
      ip =
          ip == null || ip.value().bitLength() > 32
              ? null
              : Ip.of(Arrays.copyOfRange(ip.toBytes(), 12, 16));
    }
    return ip;
  }

  static List<Host> virtual(@Nullable Service service, String domain, int port) {
    List<Host> hosts = new ArrayList<>();
    for (String ip : clusterIps(service)) {
      if (!ip.isEmpty()) {
        hosts.add(new Host(domain, ip, port));
      }
    }
    return hosts;
  }

  static List<String> clusterIps(@Nullable Service service) {
    if (service == null) {
      return List.of();
    }
    String only = service.spec().clusterIP();
    List<String> all = service.spec().clusterIPs();
    return all.isEmpty() && only != null ? List.of(only) : all;
  }

  /** Returns the ready endpoints of a slice; only those with a host name unless it is empty. */
  static List<Host> endpoints(EndpointSlice slice, NamespacedName owner, String only, String zone) {
    List<Host> hosts = new ArrayList<>();
    for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
      for (String address : endpoint.addresses()) {
        String label = endpoint.hostname();
        if (label == null || label.isEmpty()) {
          label = address.replace('.', '-').replace(':', '-');
          label += label.endsWith("-") ? "0" : "";
        }
        if (endpoint.conditions().isReady() && matches(only, label)) {
          hosts.add(new Host(label + "." + domain(owner, "svc.", zone), address, 0));
        }
      }
    }
    return hosts;
  }

  static boolean matches(String asked, @Nullable String text) {
    return asked.isEmpty() || asked.equalsIgnoreCase(text);
  }

  static String domain(NamespacedName key, String kind, String zone) {
    return key.name() + "." + key.namespace() + "." + kind + zone;
  }
}
