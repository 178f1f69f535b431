package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Ip;

/** The same creation many times, {@code %d} in its body being the number of each. */
final class Repetition {
  private final Requests requests;
  private final JsonNode asked;

  Repetition(Requests requests, JsonNode asked) {
    this.requests = requests;
    this.asked = asked;
  }

  /** Returns how many succeeded and failed, the first failure, and how many values were counted. */
  ObjectNode answer() {
    int from = asked.path("from").asInt(1);
    int created = 0;
    int failed = 0;
    int counted = 0;
    JsonNode error = null;
    for (int i = from; i < from + asked.get("repeat").asInt(); i++) {
      ObjectNode one = asked.deepCopy();
      one.remove("repeat");
      one.set("body", TestPlane.tree(asked.get("body").toString().replace("%d", "" + i)));
      ObjectNode answer = requests.answer(one);
      if (answer.get("code").asInt() < 300) {
        created++;
        counted += counted(answer.path("object").path("spec"));
      } else {
        failed++;
        error = error == null ? answer : error;
      }
    }
    ObjectNode then = VectorFolder.JSON.createObjectNode();
    then.put("created", created).put("failed", failed);
    if (error != null) {
      then.set("error", error);
    }
    if (asked.has("tally")) {
      then.put("tally", counted);
    }
    return then;
  }

  private int counted(JsonNode spec) {
    if (!asked.has("tally")) {
      return 0;
    }
    String[] range = asked.get("tally").asText().split("-", 2);
    int counted = 0;
    if (range[0].indexOf('.') >= 0 || range[0].indexOf(':') >= 0) {
      for (JsonNode address : spec.path("clusterIPs")) {
        Ip ip = Ip.parse(address.asText());
        if (ip.compareTo(Ip.parse(range[0])) >= 0 && ip.compareTo(Ip.parse(range[1])) <= 0) {
          counted++;
        }
      }
      return counted;
    }
    for (JsonNode port : spec.path("ports")) {
      int number = port.path("nodePort").asInt();
      if (number >= Integer.parseInt(range[0]) && number <= Integer.parseInt(range[1])) {
        counted++;
      }
    }
    return counted;
  }
}
