package io.discovery.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

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
    Kinds.Known known = kinds.find(kind.apiVersion(), kind.name());
    if (known == null) {
      throw new IllegalArgumentException(
          kind.apiVersion()
              + " "
              + kind.name()
              + ": unknown kind (expected: one of "
              + kinds
              + ")");
    }
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
}
