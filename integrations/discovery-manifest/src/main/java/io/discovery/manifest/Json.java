package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: a {@code Map} in the order in which it was written, a {@code List}, a
 * {@code String}, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean} or null.
 */
public final class Json {
  private Json() {}

  /**
   * Returns the one value of a JSON text; of a key given twice the last value.
   *
   * @throws ManifestException if the text is not one JSON value
   */
  public static @Nullable Object parse(String json) {
    Findings findings = new Findings();
    return plain(document(json, findings));
  }

  /**
   * Returns which keys of a JSON text are given twice, such as {@code duplicate field "spec.type"}.
   *
   * @throws ManifestException if the text is not one JSON value
   */
  public static List<String> repeated(String json) {
    Findings findings = new Findings();
    document(json, findings);
    return findings.lax();
  }

  /**
   * Returns a value as JSON.
   *
   * @throws IllegalArgumentException if there is something else in it than {@link #parse} returns
   */
  public static String write(@Nullable Object value) {
    Writer text = new StringWriter();
    try (JsonGenerator to = JsonReader.JSON.createGenerator(text)) {
      write(value, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Reads the one document of a text; keys given twice are noted. */
  static Node document(String json, Findings findings) {
    findings.beginFile("json");
    List<@Nullable Node> documents = new ArrayList<>();
    TreeBuilder tree = TreeBuilder.lastWins(Limits.DEFAULT, findings);
    JsonReader.read(json, tree, findings, documents::add);
    Node only = documents.size() == 1 ? documents.get(0) : null;
    if (only == null) {
      throw findings.fatal(1, 1, documents.size() + " documents (expected: 1)");
    }
    return only;
  }

  private static @Nullable Object plain(Node node) {
    if (node instanceof Node.Fields mapping) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      mapping.fields.forEach((name, entry) -> fields.put(name, plain(entry.value())));
      return fields;
    }
    if (node instanceof Node.Items list) {
      List<@Nullable Object> items = new ArrayList<>(list.items.size());
      list.items.forEach(item -> items.add(plain(item)));
      return items;
    }
    Node.Scalar scalar = (Node.Scalar) node;
    return switch (scalar.type) {
      case NULL -> null;
      case BOOLEAN -> Boolean.valueOf(scalar.text);
      case FLOAT -> Double.valueOf(scalar.text);
      case INTEGER -> integer(scalar.text);
      case TEXT, MERGE -> scalar.text;
    };
  }

  private static Number integer(String text) {
    BigInteger number = new BigInteger(text);
    if (number.bitLength() > 63) {
      return number;
    }
    return number.longValue();
  }

  /** Returns a value as a node without a place. */
  static Node node(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Node.Fields fields = new Node.Fields(0, 0);
      map.forEach(
          (name, each) ->
              fields.fields.put(String.valueOf(name), new Node.Entry(0, 0, node(each))));
      return fields;
    }
    if (value instanceof List<?> list) {
      Node.Items items = new Node.Items(0, 0);
      list.forEach(each -> items.items.add(node(each)));
      return items;
    }
    return new Node.Scalar(0, 0, typeOf(value), String.valueOf(value));
  }

  private static ScalarType typeOf(@Nullable Object value) {
    if (value == null) {
      return ScalarType.NULL;
    }
    if (value instanceof Boolean) {
      return ScalarType.BOOLEAN;
    }
    if (value instanceof Double) {
      return ScalarType.FLOAT;
    }
    return value instanceof Number ? ScalarType.INTEGER : ScalarType.TEXT;
  }

  private static void write(@Nullable Object value, JsonGenerator to) throws IOException {
    if (value instanceof Map<?, ?> map) {
      to.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        to.writeFieldName((String) entry.getKey());
        write(entry.getValue(), to);
      }
      to.writeEndObject();
    } else if (value instanceof List<?> list) {
      to.writeStartArray();
      for (Object each : list) {
        write(each, to);
      }
      to.writeEndArray();
    } else {
      writeScalar(value, to);
    }
  }

  private static void writeScalar(@Nullable Object value, JsonGenerator to) throws IOException {
    if (value == null) {
      to.writeNull();
    } else if (value instanceof Boolean truth) {
      to.writeBoolean(truth);
    } else if (value instanceof Number number) {
      to.writeNumber(number.toString());
    } else if (value instanceof String text) {
      to.writeString(text);
    } else {
      throw new IllegalArgumentException(
          value.getClass().getName() + ": not JSON (expected: a map, list, text, number, boolean)");
    }
  }
}
