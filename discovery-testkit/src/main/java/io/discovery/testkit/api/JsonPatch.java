package io.discovery.testkit.api;

import io.discovery.manifest.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON patches (RFC 6902), as lenient as an API server: {@code replace} sets a field that is not
 * there, and a negative index counts from the end.
 */
final class JsonPatch {
  /** Bytes of JSON that copies may add, all together (JSONPatchMaxCopyBytes). */
  private static final int MOST_COPIED = 3 << 20;

  private static final int DEEPEST = 100;

  private @Nullable Object document;
  private int copied;

  private JsonPatch(@Nullable Object document) {
    this.document = document;
  }

  /**
   * Returns what the operations make of a document.
   *
   * @throws IllegalArgumentException if one of them does not apply
   */
  static @Nullable Object apply(@Nullable Object document, List<?> operations) {
    JsonPatch patch = new JsonPatch(Trees.copy(document));
    for (Object operation : operations) {
      patch.apply(Trees.isMap(operation) ? Trees.map(operation) : Map.of());
      patch.checkDepth(operation);
    }
    return patch.document;
  }

  private void apply(Map<String, @Nullable Object> operation) {
    String path = text(operation, "path");
    Object value = Trees.copy(operation.get("value"));
    switch (text(operation, "op")) {
      case "add" -> at(path).add(value);
      case "remove" -> at(path).remove();
      case "replace" -> replace(path, value);
      case "move" -> {
        Place from = at(text(operation, "from"));
        Object moved = from.get();
        from.remove();
        at(path).add(moved);
      }
      case "copy" -> {
        Object original = at(text(operation, "from")).get();
        copied += Json.write(original).getBytes(StandardCharsets.UTF_8).length;
        if (copied > MOST_COPIED) {
          throw refused("copy", "more than " + MOST_COPIED + " bytes");
        }
        at(path).add(Trees.copy(original));
      }
      case "test" -> test(path, value);
      default -> throw refused("op", operation.get("op"));
    }
  }

  /** Refuses what an operation has made too deep; one that takes nothing along cannot. */
  private void checkDepth(@Nullable Object operation) {
    Object op = Trees.isMap(operation) ? Trees.map(operation).get("op") : null;
    if (!"test".equals(op) && !"remove".equals(op) && Trees.height(document) > DEEPEST) {
      throw refused("depth", "more than " + DEEPEST);
    }
  }

  private void replace(String path, @Nullable Object value) {
    if (!path.isEmpty()) {
      at(path).set(value);
    } else if (Trees.isMap(value) || value instanceof List) {
      document = value;
    } else {
      throw refused("value", value);
    }
  }

  private void test(String path, @Nullable Object value) {
    if (!Objects.equals(path.isEmpty() ? document : at(path).get(), value)) {
      throw refused("test", path);
    }
  }

  private static String text(Map<String, @Nullable Object> operation, String field) {
    if (operation.get(field) instanceof String text) {
      return text;
    }
    throw refused(field, operation.get(field));
  }

  private static IllegalArgumentException refused(String what, @Nullable Object evidence) {
    return new IllegalArgumentException("patch: " + what + " does not apply (" + evidence + ")");
  }

  /** Finds the place that a path names; what it is in has to be there. */
  private Place at(String path) {
    String[] parts = path.split("/", -1);
    Object in = document;
    for (int i = 1; i < parts.length - 1; i++) {
      in = in == null ? null : new Place(in, unescaped(parts[i])).get();
    }
    if (in == null || parts.length < 2 || !(Trees.isMap(in) || in instanceof List)) {
      throw refused("path", path);
    }
    return new Place(in, unescaped(parts[parts.length - 1]));
  }

  private static String unescaped(String part) {
    return part.replace("~1", "/").replace("~0", "~");
  }

  /** A field of a mapping or an item of a list. */
  private record Place(Object in, String key) {
    @Nullable Object get() {
      if (in instanceof List) {
        return items().get(index(items().size() - 1, items().size()));
      }
      return Trees.isMap(in) ? Trees.map(in).get(key) : null;
    }

    void set(@Nullable Object value) {
      if (in instanceof List) {
        items().set(index(items().size() - 1, items().size()), value);
      } else {
        Trees.map(in).put(key, value);
      }
    }

    void add(@Nullable Object value) {
      if (in instanceof List) {
        int end = items().size();
        items().add(key.equals("-") ? end : index(end, end + 1), value);
      } else {
        Trees.map(in).put(key, value);
      }
    }

    void remove() {
      if (in instanceof List) {
        items().remove(index(items().size() - 1, items().size()));
      } else if (Trees.map(in).containsKey(key)) {
        Trees.map(in).remove(key);
      } else {
        throw refused("remove", key);
      }
    }

    private List<@Nullable Object> items() {
      return Trees.list(in);
    }

    private int index(int last, int size) {
      if (key.matches("[+-]?[0-9]{1,9}")) {
        int index = Integer.parseInt(key);
        int counted = index < 0 ? index + size : index;
        if (counted >= 0 && counted <= last) {
          return counted;
        }
      }
      throw refused("index", key);
    }
  }
}
