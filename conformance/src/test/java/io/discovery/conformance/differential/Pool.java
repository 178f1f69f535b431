package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Values for the fields of an object: a line a field, its path and then its values.
 *
 * <p>A path has dots between names and numbers; values are those of {@link Draws#value}. What
 * stands before {@code ||} is valid in most objects, what stands after it mostly is not.
 */
final class Pool {
  private static final String WRONG =
      "true | 1 | -1 | 1.5 | 80.0 | \"\" | \"x\" | [] | {} | null | [null] | [1] | [\"\"] | [{}]"
          + " | 99999999999 | 9999999999999999999 | \"80\" | {\"a\":\"b\"} | {\"a\":1} | false | 0";

  private record Field(String path, String good, String bad) {}

  private final List<Field> fields = new ArrayList<>();

  private final int wrongPermille;

  Pool(String lines) {
    this(lines, 60);
  }

  /** Returns a pool of which so many in a thousand bad values are of a wrong type. */
  Pool(String lines, int wrongPermille) {
    this.wrongPermille = wrongPermille;
    for (String line : lines.split("\n", -1)) {
      int name = line.indexOf(' ');
      String[] values = line.substring(name + 1).split(" \\|\\| ", -1);
      fields.add(new Field(line.substring(0, name), values[0], values[values.length - 1]));
    }
  }

  /** Changes some fields of an object; valid objects come out as often as the chance says. */
  void edit(ObjectNode object, int edits, int goodPercent, Draws draws) {
    for (int i = 0; i < edits; i++) {
      Field field = draws.of(fields);
      boolean good = draws.below(100) < goodPercent;
      String values =
          draws.below(1000) < (good ? 0 : wrongPermille) ? WRONG : good ? field.good : field.bad;
      set(object, field.path, draws.value(values));
    }
  }

  /** Puts a value at a path, or takes it away if it is missing; lists and objects are made. */
  static void set(JsonNode root, String path, JsonNode value) {
    String[] names = path.split("\\.", -1);
    JsonNode node = root;
    for (int i = 0; i < names.length - 1; i++) {
      JsonNode next = member(node, names[i]);
      if (!next.isContainerNode()) {
        if (value.isMissingNode()) {
          return;
        }
        next =
            Character.isDigit(names[i + 1].charAt(0))
                ? Server.JSON.createArrayNode()
                : Server.JSON.createObjectNode();
        put(node, names[i], next);
      }
      node = next;
    }
    put(node, names[names.length - 1], value);
  }

  private static JsonNode member(JsonNode node, String name) {
    return node.isArray() && isIndex(name) ? node.path(Integer.parseInt(name)) : node.path(name);
  }

  private static boolean isIndex(String name) {
    return Character.isDigit(name.charAt(0));
  }

  private static void put(JsonNode node, String name, JsonNode value) {
    if (node instanceof ObjectNode object) {
      if (value.isMissingNode()) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    } else if (node instanceof ArrayNode list && isIndex(name) && !value.isMissingNode()) {
      int index = Integer.parseInt(name);
      if (index < list.size()) {
        list.set(index, value);
      } else {
        list.add(value);
      }
    }
  }
}
