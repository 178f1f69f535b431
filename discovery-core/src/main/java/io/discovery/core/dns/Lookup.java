package io.discovery.core.dns;

import io.discovery.address.Ip;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One question in a zone of ours (CoreDNS 1.15 plugin/kubernetes and plugin/backend_lookup.go). */
final class Lookup {
  private static final String VERSION = "\"1.1.0\"";
  private static final int VERSION_TTL = 28_800;
  private static final int MAX_ALIASES = 10;

  private final ClusterZone zones;
  private final DnsObjects objects;
  private final String asked;
  private final String zone;
  private final int type;
  private final List<DnsRecord> answers = new ArrayList<>();
  private final List<DnsRecord> additional = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();

  /** How many names aliases may still lead to: an alias may have many targets, each an alias. */
  private int follows = 1_000;

  Lookup(ClusterZone zones, DnsObjects objects, String asked, String zone, int type) {
    this.zones = zones;
    this.objects = objects;
    this.asked = asked;
    this.zone = zone;
    this.type = type;
  }

  /** What a name stands for: a host, which may be a name itself, and a port; -1 is no port. */
  private record Host(String name, String host, @Nullable Ip ip, int port) {
    Host(String name, String host, int port) {
      this(name, host, ip(host), port);
    }

    /** IPv4 in the form of IPv6 is IPv4 here, though Kubernetes refuses it. */
    private static @Nullable Ip ip(String host) {
      Ip ip = Ip.tryParse(host);
      if (ip == null && host.contains(":ffff:")) {
        Ip unmapped = Ip.tryParse(host.replace(":ffff:", ":0:"));
        return unmapped != null && unmapped.value().bitLength() <= 32
            ? Ip.of(Arrays.copyOfRange(unmapped.toBytes(), 12, 16))
            : null;
      }
      return ip;
    }
  }

  DnsAnswer answer() {
    String name = ClusterZone.lower(asked);
    if (type == 251 || type == 252) {
      return DnsAnswer.REFUSAL;
    }
    boolean apex = name.equals(zone);
    boolean exists =
        switch (type) {
          case DnsRecord.A, DnsRecord.AAAA -> addresses(asked, List.of(), answers);
          case DnsRecord.SRV -> ports(name);
          case DnsRecord.PTR -> names(name);
          case DnsRecord.TXT -> text(name);
          case DnsRecord.CNAME -> alias(name);
          case DnsRecord.NS -> apex ? servers() : hosts(name) != null;
          case DnsRecord.SOA -> asked.length() > zone.length() || answers.add(soa());
          default -> hosts(name) != null;
        };
    if (exists && !answers.isEmpty()) {
      return new DnsAnswer(DnsAnswer.OK, answers, List.of(), additional, foreign);
    }
    return DnsAnswer.nothing(exists ? DnsAnswer.OK : DnsAnswer.NO_SUCH_NAME, List.of(soa()));
  }

  private DnsRecord soa() {
    String data = "ns.dns." + zone + " hostmaster." + zone + " ";
    data += (objects.serial() & 0xFFFF_FFFFL) + " 7200 1800 86400 " + zones.ttl;
    return new DnsRecord(zone, Math.min(zones.ttl, 300), DnsRecord.SOA, data);
  }

  /** Adds the addresses of a name; returns whether the name exists. */
  private boolean addresses(String owner, List<String> seen, List<DnsRecord> to) {
    String name = ClusterZone.lower(owner);
    List<Host> hosts = hosts(name);
    Set<String> added = new HashSet<>();
    for (Host host : hosts == null ? List.<Host>of() : hosts) {
      Ip ip = host.ip;
      if (ip == null) {
        follow(owner, host.host, seen, to);
      } else if (ip.is4() == (type == DnsRecord.A) && added.add(host.host)) {
        to.add(new DnsRecord(owner, zones.ttl, type, ip.toString()));
      }
    }
    return hosts != null;
  }

  /** Adds an alias and what it leads to; not one that leads nowhere inside of the zone. */
  private void follow(String owner, String host, List<String> seen, List<DnsRecord> to) {
    String target = ClusterZone.absolute(host);
    String lower = ClusterZone.lower(target);
    if (ClusterZone.within(lower, ClusterZone.lower(owner))
        || seen.size() > MAX_ALIASES
        || seen.contains(target)
        || follows-- <= 0) {
      return;
    }
    DnsRecord alias = new DnsRecord(owner, zones.ttl, DnsRecord.CNAME, target);
    if (!ClusterZone.within(lower, ClusterZone.lower(zone))) {
      to.add(alias);
      foreign.add(target);
      return;
    }
    List<String> path = new ArrayList<>(seen);
    path.add(target);
    int start = to.size();
    addresses(target, path, to);
    if (to.size() > start) {
      to.add(start, alias);
    }
  }

  private boolean ports(String name) {
    List<Host> hosts = hosts(name);
    if (hosts == null) {
      return false;
    }
    hosts = hosts.stream().filter(host -> host.ip != null).toList();
    int weight = Math.max(1, (int) (100 / (100.0 * hosts.size()) * 100));
    Set<String> added = new HashSet<>();
    for (Host host : hosts) {
      if (host.port >= 0) {
        String data = "0 " + weight + " " + host.port + " " + host.name;
        if (added.add(data)) {
          answers.add(new DnsRecord(asked, zones.ttl, DnsRecord.SRV, data));
        }
        if (added.add(host.host + " " + host.name)) {
          additional.add(address(host));
        }
      }
    }
    return true;
  }

  private DnsRecord address(Host host) {
    int family = host.ip != null && host.ip.is4() ? DnsRecord.A : DnsRecord.AAAA;
    return new DnsRecord(host.name, zones.ttl, family, String.valueOf(host.ip));
  }

  private boolean text(String name) {
    if (name.equals("dns-version." + ClusterZone.lower(zone))) {
      answers.add(new DnsRecord(asked, VERSION_TTL, DnsRecord.TXT, VERSION));
      return true;
    }
    List<Host> hosts = records(name);
    return hosts != null && !hosts.isEmpty();
  }

  private boolean alias(String name) {
    List<Host> hosts = hosts(name);
    if (hosts != null && !hosts.isEmpty() && hosts.get(0).ip == null) {
      String target = ClusterZone.absolute(hosts.get(0).host);
      answers.add(new DnsRecord(asked, zones.ttl, DnsRecord.CNAME, target));
    }
    return hosts != null;
  }

  /** Adds the name of an address: that of the Service, else those of the endpoints. */
  private boolean names(String name) {
    String ip = Reverse.address(name);
    if (ip == null) {
      return records(name) != null;
    }
    Set<String> added = new HashSet<>();
    List<NamespacedName> owners = objects.at(ip);
    for (NamespacedName owner : owners) {
      Service service = objects.service(owner);
      if (service != null && ClusterZone.clusterIps(service).contains(ip)) {
        String data = domain(owner.name(), owner.namespace(), "svc", zones.zones.get(0));
        return answers.add(new DnsRecord(asked, zones.ttl, DnsRecord.PTR, data));
      }
    }
    for (NamespacedName owner : owners) {
      for (EndpointSlice slice : objects.slices(owner)) {
        for (Host host : endpoints(slice, owner, null, zones.zones.get(0))) {
          if (host.host.equals(ip) && added.add(host.name)) {
            answers.add(new DnsRecord(asked, zones.ttl, DnsRecord.PTR, host.name));
          }
        }
      }
    }
    return !answers.isEmpty();
  }

  private boolean servers() {
    Set<String> added = new HashSet<>();
    for (Host server : nameServers()) {
      if (added.add(server.name)) {
        answers.add(new DnsRecord(asked, zones.ttl, DnsRecord.NS, server.name));
      }
      additional.add(address(server));
    }
    return true;
  }

  /** The Services that our addresses are endpoints of; without any, our addresses. */
  private List<Host> nameServers() {
    List<Host> found = new ArrayList<>();
    boolean known = false;
    for (Ip ip : zones.servers) {
      for (NamespacedName owner : objects.at(ip.toString())) {
        for (EndpointSlice slice : objects.slices(owner)) {
          List<Host> endpoints = endpoints(slice, owner, null, zone);
          if (endpoints.stream().anyMatch(host -> host.host.equals(ip.toString()))) {
            known = true;
            addServer(owner, endpoints, found);
          }
        }
      }
    }
    if (!known) {
      zones.servers.forEach(ip -> found.add(new Host("ns.dns." + zone, ip.toString(), 0)));
    }
    return found;
  }

  private void addServer(NamespacedName owner, List<Host> endpoints, List<Host> to) {
    Service service = objects.service(owner);
    if (service != null && service.spec().headless()) {
      to.addAll(endpoints);
    } else if (service != null) {
      String name = domain(owner.name(), owner.namespace(), "svc", zone);
      ClusterZone.clusterIps(service).forEach(ip -> to.add(new Host(name, ip, 0)));
    }
  }

  /** Returns what a name stands for; null if there is no such name. */
  private @Nullable List<Host> hosts(String name) {
    // The zone counts as it was asked for, so that the name server has no address in capitals.
    if (!name.startsWith("ns.dns.") || name.indexOf(zone) != 7) {
      return records(name);
    }
    boolean v4 = type == DnsRecord.A;
    return v4 || type == DnsRecord.AAAA
        ? nameServers().stream().filter(host -> host.ip != null && host.ip.is4() == v4).toList()
        : List.of();
  }

  private @Nullable List<Host> records(String name) {
    String base = name.substring(0, Math.max(0, name.length() - zone.length() - 1));
    if (base.isEmpty() || base.equals("svc") || base.equals("pod")) {
      return List.of();
    }
    String[] labels = base.split("\\.", -1);
    int left = labels.length - 3;
    String kind = labels[left + 2];
    boolean pod = kind.equals("pod");
    if (left > 2
        || (!pod && !kind.equals("svc"))
        || name.endsWith(ClusterZone.ARPA_4)
        || name.endsWith(ClusterZone.ARPA_6)
        || !objects.hasNamespace(labels[left + 1])
        || (pod && !objects.namesPods())) {
      return null;
    }
    if (left < 0) {
      return List.of();
    }
    NamespacedName asked = new NamespacedName(labels[left + 1], labels[left]);
    return pod ? pod(asked) : services(asked, labels, left);
  }

  private @Nullable List<Host> pod(NamespacedName asked) {
    String text = asked.name();
    boolean v4 = text.chars().filter(c -> c == '-').count() == 3 && !text.contains("--");
    String ip = text.replace('-', v4 ? '.' : ':');
    Host host = new Host(domain(text, asked.namespace(), "pod", zone), ip, 0);
    return host.ip != null && objects.hasPod(asked.namespace(), ip) ? List.of(host) : null;
  }

  private @Nullable List<Host> services(NamespacedName name, String[] labels, int left) {
    Service service = objects.service(name);
    if (service == null) {
      return null;
    }
    String endpoint = left == 1 ? labels[0] : null;
    String protocol = left == 2 ? stripped(labels[1]) : "";
    String port = left == 2 ? stripped(labels[0]) : "";
    List<Host> hosts = new ArrayList<>();
    String domain = domain(name.name(), name.namespace(), "svc", zone);
    if (service.spec().external()) {
      String external = service.spec().externalName();
      if (left == 0 && external != null && Host.ip(external) == null) {
        hosts.add(new Host(domain, external, 0));
      }
    } else if (service.spec().headless() || endpoint != null) {
      for (EndpointSlice slice : objects.slices(name)) {
        List<Host> all = endpoints(slice, name, endpoint, zone);
        List<Integer> numbers = numbers(slice.ports(), port, protocol);
        all.forEach(
            host -> numbers.forEach(n -> hosts.add(new Host(host.name, host.host, host.ip, n))));
      }
    } else {
      List<EndpointSlice.Port> ports =
          service.spec().ports().stream()
              .map(p -> new EndpointSlice.Port(p.name(), p.protocol(), p.port(), null))
              .toList();
      for (int number : numbers(ports, port, protocol)) {
        ClusterZone.clusterIps(service).forEach(ip -> hosts.add(new Host(domain, ip, number)));
      }
    }
    return hosts.isEmpty() ? null : hosts;
  }

  private static String stripped(String label) {
    return label.startsWith("_") ? label.substring(1) : label;
  }

  /** Returns the numbers of the ports that match; what has no port has the number -1. */
  private static List<Integer> numbers(
      List<EndpointSlice.Port> ports, String name, String protocol) {
    List<Integer> numbers = new ArrayList<>();
    for (EndpointSlice.Port port : ports) {
      Protocol spoken = port.protocol() == null ? Protocol.TCP : port.protocol();
      if (matches(name, port.name()) && matches(protocol, spoken.value())) {
        numbers.add(port.port() == null ? -1 : port.port());
      }
    }
    if (ports.isEmpty() && name.isEmpty() && protocol.isEmpty()) {
      numbers.add(-1);
    }
    return numbers;
  }

  private static boolean matches(String asked, @Nullable String text) {
    return asked.isEmpty() || asked.equalsIgnoreCase(text);
  }

  /** Returns the ready endpoints of a slice, those with a host name if one is given. */
  private static List<Host> endpoints(
      EndpointSlice slice, NamespacedName owner, @Nullable String only, String zone) {
    List<Host> hosts = new ArrayList<>();
    for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
      if (endpoint.conditions().isReady()) {
        for (String address : endpoint.addresses()) {
          String label = hostname(endpoint.hostname(), address);
          if (only == null || only.equalsIgnoreCase(label)) {
            String name = label + "." + domain(owner.name(), owner.namespace(), "svc", zone);
            hosts.add(new Host(name, address, 0));
          }
        }
      }
    }
    return hosts;
  }

  private static String hostname(@Nullable String given, String address) {
    if (given != null && !given.isEmpty()) {
      return given;
    }
    String dashed = address.replace('.', '-').replace(':', '-');
    return dashed.endsWith("-") ? dashed + "0" : dashed;
  }

  private static String domain(String name, String namespace, String kind, String zone) {
    return name + "." + namespace + "." + kind + "." + zone;
  }
}
