package io.discovery.core;

import io.discovery.Resolver;
import io.discovery.address.Ip;
import io.discovery.core.dns.ClusterZone;
import io.discovery.core.dns.DnsRecord;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.Service;
import io.discovery.model.ServiceSpec;
import io.discovery.snapshot.ServiceSnapshot;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Names and variables as a kubelet gives them to the Pods of a namespace. */
final class PodNames implements Resolver {
  private static final String DOMAIN = "cluster.local.";
  private static final ClusterZone ZONE = new ClusterZone(List.of(DOMAIN), 5, List.of());

  private final HandleContext.Known client;
  private final String namespace;

  PodNames(HandleContext.Known client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public List<Ip> addresses(String name) {
    List<Ip> found = new ArrayList<>();
    for (String data : data(name, DnsRecord.A, DnsRecord.AAAA)) {
      found.add(Ip.parse(data));
    }
    return found;
  }

  @Override
  public List<InetSocketAddress> srv(String name) {
    List<InetSocketAddress> found = new ArrayList<>();
    for (String data : data(name, DnsRecord.SRV)) {
      String[] row = data.split(" ", -1);
      found.add(InetSocketAddress.createUnresolved(undotted(row[3]), Integer.parseInt(row[2])));
    }
    return found;
  }

  @Override
  public @Nullable String alias(String name) {
    List<String> found = data(name, DnsRecord.CNAME);
    return found.isEmpty() ? null : undotted(found.get(0));
  }

  private static String undotted(String name) {
    return name.substring(0, name.length() - 1);
  }

  /**
   * Returns the data at the first of the names that a name may stand for that has any.
   *
   * <p>A name with the five dots of ndots exists as it is or not at all: order counts for others.
   */
  private List<String> data(String name, int... types) {
    Root root = root();
    String below = ".svc." + DOMAIN;
    String[] ends = {"." + namespace + below, below, "." + DOMAIN, "."};
    if (name.endsWith(".")) {
      ends = new String[] {""};
    }
    List<String> found = new ArrayList<>();
    boolean exists = false;
    for (int i = 0; i < ends.length && !exists; i++) {
      String candidate = name + ends[i];
      for (int type : types) {
        for (DnsRecord record : ZONE.answer(root.snapshot(), candidate, type).answers()) {
          exists = true;
          if (record.type() == type) {
            found.add(record.data());
          }
        }
      }
    }
    if (!exists && root.missing() != null) {
      throw new IllegalStateException("discovery: not synced (waiting for " + root.missing() + ")");
    }
    return found;
  }

  private Root root() {
    Root root = client.root();
    if (root.closed()) {
      throw new IllegalStateException("discovery: closed");
    }
    return root;
  }

  /** Sources: kubelet_pods.go getServiceEnvVarMap and envvars.go FromServices. */
  @Override
  public Map<String, String> environment() {
    Map<String, ServiceSpec> specs = new TreeMap<>();
    for (ServiceSnapshot each : root().snapshot().services()) {
      String name = each.name().toString();
      String prefix = variable(each.name().name());
      String ip = each.service().spec().clusterIP();
      boolean set = ip != null && !ip.isEmpty() && !ip.equals(ServiceSpec.HEADLESS);
      if (set && name.startsWith(namespace + "/")) {
        specs.put(prefix, each.service().spec());
      } else if (set && name.equals("default/kubernetes")) {
        specs.putIfAbsent(prefix, each.service().spec());
      }
    }
    Map<String, String> variables = new TreeMap<>();
    for (Map.Entry<String, ServiceSpec> each : specs.entrySet()) {
      add(each.getKey(), each.getValue(), variables);
    }
    return variables;
  }

  private static void add(String prefix, ServiceSpec spec, Map<String, String> variables) {
    String ip = "" + spec.clusterIP();
    String host = "://" + (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":";
    variables.put(prefix + "_SERVICE_HOST", ip);
    for (Service.Port port : spec.ports()) {
      String number = "" + port.port();
      String protocol = port.protocol() == null ? "TCP" : port.protocol().value();
      String link = prefix + "_PORT";
      String own = prefix + "_SERVICE_PORT";
      String lower = protocol.toLowerCase(Locale.ROOT);
      variables.putIfAbsent(link, lower + host + number);
      variables.putIfAbsent(own, number);
      if (port.name() != null && !port.name().isEmpty()) {
        variables.put(own + "_" + variable(port.name()), number);
      }
      link += "_" + number + "_" + variable(protocol);
      variables.put(link, lower + host + number);
      variables.put(link + "_PROTO", lower);
      variables.put(link + "_PORT", number);
      variables.put(link + "_ADDR", ip);
    }
  }

  private static String variable(String name) {
    return name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
