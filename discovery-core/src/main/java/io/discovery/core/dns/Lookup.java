package io.discovery.core.dns;

import static io.discovery.core.dns.ClusterZone.lower;
import static io.discovery.core.dns.ClusterZone.within;

import io.discovery.address.Ip;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Protocol;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One question in a zone of ours (CoreDNS 1.15 plugin/kubernetes and plugin/backend_lookup.go). */
final class Lookup {
  static final int IXFR = 251;
  static final int AXFR = 252;
  private static final String ARPA_4 = ".in-addr.arpa.";
  private static final String ARPA_6 = ".ip6.arpa.";
  private static final String NAME_SERVER = "ns.dns.";
  private static final int MAX_ALIASES = 10;

  private final ClusterZone zones;
  private final DnsObjects objects;
  private final String asked;
  private final String name;
  private final String zone;
  private final int type;
  private final List<DnsRecord> answers = new ArrayList<>();
  private final List<DnsRecord> additional = new ArrayList<>();
  private final List<String> foreign = new ArrayList<>();
  private final Set<String> added = new HashSet<>();

  /** How many names aliases may still lead to: an alias may have many targets, each an alias. */
  private int follows = 1_000;

  Lookup(ClusterZone zones, DnsObjects objects, String asked, String zone, int type) {
    this.zones = zones;
    this.objects = objects;
    this.asked = asked;
    this.zone = zone;
    this.type = type;
    name = lower(asked);
  }

  DnsAnswer answer() {
    boolean exists =
        switch (type) {
          case DnsRecord.A, DnsRecord.AAAA -> addresses(asked, List.of(), answers);
          case DnsRecord.SRV -> ports();
          case DnsRecord.PTR -> names();
          case DnsRecord.TXT -> text();
          case DnsRecord.SOA -> asked.length() > zone.length() || answers.add(soa());
          default -> (type == DnsRecord.NS && name.equals(zone)) ? servers() : alias();
        };
    if (exists && !answers.isEmpty()) {
      return new DnsAnswer(DnsAnswer.OK, answers, List.of(), additional, foreign);
    }
    return DnsAnswer.nothing(exists ? DnsAnswer.OK : DnsAnswer.NO_SUCH_NAME, List.of(soa()));
  }

  private DnsRecord soa() {
    long serial = objects.serial() & 0xFFFF_FFFFL;
    String times = " 7200 1800 86400 ";
    String data = NAME_SERVER + zone + " hostmaster." + zone + " " + serial + times + zones.ttl;
    return new DnsRecord(zone, Math.min(zones.ttl, 300), DnsRecord.SOA, data);
  }

  private void answer(int type, String data) {
    answers.add(record(asked, type, data));
  }

  private DnsRecord record(String owner, int type, String data) {
    return new DnsRecord(owner, zones.ttl, type, data);
  }

  /** Adds the addresses of a name; returns whether the name exists. */
  private boolean addresses(String owner, List<String> seen, List<DnsRecord> to) {
    List<Host> hosts = hosts(lower(owner));
    if (hosts == null) {
      return false;
    }
    Set<String> own = new HashSet<>();
    for (Host host : hosts) {
      Ip ip = host.ip;
      if (ip == null) {
        follow(owner, host.host, seen, to);
      } else if (ip.is4() == (type == DnsRecord.A) && own.add(host.host)) {
        to.add(record(owner, type, ip.toString()));
      }
    }
    return true;
  }

  /** Adds an alias and what it leads to; not one that leads nowhere inside of the zone. */
  private void follow(String owner, String host, List<String> seen, List<DnsRecord> to) {
    String target = absolute(host);
    if (within(lower(target), lower(owner))
        || seen.size() > MAX_ALIASES
        || seen.contains(target)
        || follows-- <= 0) {
      return;
    }
    int start = to.size();
    boolean inside = within(lower(target), lower(zone));
    if (inside) {
      List<String> path = new ArrayList<>(seen);
      path.add(target);
      addresses(target, path, to);
    } else {
      foreign.add(target);
    }
    if (!inside || to.size() > start) {
      to.add(start, record(owner, DnsRecord.CNAME, target));
    }
  }

  private boolean ports() {
    List<Host> hosts = hosts(name);
    if (hosts == null) {
      return false;
    }
    int all = 0;
    for (Host host : hosts) {
      all += host.ip == null ? 0 : 100;
    }
    int weight = Math.max(1, (int) (100.0 / all * 100));
    for (Host host : hosts) {
      if (host.port >= 0 && host.ip != null) {
        String data = "0 " + weight + " " + host.port + " " + host.name;
        if (added.add(data)) {
          answer(DnsRecord.SRV, data);
        }
        if (added.add(host.host + host.name)) {
          address(host);
        }
      }
    }
    return true;
  }

  private void address(Host host) {
    if (host.ip != null) {
      int family = host.ip.is4() ? DnsRecord.A : DnsRecord.AAAA;
      additional.add(record(host.name, family, host.ip.toString()));
    }
  }

  private boolean text() {
    if (name.equals("dns-version." + lower(zone))) {
      return answers.add(new DnsRecord(asked, 28_800, DnsRecord.TXT, "\"1.1.0\""));
    }
    List<Host> hosts = records(name);
    return hosts != null && !hosts.isEmpty();
  }

  /** Adds the alias that was asked for; for other types, tells whether the name exists. */
  private boolean alias() {
    List<Host> hosts = hosts(name);
    if (type == DnsRecord.CNAME && hosts != null && !hosts.isEmpty() && hosts.get(0).ip == null) {
      answer(type, absolute(hosts.get(0).host));
    }
    return hosts != null;
  }

  /** Adds the name of an address: that of the Service, else those of the endpoints. */
  private boolean names() {
    String ip = reversed();
    if (ip == null) {
      return records(name) != null;
    }
    String home = zones.zones.get(0);
    List<NamespacedName> owners = objects.at(ip);
    for (NamespacedName owner : owners) {
      if (Host.clusterIps(objects.service(owner)).contains(ip)) {
        answer(type, Host.domain(owner, "svc.", home));
        return true;
      }
    }
    for (NamespacedName owner : owners) {
      for (EndpointSlice slice : objects.slices(owner)) {
        for (Host host : Host.endpoints(slice, owner, "", home)) {
          if (host.host.equals(ip) && added.add(host.name)) {
            answer(type, host.name);
          }
        }
      }
    }
    return !answers.isEmpty();
  }

  /** Returns the address, in canonical form, that the name stands for; null if for none. */
  private @Nullable String reversed() {
    boolean v4 = name.endsWith(ARPA_4);
    if (!v4 && !name.endsWith(ARPA_6)) {
      return null;
    }
    String[] labels = labels(name.substring(0, name.length() - (v4 ? ARPA_4 : ARPA_6).length()));
    // Up to three labels too many in front of an IPv6 address are ignored, as CoreDNS does.
    int first = v4 ? 0 : labels.length % 4;
    StringBuilder text = new StringBuilder();
    for (int i = labels.length - 1; i >= first; i--) {
      text.append(labels[i]);
      if (i > first && (v4 || (labels.length - i) % 4 == 0)) {
        text.append(v4 ? '.' : ':');
      }
    }
    Ip ip = Ip.tryParse(text.toString());
    return ip == null ? null : ip.toString();
  }

  private boolean servers() {
    for (Host server : nameServers()) {
      if (added.add(server.name)) {
        answer(type, server.name);
      }
      address(server);
    }
    return true;
  }

  /** The Services that our addresses are endpoints of; without any, our addresses. */
  private List<Host> nameServers() {
    List<Host> found = new ArrayList<>();
    List<Host> own = new ArrayList<>();
    boolean known = false;
    for (Ip server : zones.servers) {
      String ip = server.toString();
      own.add(new Host(NAME_SERVER + zone, ip, 0));
      for (NamespacedName owner : objects.at(ip)) {
        Service service = objects.service(owner);
        for (EndpointSlice slice : objects.slices(owner)) {
          List<Host> endpoints = Host.endpoints(slice, owner, "", zone);
          for (Host endpoint : endpoints) {
            if (endpoint.host.equals(ip)) {
              known = true;
              found.addAll(
                  service == null || !service.spec().headless()
                      ? Host.virtual(service, Host.domain(owner, "svc.", zone), 0)
                      : endpoints);
              break;
            }
          }
        }
      }
    }
    return known ? found : own;
  }

  /** Returns what a name stands for; null if there is no such name. */
  private @Nullable List<Host> hosts(String name) {
    // The zone counts as it was asked for, so that the name server has no address in capitals.
    if (!name.startsWith(NAME_SERVER) || name.indexOf(zone) != NAME_SERVER.length()) {
      return records(name);
    }
    return type == DnsRecord.A || type == DnsRecord.AAAA ? nameServers() : List.of();
  }

  private @Nullable List<Host> records(String name) {
    String base = name.substring(0, Math.max(0, name.length() - zone.length() - 1));
    if (base.isEmpty() || base.equals("svc") || base.equals("pod")) {
      return List.of();
    }
    String[] labels = labels(base);
    int left = labels.length - 3;
    boolean pod = labels[left + 2].equals("pod");
    if (left > 2
        || (!pod && !labels[left + 2].equals("svc"))
        || name.endsWith(ARPA_4)
        || name.endsWith(ARPA_6)
        || !objects.hasNamespace(labels[left + 1])
        || (pod && !objects.namesPods())) {
      return null;
    }
    if (left < 0) {
      return List.of();
    }
    NamespacedName key = new NamespacedName(labels[left + 1], labels[left]);
    List<Host> hosts = pod ? pod(key) : services(key, labels, left);
    return hosts.isEmpty() ? null : hosts;
  }

  private List<Host> pod(NamespacedName key) {
    String text = key.name();
    boolean v4 = labels(text.replace('-', '.')).length == 4 && !text.contains("--");
    Host host = new Host(Host.domain(key, "pod.", zone), text.replace('-', v4 ? '.' : ':'), 0);
    return host.ip != null && objects.hasPod(key.namespace(), host.host)
        ? List.of(host)
        : List.of();
  }

  private List<Host> services(NamespacedName key, String[] labels, int left) {
    Service service = objects.service(key);
    List<Host> hosts = new ArrayList<>();
    if (service == null) {
      return hosts;
    }
    String protocol = left == 2 ? stripped(labels[1]) : "";
    String port = left == 2 ? stripped(labels[0]) : "";
    String domain = Host.domain(key, "svc.", zone);
    String external = service.spec().externalName();
    if (service.spec().external()) {
      if (left == 0 && external != null && Host.ip(external) == null) {
        hosts.add(new Host(domain, external, 0));
      }
    } else if (service.spec().headless() || left == 1) {
      for (EndpointSlice slice : objects.slices(key)) {
        List<Integer> numbers = new ArrayList<>();
        for (EndpointSlice.Port each : slice.ports()) {
          if (Host.matches(port, each.name()) && speaks(protocol, each.protocol())) {
            numbers.add(each.port() == null ? -1 : each.port());
          }
        }
        if (slice.ports().isEmpty() && (port + protocol).isEmpty()) {
          numbers.add(-1);
        }
        for (Host host : Host.endpoints(slice, key, left == 1 ? labels[0] : "", zone)) {
          for (int number : numbers) {
            hosts.add(new Host(host.name, host.host, number));
          }
        }
      }
    } else {
      for (Service.Port each : service.spec().ports()) {
        if (Host.matches(port, each.name()) && speaks(protocol, each.protocol())) {
          hosts.addAll(Host.virtual(service, domain, each.port()));
        }
      }
    }
    return hosts;
  }

  private static String[] labels(String name) {
    return name.split("\\.", -1);
  }

  private static String stripped(String label) {
    return label.startsWith("_") ? label.substring(1) : label;
  }

  private static boolean speaks(String asked, @Nullable Protocol protocol) {
    return Host.matches(asked, (protocol == null ? Protocol.TCP : protocol).value());
  }

  private static String absolute(String name) {
    return name.endsWith(".") ? name : name + ".";
  }
}
