package io.discovery.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A folder of vectors: one file of JSON lines a kind, and the fixtures that they name. */
record VectorFolder(Path path) {
  static final JsonMapper JSON = new JsonMapper();
  private static final String LINES = ".jsonl";

  /** Returns the folder that this project tests itself with. */
  static VectorFolder own() throws URISyntaxException {
    URL folder = VectorFolder.class.getResource("/vectors");
    return new VectorFolder(Path.of(Objects.requireNonNull(folder).toURI()));
  }

  /** Returns the kinds that the folder has cases of, by name. */
  List<String> kinds() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(LINES))
          .map(name -> name.substring(0, name.length() - LINES.length()))
          .sorted()
          .toList();
    }
  }

  /** Returns the cases of a kind, one a line; none if there is no such file. */
  List<String> lines(String kind) throws IOException {
    Path file = file(kind + LINES);
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
  }

  /** Reads a case; where {@code given} names a fixture, the fixture takes its place. */
  JsonNode vector(String line) throws IOException {
    ObjectNode vector = (ObjectNode) JSON.readTree(line);
    JsonNode given = vector.path("given");
    if (given.isTextual()) {
      vector.set("given", JSON.readTree(Files.readString(file(given.asText() + ".fixture.json"))));
    }
    return vector;
  }

  private Path file(String name) throws IOException {
    Path folder = path.normalize();
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || !folder.equals(file.getParent())) {
      throw new IOException(name + ": outside of the folder (expected: a file in it)");
    }
    return file;
  }

  /** Returns what a case is called, also if it cannot be read. */
  static String id(String line) {
    try {
      return JSON.readTree(line).path("id").asText("without id");
    } catch (JsonProcessingException e) {
      return "unreadable";
    }
  }
}
