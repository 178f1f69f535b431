package io.discovery.core.view;

import io.discovery.model.EndpointSlice;
import io.discovery.model.ObjectReference;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Endpoints as text: {@code 3:LRST{a|b}<n1>} is 10.0.0.3, on this node, ready, serving,
 * terminating, with hints for zones a and b and for node n1.
 */
final class Notation {
  static final String HERE = "here";

  private static final Pattern ENDPOINT =
      Pattern.compile("(\\d+):([LRST]*)(?:\\{([^}]*)})?(?:<([^>]*)>)?");

  private Notation() {}

  static EndpointSlice.Endpoint[] endpoints(String text) {
    return Arrays.stream(text.trim().split(" +"))
        .filter(each -> !each.isEmpty())
        .map(Notation::endpoint)
        .toArray(EndpointSlice.Endpoint[]::new);
  }

  private static EndpointSlice.Endpoint endpoint(String text) {
    Matcher parts = ENDPOINT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    String number = parts.group(1);
    String flags = parts.group(2);
    return EndpointSlice.Endpoint.builder()
        .addresses(List.of("10.0.0." + number))
        .nodeName(flags.contains("L") ? HERE : "elsewhere")
        .conditions(
            new EndpointSlice.Conditions(
                flags.contains("R"), flags.contains("S"), flags.contains("T")))
        .targetRef(ObjectReference.pod("shop", "pod-" + number, "uid-" + number))
        .hints(new EndpointSlice.Hints(zones(parts.group(3)), nodes(parts.group(4))))
        .build();
  }

  private static List<EndpointSlice.ForZone> zones(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split("\\|")).map(EndpointSlice.ForZone::new).toList();
  }

  private static List<EndpointSlice.ForNode> nodes(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split("\\|")).map(EndpointSlice.ForNode::new).toList();
  }
}
