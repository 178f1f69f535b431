package io.discovery.core.dns;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.model.EndpointSlice;
import io.discovery.model.Service;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The zone of a cluster, and those of its addresses: answers questions about the names in them. */
public final class ClusterZone {
  static final String ARPA_4 = ".in-addr.arpa.";
  static final String ARPA_6 = ".ip6.arpa.";

  /** The cluster's zone, then the reverse ones; in lower case, with a dot at the end. */
  final List<String> zones = new ArrayList<>();

  final int ttl;
  final List<Ip> servers;

  private ClusterZone(int ttl, List<Ip> servers) {
    this.ttl = ttl;
    this.servers = List.copyOf(servers);
  }

  /**
   * Returns a zone.
   *
   * @param name its name, such as {@code cluster.local}
   * @param reverse the ranges whose addresses have names
   * @param ttl how many seconds answers may be kept
   * @param servers the addresses at which the cluster knows its name server; an endpoint of a
   *     Service makes that Service the one of record
   */
  public static ClusterZone of(String name, List<Cidr> reverse, int ttl, List<Ip> servers) {
    ClusterZone zone = new ClusterZone(ttl, servers);
    zone.zones.add(lower(absolute(name)));
    reverse.forEach(zone::addReverse);
    return zone;
  }

  /** A range that ends inside of a label has several zones. */
  private void addReverse(Cidr range) {
    boolean v4 = range.base().is4();
    int step = v4 ? 8 : 4;
    int labels = (range.prefixLength() + step - 1) / step;
    int free = (v4 ? 32 : 128) - labels * step;
    for (int i = 0; i < 1 << (labels * step - range.prefixLength()); i++) {
      byte[] bytes = range.at(BigInteger.valueOf(i).shiftLeft(free)).toBytes();
      StringBuilder name = new StringBuilder();
      for (int label = labels - 1; label >= 0; label--) {
        int nibble = bytes[label * step / 8] >> (label % 2 == 0 ? 4 : 0) & 15;
        name.append(v4 ? "" + (bytes[label] & 255) : Integer.toHexString(nibble));
        name.append(label == 0 ? "" : ".");
      }
      String zone = name.append(v4 ? ARPA_4 : ARPA_6).toString();
      zones.add(labels == 0 ? zone.substring(1) : zone);
    }
  }

  /** Returns the zone that a name lies in, as the name writes it; null if it is none of ours. */
  public @Nullable String zoneOf(String name) {
    String lower = lower(name);
    int longest = 0;
    for (String zone : zones) {
      if (zone.length() > longest && within(lower, zone)) {
        longest = zone.length();
      }
    }
    return longest == 0 ? null : name.substring(name.length() - longest);
  }

  /** Returns the answer to a question of class IN. */
  public DnsAnswer answer(DnsObjects objects, String name, int type) {
    String zone = zoneOf(name);
    return zone == null ? DnsAnswer.REFUSAL : new Lookup(this, objects, name, zone, type).answer();
  }

  /** Returns the addresses that a Service, or slices without one, have names for. */
  public static Collection<String> addresses(
      @Nullable Service service, Collection<EndpointSlice> slices) {
    Collection<String> addresses = new LinkedHashSet<>();
    if (service != null) {
      addresses.addAll(clusterIps(service));
    }
    for (EndpointSlice slice : slices) {
      for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
        if (endpoint.conditions().isReady()) {
          addresses.addAll(endpoint.addresses());
        }
      }
    }
    return addresses;
  }

  static List<String> clusterIps(Service service) {
    String only = service.spec().clusterIP();
    List<String> all = service.spec().clusterIPs();
    return all.isEmpty() && only != null ? List.of(only) : all;
  }

  /** Returns whether a name is that of a zone or below it; both in lower case. */
  static boolean within(String name, String zone) {
    int start = name.length() - zone.length();
    return name.endsWith(zone) && (start == 0 || name.charAt(start - 1) == '.');
  }

  static String absolute(String name) {
    return name.endsWith(".") ? name : name + ".";
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
