package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Ip;
import io.discovery.proxy.Frontend;
import io.discovery.proxy.NodeProxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which endpoints clients reach one after the other: relations between steps. */
final class AffinityKind extends ProxyKind {
  private static final double SEND_SECONDS = 0.4;

  @Override
  Questions questions(ProxyScene scene) {
    return new Clients(scene);
  }

  /** The clients of one case, and where each step led them. */
  private static final class Clients implements Questions {
    private final ProxyScene scene;
    private final Map<Integer, List<Reached>> steps = new LinkedHashMap<>();
    private int port = 20_000;

    Clients(ProxyScene scene) {
      this.scene = scene;
    }

    @Override
    public ObjectNode answer(int number, JsonNode asked, JsonNode expected) {
      List<Reached> reached = connect(asked);
      steps.put(number, reached);
      String wrong = wrong(expected, reached);
      return wrong.isEmpty()
          ? expected.deepCopy()
          : VectorFolder.JSON.createObjectNode().put(wrong, reached.toString());
    }

    private List<Reached> connect(JsonNode asked) {
      int first = port;
      port += asked.path("sources").size();
      List<Reached> reached = reach(asked, first);
      double left = asked.path("openSeconds").asDouble();
      while (left > 0) {
        scene.pass(Math.min(left, SEND_SECONDS));
        left -= SEND_SECONDS;
        List<Reached> now = reach(asked, first);
        if (!now.equals(reached)) {
          throw new IllegalStateException("open flows: moved from " + reached + " to " + now);
        }
      }
      return reached;
    }

    private List<Reached> reach(JsonNode asked, int firstPort) {
      NodeProxy proxy = scene.proxy(asked);
      Frontend frontend = ProxyScene.frontend(asked);
      boolean fromNode = asked.path("from").asText().equals("node");
      boolean udp = asked.path("protocol").asText().equals("UDP");
      List<Reached> reached = new ArrayList<>();
      for (JsonNode each : asked.path("sources")) {
        Ip source = Ip.parse(each.asText());
        int at = firstPort + reached.size();
        String end =
            scene.seen(
                udp
                    ? proxy.datagram(source, at, fromNode, frontend)
                    : proxy.connect(source, fromNode, frontend));
        reached.add(new Reached(each.asText(), end));
      }
      return reached;
    }

    /** Returns which part of what is expected does not hold, empty if all does. */
    private String wrong(JsonNode expected, List<Reached> reached) {
      if (expected.has("outcome")) {
        String outcome = expected.path("outcome").asText();
        return reached.stream().allMatch(each -> each.end.equals(outcome)) ? "" : "outcome";
      }
      Set<String> amongst = texts(expected.path("amongst"));
      if (!reached.stream().allMatch(each -> amongst.contains(each.end))) {
        return "amongst";
      }
      List<Reached> before = steps.getOrDefault(expected.path("as").asInt(), List.of());
      boolean holds =
          switch (expected.path("rule").asText()) {
            case "free" -> true;
            case "same" -> stayed(reached, before, texts(expected.path("unlessBefore")));
            case "some-move", "some-differ" -> moved(reached, before);
            case "spread" -> reached.stream().map(Reached::end).distinct().count() > 1;
            default -> throw new IllegalArgumentException("rule: not known in " + expected);
          };
      return holds ? "" : "rule";
    }

    private static boolean stayed(List<Reached> reached, List<Reached> before, Set<String> except) {
      for (Reached now : reached) {
        for (Reached then : before) {
          if (then.source.equals(now.source)
              && !then.end.equals(now.end)
              && !except.contains(then.end)) {
            return false;
          }
        }
      }
      return true;
    }

    private static boolean moved(List<Reached> reached, List<Reached> before) {
      for (Reached now : reached) {
        for (Reached then : before) {
          if (then.source.equals(now.source) && !then.pod().equals(now.pod())) {
            return true;
          }
        }
      }
      return false;
    }

    private static Set<String> texts(JsonNode list) {
      Set<String> texts = new LinkedHashSet<>();
      list.forEach(each -> texts.add(each.asText()));
      return texts;
    }
  }

  private record Reached(String source, String end) {
    String pod() {
      return end.substring(0, Math.max(0, end.lastIndexOf(':')));
    }
  }
}
