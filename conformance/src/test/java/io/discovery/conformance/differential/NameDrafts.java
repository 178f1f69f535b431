package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Draws names, labels, annotations and port names, most of them a little odd. */
final class NameDrafts {
  private static final String LETTERS = "abz09-_.AZ/ é:~*";
  private final Draws draws;

  NameDrafts(Draws draws) {
    this.draws = draws;
  }

  ObjectNode next() {
    String word = word();
    return switch (draws.below(11)) {
      case 0 -> named("name ", "name", word);
      case 1 -> named("generateName ", "generateName", word);
      case 2 -> metadata("label key pods", "labels", key(), "x");
      case 3 -> metadata("label value pods", "labels", "app", word);
      case 4 -> metadata("annotation key pods", "annotations", key(), word);
      case 5 -> pod("hostname", "spec.hostname", word);
      case 6 -> pod("subdomain", "spec.subdomain", word);
      case 7 -> pod("container", "spec.containers.0.name", word);
      case 8 -> containerPort(word);
      case 9 -> service(draws.of("name", "targetPort"), word);
      default -> service("appProtocol", key());
    };
  }

  /** Returns a word of up to 12 letters, or one at a limit of length. */
  private String word() {
    StringBuilder word = new StringBuilder();
    if (draws.oneIn(4)) {
      int length =
          Integer.parseInt(draws.of("15", "16", "57", "58", "59", "63", "64", "253", "254"));
      word.append("a".repeat(length));
      if (draws.oneIn(2)) {
        letter(word);
      }
      return word.toString();
    }
    int letters = draws.below(8);
    word.append(draws.of("", "a", "a", "cart"));
    for (int i = 0; i < letters; i++) {
      if (draws.oneIn(4)) {
        word.append(LETTERS.charAt(draws.below(LETTERS.length())));
      } else {
        word.append(draws.of("a", "b", "1", "-"));
      }
    }
    return word.toString();
  }

  private void letter(StringBuilder word) {
    word.setCharAt(draws.below(word.length()), LETTERS.charAt(draws.below(LETTERS.length())));
  }

  private String key() {
    return draws.oneIn(2) ? word() : word() + "/" + word();
  }

  private ObjectNode named(String about, String field, String word) {
    String resource = draws.of("pods", "services", "namespaces", "endpoints", "endpointslices");
    ObjectNode body =
        switch (resource) {
          case "pods" -> PodDrafts.body("");
          case "services" -> (ObjectNode) Draws.json("{\"spec\":{\"clusterIP\":\"None\"}}");
          case "endpointslices" ->
              (ObjectNode) Draws.json("{\"addressType\":\"IPv4\",\"endpoints\":[]}");
          default -> Cases.object();
        };
    body.putObject("metadata").put(field, word);
    return request(about + resource, resource, body);
  }

  private static ObjectNode request(String about, String resource, ObjectNode body) {
    ObjectNode request =
        Cases.request("create", resource, resource.equals("namespaces") ? "" : "shop");
    request.set("body", body);
    return Cases.draft(about, request);
  }

  private static ObjectNode metadata(String about, String field, String key, String value) {
    ObjectNode body = PodDrafts.body("cart-0");
    ((ObjectNode) body.get("metadata")).putObject(field).put(key, value);
    return request(about, "pods", body);
  }

  private static ObjectNode pod(String about, String path, String word) {
    ObjectNode body = PodDrafts.body("cart-0");
    Pool.set(body, path, Server.JSON.getNodeFactory().textNode(word));
    return request(about, "pods", body);
  }

  private static ObjectNode containerPort(String word) {
    ObjectNode body = PodDrafts.body("cart-0");
    ObjectNode container = (ObjectNode) body.at("/spec/containers/0");
    container.putArray("ports").addObject().put("name", word).put("containerPort", 80);
    return request("container port", "pods", body);
  }

  private static ObjectNode service(String field, String word) {
    ObjectNode body =
        (ObjectNode)
            Draws.json(
                "{\"metadata\":{\"name\":\"cart\"},"
                    + "\"spec\":{\"clusterIP\":\"None\",\"ports\":[{\"port\":80}]}}");
    ((ObjectNode) body.at("/spec/ports/0")).put(field, word);
    return request(field.equals("name") ? "port name" : field, "services", body);
  }
}
