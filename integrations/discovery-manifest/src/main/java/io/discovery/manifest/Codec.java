package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Objects as JSON and back; immutable and thread-safe. */
public final class Codec {
  private final Kinds kinds;

  private Codec(Kinds kinds) {
    this.kinds = kinds;
  }

  /** Returns the codec for these kinds. */
  public static Codec of(Kinds kinds) {
    return new Codec(kinds);
  }

  /**
   * Returns an object as JSON, with Kubernetes' field names and what is absent left out.
   *
   * @throws IllegalArgumentException if the kind is not known
   */
  public String write(KubernetesObject object) {
    ResourceKind kind = object.kind();
    Kinds.Known known = kinds.get(kind);
    Writer text = new StringWriter();
    try (JsonGenerator to = JsonReader.JSON.createGenerator(text)) {
      to.writeStartObject();
      to.writeStringField("kind", kind.name());
      to.writeStringField("apiVersion", kind.apiVersion());
      known.form().writeFields(object, to);
      to.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Returns the one object of a JSON text as it is: nothing is defaulted, a name may be missing,
   * and unknown fields are passed over.
   *
   * @throws ManifestException if the text is not one object of a known kind
   */
  public KubernetesObject read(String json) {
    Findings findings = new Findings();
    findings.beginFile("json");
    List<@Nullable Node> documents = new ArrayList<>();
    JsonReader.read(json, Limits.DEFAULT, findings, documents::add);
    if (documents.size() != 1) {
      throw findings.fatal(1, 1, documents.size() + " documents (expected: 1)");
    }
    Object read = new ObjectReader(kinds, "", findings).readAsIs(documents.get(0));
    findings.throwIfWrong();
    if (read instanceof KubernetesObject object) {
      return object;
    }
    throw findings.fatal(1, 1, "unknown kind (expected: one of " + kinds + ")");
  }

  /**
   * Returns an object as plain values, with the fields and the order of {@link #write}.
   *
   * @throws IllegalArgumentException if the kind is not known
   */
  @SuppressWarnings("unchecked") // an object is written as a mapping
  public Map<String, @Nullable Object> tree(KubernetesObject object) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(Json.parse(write(object)));
  }

  /**
   * Returns the object of this kind that a JSON text says, as it is; kind and apiVersion are not
   * looked at, of a key given twice the last value counts.
   *
   * @throws IllegalArgumentException if the kind is not known
   * @throws ManifestException if the text is not one JSON object, or a value is of another type
   */
  public Decoded decode(ResourceKind kind, String json) {
    Findings findings = new Findings();
    return decode(kind, Json.document(json, findings), findings);
  }

  /**
   * Returns the object of this kind that plain values say.
   *
   * @throws IllegalArgumentException if the kind is not known
   * @throws ManifestException if a value is of another type
   */
  public Decoded decode(ResourceKind kind, Map<String, ? extends @Nullable Object> tree) {
    return decode(kind, Json.node(tree), new Findings());
  }

  private Decoded decode(ResourceKind kind, Node node, Findings findings) {
    Object read = kinds.get(kind).form().read(node, null, findings, ObjectReader.TYPE_FIELDS);
    findings.throwIfWrong();
    return new Decoded((KubernetesObject) Objects.requireNonNull(read), findings.lax());
  }
}
