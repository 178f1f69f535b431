package io.discovery.core.view;

import io.discovery.address.Ip;
import io.discovery.model.AddressType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which addresses an endpoint may have, in Kubernetes' words. */
final class EndpointAddress {
  private EndpointAddress() {}

  /** Returns what is wrong with an address, or null. */
  static @Nullable String problem(String text, AddressType type, boolean loopback) {
    List<String> syntax = Ip.problems(text);
    String problem = syntax.isEmpty() ? problem(Ip.parse(text), type, loopback) : syntax.get(0);
    return problem == null ? null : "Invalid value: \"" + shown(text) + "\": " + problem;
  }

  private static @Nullable String problem(Ip ip, AddressType type, boolean loopback) {
    if (ip.is4() != type.equals(AddressType.IPV4)) {
      return "must be an " + type + " address";
    }
    List<String> problems = Ip.endpointProblems(ip.toString());
    return problems.isEmpty() || (loopback && ip.loopback()) ? null : problems.get(0);
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }
}
