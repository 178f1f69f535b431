package io.discovery.examples.byname;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** What one reads first: what can be reached, and how. */
final class Welcome {
  private Welcome() {}

  static void print(
      PrintWriter out, Application application, List<Entry> entries, Options options) {
    String dns = Entry.authority(application.dns());
    out.println(
        application.cluster.pods().size()
            + " Pods are ready, seed "
            + options.seed
            + "; names of "
            + Application.ZONE
            + " at "
            + dns
            + ", UDP and TCP");
    out.println();
    table(entries).print(out);
    out.println();
    problems(entries).forEach(out::println);
    application.refused().forEach(text -> out.println("refused: " + text));
    out.println("To paste in another terminal:");
    Lines.of(entries, application.dns()).forEach(line -> out.println("  " + line));
    out.println();
    out.println(
        options.seconds == 0 ? "Serving until Ctrl-C." : "Serving for " + options.seconds + " s.");
  }

  /** A row for each Service port: its virtual address, and its port of the node if it has one. */
  static Table table(List<Entry> entries) {
    Table table = new Table("NAME", "PORT", "ADDRESS", "NODE PORT");
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      boolean both = i + 1 < entries.size() && entries.get(i + 1).isNodePortOf(entry);
      boolean alone = entry.kind() == Entry.Kind.NODE;
      String node = both ? entries.get(++i).authority() : alone ? entry.authority() : "";
      String port = Objects.toString(entry.port(), "");
      table.row(entry.name(), port, alone ? "" : address(entry), node);
    }
    return table;
  }

  private static String address(Entry entry) {
    return entry.socket() == null ? entry.target() : entry.authority();
  }

  /** A virtual address that cannot be listened at, and what stands for it. */
  private static TreeSet<String> problems(List<Entry> entries) {
    TreeSet<String> problems = new TreeSet<>();
    for (Entry entry : entries) {
      if (!entry.problem().isEmpty()) {
        problems.add(entry.service() + " " + entry.port() + ": " + entry.problem());
      }
    }
    return problems;
  }
}
