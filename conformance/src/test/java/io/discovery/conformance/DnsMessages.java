package io.discovery.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Ip;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Messages in the form of {@code then}. */
final class DnsMessages {
  private static final Map<Integer, String> RCODES =
      Map.of(
          0,
          "NOERROR",
          1,
          "FORMERR",
          2,
          "SERVFAIL",
          3,
          "NXDOMAIN",
          4,
          "NOTIMP",
          5,
          "REFUSED",
          16,
          "BADVERS");
  private static final int[] FLAGS = {Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD};
  private static final Map<Integer, String> SECTIONS =
      Map.of(
          Section.ANSWER,
          "answer",
          Section.AUTHORITY,
          "authority",
          Section.ADDITIONAL,
          "additional");

  private DnsMessages() {}

  /** Returns the code, flags and sections of a message. */
  static ObjectNode answer(byte[] bytes) throws IOException {
    Message message = new Message(bytes);
    ObjectNode tree = VectorFolder.JSON.createObjectNode();
    tree.put("rcode", RCODES.getOrDefault(message.getRcode(), "" + message.getRcode()));
    ArrayNode flags = tree.putArray("flags");
    for (int flag : FLAGS) {
      if (message.getHeader().getFlag(flag)) {
        flags.add(Flags.string(flag));
      }
    }
    boolean truncated = message.getHeader().getFlag(Flags.TC);
    SECTIONS.forEach((section, name) -> add(tree, name, message.getSection(section), truncated));
    return tree;
  }

  private static void add(ObjectNode tree, String name, List<Record> records, boolean counts) {
    ArrayNode lines = VectorFolder.JSON.createArrayNode();
    for (Record record : records) {
      if (record.getType() != Type.OPT) {
        lines.add(line(record));
      }
    }
    if (!lines.isEmpty() && counts) {
      tree.put(name + "Count", lines.size());
    } else if (!lines.isEmpty()) {
      tree.set(name, lines);
    }
  }

  private static String line(Record record) {
    boolean address = record.getType() == Type.A || record.getType() == Type.AAAA;
    String data =
        address ? Ip.of(record.rdataToWireCanonical()).toString() : record.rdataToString();
    return "%s %d %s %s"
        .formatted(record.getName(), record.getTTL(), Type.string(record.getType()), data);
  }

  /** Returns the whole message. */
  static ObjectNode message(byte[] bytes) throws IOException {
    Message message = new Message(bytes);
    ObjectNode tree = answer(bytes);
    Header header = message.getHeader();
    tree.put("id", "%04x".formatted(header.getID()));
    if (header.getOpcode() != 0) {
      tree.put("opcode", header.getOpcode());
    }
    ArrayNode question = tree.putArray("question");
    for (Record record : message.getSection(Section.QUESTION)) {
      String klass = record.getDClass() == DClass.IN ? "" : "CLASS" + record.getDClass() + " ";
      question.add(record.getName() + " " + klass + "TYPE" + record.getType());
    }
    OPTRecord opt = message.getOPT();
    if (opt != null) {
      ObjectNode edns = tree.putObject("edns");
      edns.put("udpSize", opt.getPayloadSize()).put("version", opt.getVersion());
      edns.put("do", (opt.getFlags() & 0x8000) != 0);
    }
    return tree;
  }

  /** Writes types in questions as numbers, for not all have a name everywhere. */
  static JsonNode numbered(JsonNode expected) {
    ObjectNode tree = expected.deepCopy();
    ArrayNode question = VectorFolder.JSON.createArrayNode();
    for (JsonNode line : expected.path("question")) {
      String text = line.asText();
      int type = text.lastIndexOf(' ') + 1;
      question.add(text.substring(0, type) + "TYPE" + Type.value(text.substring(type)));
    }
    return expected.has("question") ? tree.set("question", question) : tree;
  }
}
