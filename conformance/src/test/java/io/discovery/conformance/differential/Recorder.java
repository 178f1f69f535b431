package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws cases, or reads them, and records what a real API server answers. */
public final class Recorder {
  private static final int PLAYS = Integer.getInteger("differential.plays", 2);

  private final Player player;
  private final Cases.Cluster cluster;

  private Recorder(Player player, Cases.Cluster cluster) {
    this.player = player;
    this.cluster = cluster;
  }

  /** Runs it; the package says with which properties. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Server server =
        new Server(property("server"), System.getProperty("differential.token", "admin-token"));
    for (String name : List.of("shop", "pay")) {
      server.send(
          "POST",
          "/api/v1/namespaces",
          Server.JSON.createObjectNode().set("metadata", Cases.object().put("name", name)));
    }
    String nodePorts = System.getProperty("differential.nodePorts", "30000-32767");
    Cases.Cluster cluster =
        new Cases.Cluster(List.of(property("ranges").split(",", -1)), nodePorts);
    Recorder recorder = new Recorder(new Player(server, cluster), cluster);
    String again = System.getProperty("differential.again", "");
    for (String kind : property("kinds").split(",", -1)) {
      String[] parts = kind.split("=", -1);
      boolean selectors = parts[0].equals("label-selector") || parts[0].equals("field-selector");
      if (selectors) {
        Path fixture = Path.of(property("fixture"));
        recorder.player.keep(Server.JSON.readTree(Files.readString(fixture)));
      }
      if (again.isEmpty()) {
        long seed = Long.getLong("differential.seed", 1);
        recorder.record(parts[0], Integer.parseInt(parts[1]), seed, Path.of(property("out")));
      } else {
        recorder.again(parts[0], Path.of(again));
      }
      recorder.player.end();
      System.out.println("addresses left behind: " + recorder.player.leaks());
    }
  }

  private static String property(String name) {
    String value = System.getProperty("differential." + name);
    if (value == null) {
      throw new IllegalArgumentException("differential." + name + ": not set");
    }
    return value;
  }

  private void record(String kind, int count, long seed, Path out) throws IOException {
    Cases cases = Cases.of(kind, cluster, new Draws(seed));
    Files.createDirectories(out);
    Path file = out.resolve(kind + ".jsonl");
    Set<String> known = new LinkedHashSet<>();
    int dropped = 0;
    try (BufferedWriter lines =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int i = 0; i < 4 * count && known.size() < count; i++) {
        ObjectNode draft = cases.next();
        if (!known.add(draft.get("id").asText())) {
          continue;
        }
        JsonNode vector = played(draft);
        if (vector == null) {
          dropped++;
          continue;
        }
        lines.write(vector + "\n");
      }
    }
    System.out.println(kind + ": " + known.size() + " drawn, " + dropped + " dropped");
  }

  private @Nullable JsonNode played(JsonNode draft) {
    try {
      boolean selector = draft.path("given").isTextual();
      JsonNode first = player.play(draft);
      for (int i = 1; i < (selector ? 1 : PLAYS); i++) {
        if (!player.play(draft).equals(first)) {
          return null;
        }
      }
      return first;
    } catch (Player.Unplayable | UncheckedIOException e) {
      return null;
    }
  }

  private void again(String kind, Path folder) throws IOException {
    int equal = 0;
    int all = 0;
    for (String line : Files.readAllLines(folder.resolve(kind + ".jsonl"))) {
      JsonNode vector = Server.JSON.readTree(line);
      JsonNode ranges = vector.path("cluster").path("serviceCidrs");
      JsonNode own = Server.JSON.valueToTree(cluster.ranges());
      boolean other = !ranges.isMissingNode() && !ranges.equals(own);
      if (other || vector.path("cluster").has("controllers")) {
        continue;
      }
      all++;
      JsonNode played;
      try {
        played = player.play(vector);
      } catch (Player.Unplayable e) {
        System.out.println(vector.get("id") + " " + e.getMessage());
        continue;
      }
      if (played.equals(vector)) {
        equal++;
      } else {
        System.out.println(line + "\n  " + played);
      }
    }
    System.out.println(kind + " " + all + " " + equal);
  }
}
