package io.discovery.core.dns;

import io.discovery.address.Ip;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The zones of a cluster: answers questions about the names in them. */
public final class ClusterZone {
  final List<String> zones;
  final int ttl;
  final List<Ip> servers;

  /**
   * Returns zones.
   *
   * @param zones the zone such as {@code cluster.local.}, then those of addresses such as {@code
   *     96.10.in-addr.arpa.}; absolute, in lower case
   * @param ttl how many seconds answers may be kept
   * @param servers the addresses at which the cluster knows its name server; an endpoint of a
   *     Service makes that Service the one of record
   */
  public ClusterZone(List<String> zones, int ttl, List<Ip> servers) {
    this.zones = List.copyOf(zones);
    this.ttl = ttl;
    this.servers = List.copyOf(servers);
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

  /** Returns the answer to a question of class IN about an absolute name. */
  public DnsAnswer answer(DnsObjects objects, String name, int type) {
    String zone = zoneOf(name);
    boolean transfer = type == Lookup.IXFR || type == Lookup.AXFR;
    return (zone == null || transfer)
        ? DnsAnswer.nothing(DnsAnswer.REFUSED, List.of())
        : new Lookup(this, objects, name, zone, type).answer();
  }

  /** Returns whether a name is that of a zone or below it; both in lower case. */
  static boolean within(String name, String zone) {
    int start = name.length() - zone.length();
    return name.endsWith(zone) && (start == 0 || name.charAt(start - 1) == '.');
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
