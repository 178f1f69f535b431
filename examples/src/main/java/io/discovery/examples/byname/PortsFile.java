package io.discovery.examples.byname;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What listens where, for scripts: a line each, in columns with tabs between them.
 *
 * <pre>
 * pid   4711
 * dns   cluster.local   both  127.0.0.1    1053
 * vip   shop/web:http   TCP   127.96.1.17  8080
 * node  shop/front:http TCP   127.0.0.1    30080
 * </pre>
 */
final class PortsFile {
  private PortsFile() {}

  static List<String> lines(List<Entry> entries, String zone, InetSocketAddress dns) {
    List<String> lines = new ArrayList<>();
    lines.add("pid\t" + ProcessHandle.current().pid());
    lines.add(line("dns", zone, "both", dns));
    for (Entry entry : entries) {
      InetSocketAddress socket = entry.socket();
      Entry.Port port = entry.port();
      if (socket != null && port != null) {
        String kind = entry.kind() == Entry.Kind.VIP ? "vip" : "node";
        String name = entry.service() + ":" + port.name();
        lines.add(line(kind, name, port.protocol().value(), socket));
      }
    }
    return lines;
  }

  private static String line(String kind, String name, String protocol, InetSocketAddress socket) {
    String host = socket.getAddress().getHostAddress();
    return String.join("\t", kind, name, protocol, host, String.valueOf(socket.getPort()));
  }

  /** Writes the file at once: who sees it sees all of it. */
  static void write(Path file, List<String> lines) throws IOException {
    Path begun = file.resolveSibling(file.getFileName() + ".new");
    Files.write(begun, lines);
    Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
