package io.discovery.examples.byname;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The command lines that reach what there is, to paste. */
final class Lines {
  private final String dig;
  private final Set<String> lines = new LinkedHashSet<>();
  private boolean byName;

  private Lines(InetSocketAddress dns) {
    dig = "dig @" + dns.getAddress().getHostAddress() + " -p " + dns.getPort() + " +short ";
  }

  /** Returns the lines for some ways, in their order. */
  static List<String> of(List<Entry> entries, InetSocketAddress dns) {
    Lines lines = new Lines(dns);
    entries.forEach(lines::add);
    return new ArrayList<>(lines.lines);
  }

  private void add(Entry entry) {
    switch (entry.kind()) {
      case VIP -> vip(entry);
      case NODE -> dial(entry);
      case HEADLESS -> {
        lines.add(dig + entry.name());
        srv(entry);
      }
      case OUTSIDE -> lines.add(dig + entry.name() + " CNAME");
    }
  }

  private void vip(Entry entry) {
    lines.add(dig + entry.name());
    dial(entry);
    if (!byName && entry.tcp() && entry.problem().isEmpty()) {
      byName = true;
      lines.add("curl -s http://$(" + dig + entry.name() + "):" + number(entry) + "/");
      lines.add(dig + "-x " + entry.authority().split(":", -1)[0]);
      srv(entry);
    }
  }

  private static int number(Entry entry) {
    Entry.Port port = entry.port();
    return port == null ? 0 : port.number();
  }

  private void srv(Entry entry) {
    Entry.Port port = entry.port();
    if (port != null && !port.name().isEmpty()) {
      lines.add(dig + port.srv() + entry.name() + " SRV");
    }
  }

  private void dial(Entry entry) {
    InetSocketAddress socket = entry.socket();
    if (entry.tcp()) {
      lines.add("curl -s http://" + entry.authority() + "/");
    } else if (entry.udp() && socket != null) {
      String host = socket.getAddress().getHostAddress();
      lines.add("echo hello | nc -u -w 1 " + host + " " + socket.getPort());
    }
  }
}
