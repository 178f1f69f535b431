package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the documents of a JSON text, one after the other. */
final class JsonReader {
  static final JsonFactory JSON = new JsonFactory();

  private static final Pattern SOURCE =
      Pattern.compile("\\[Source: [^;]*; line: (\\d+), column: (\\d+)]");

  private JsonReader() {}

  /** Hands each document to the consumer. */
  static void read(
      String text, Limits limits, Findings findings, Consumer<@Nullable Node> documents) {
    read(text, new TreeBuilder(limits, findings), findings, documents);
  }

  /** Hands each document that is built to the consumer. */
  static void read(
      String text, TreeBuilder tree, Findings findings, Consumer<@Nullable Node> documents) {
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (tree.idle()) {
          findings.beginDocument();
        }
        take(token, parser, tree);
        Node document = tree.take();
        if (document != null) {
          documents.accept(document);
        }
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String reason =
          SOURCE
              .matcher(e.getOriginalMessage())
              .replaceAll("line $1, column $2")
              .replaceAll("\\p{Cntrl}+", " ");
      int line = at == null ? 1 : Math.max(1, at.getLineNr());
      int column = at == null ? 1 : Math.max(1, at.getColumnNr());
      throw findings.fatal(line, column, "not JSON (" + reason + ")");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void take(JsonToken token, JsonParser parser, TreeBuilder tree)
      throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    switch (token) {
      case START_OBJECT -> tree.begin(new Node.Fields(line, column));
      case START_ARRAY -> tree.begin(new Node.Items(line, column));
      case END_OBJECT, END_ARRAY -> tree.end();
      default -> tree.scalar(new Node.Scalar(line, column, typeOf(token), parser.getText()));
    }
  }

  private static ScalarType typeOf(JsonToken token) {
    return switch (token) {
      case VALUE_NUMBER_INT -> ScalarType.INTEGER;
      case VALUE_NUMBER_FLOAT -> ScalarType.FLOAT;
      case VALUE_TRUE, VALUE_FALSE -> ScalarType.BOOLEAN;
      case VALUE_NULL -> ScalarType.NULL;
      default -> ScalarType.TEXT;
    };
  }
}
