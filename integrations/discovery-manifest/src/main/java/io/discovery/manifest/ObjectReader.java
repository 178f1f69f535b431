package io.discovery.manifest;

import io.discovery.manifest.Node.Fields;
import io.discovery.manifest.Node.Items;
import io.discovery.manifest.Node.Scalar;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns documents into objects, lists taken apart; one a reading. */
final class ObjectReader {
  static final Set<String> TYPE_FIELDS = Set.of("apiVersion", "kind");
  private static final FieldPath METADATA = FieldPath.field(null, "metadata");

  private final Kinds kinds;
  private final String defaultNamespace;
  private final Findings findings;
  private final List<KubernetesObject> objects = new ArrayList<>();
  private final Map<String, String> places = new TreeMap<>();
  private boolean sawDocument;

  ObjectReader(Kinds kinds, String defaultNamespace, Findings findings) {
    this.kinds = kinds;
    this.defaultNamespace = defaultNamespace;
    this.findings = findings;
  }

  List<KubernetesObject> objects() {
    return objects;
  }

  /** Returns whether there was a document that was not empty. */
  boolean sawDocument() {
    return sawDocument;
  }

  /** Reads one document; an empty one is passed over. */
  void read(@Nullable Node document) {
    if (document != null && !document.isNull()) {
      sawDocument = true;
      readObject(document, "", "");
      findings.beginObject("", "");
    }
  }

  /** Reads one object of a known kind as it is; null if it is of another kind, or wrong. */
  @Nullable Object readAsIs(@Nullable Node document) {
    if (!(document instanceof Fields object)) {
      String evidence = document == null ? "nothing" : document.evidence();
      throw findings.fatal(1, 1, "not an object (" + evidence + "; expected: a mapping)");
    }
    String apiVersion = typeField(object, "apiVersion", "");
    String kind = typeField(object, "kind", "");
    if (apiVersion == null || kind == null) {
      return null;
    }
    findings.beginObject(apiVersion + " " + kind, nameIn(object));
    Kinds.Known known = kinds.find(apiVersion, kind);
    return known == null ? null : known.form().read(object, null, findings, TYPE_FIELDS);
  }

  private void readObject(Node node, String listVersion, String itemKind) {
    findings.beginObject("", "");
    if (!(node instanceof Fields object)) {
      findings.wrong(node, null, "not an object (" + node.evidence() + "; expected: a mapping)");
      return;
    }
    String apiVersion = typeField(object, "apiVersion", listVersion);
    String kind = typeField(object, "kind", itemKind);
    if (apiVersion == null || kind == null) {
      return;
    }
    Kinds.Known known = kinds.find(apiVersion, kind);
    String namespace = metadataText(object, "namespace");
    String name = nameIn(object);
    findings.beginObject(
        apiVersion + " " + kind, namespace.isEmpty() ? name : namespace + "/" + name);
    if (known != null) {
      readKnown(object, known);
    } else if (kind.equals("List")
        || (kind.endsWith("List") && object.fields.containsKey("items"))) {
      readItems(object, apiVersion, kind.substring(0, kind.length() - "List".length()));
    } else {
      findings.ignore(node.line, node.column, "");
    }
  }

  /** Reads what a list holds; in a list of one kind the items need not say which. */
  private void readItems(Fields list, String apiVersion, String itemKind) {
    Node.Entry items = list.fields.get("items");
    if (items == null || items.value().isNull()) {
      return;
    }
    if (items.value() instanceof Items each) {
      String itemVersion = itemKind.isEmpty() ? "" : apiVersion;
      each.items.forEach(item -> readObject(item, itemVersion, itemKind));
    } else {
      String evidence = items.value().evidence();
      findings.wrong(
          items.value(),
          FieldPath.field(null, "items"),
          "not a list (" + evidence + "; expected: a list)");
    }
  }

  private void readKnown(Fields object, Kinds.Known known) {
    ResourceKind kind = known.kind();
    findings.beginObject(
        kind.apiVersion() + " " + kind.name(),
        kind.namespaced() ? namespaceIn(object) + "/" + nameIn(object) : nameIn(object));
    int before = findings.problems();
    Object read = known.form().read(object, null, findings, TYPE_FIELDS);
    // What is partly wrong is never used: further complaints would be about what was left out.
    if (findings.problems() == before && read instanceof KubernetesObject complete) {
      add(object, complete);
    }
  }

  private void add(Fields written, KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    ResourceKind kind = object.kind();
    if (kind.namespaced() && metadata.namespace().isEmpty()) {
      metadata = metadata.toBuilder().namespace(defaultNamespace).build();
      object = object.withMetadata(metadata);
    }
    if (!metadata.name().isEmpty()) {
      checkFirst(written, kind, metadata.namespacedName());
    } else if (metadata.generateName() == null || metadata.generateName().isEmpty()) {
      Node.Entry at = written.fields.get("metadata");
      Node place = at == null ? written : at.value();
      findings.wrong(place, FieldPath.field(METADATA, "name"), "missing (expected: a name)");
    }
    objects.add(object);
  }

  private void checkFirst(Fields object, ResourceKind kind, NamespacedName name) {
    String key = kind.resource() + " " + name;
    String first = places.putIfAbsent(key, findings.place(object.line, object.column));
    if (first != null) {
      findings.wrong(object, null, "defined twice (first at " + first + ")");
    }
  }

  private @Nullable String typeField(Fields object, String name, String inherited) {
    Node.Entry entry = object.fields.get(name);
    if (entry == null && !inherited.isEmpty()) {
      return inherited;
    }
    FieldPath path = FieldPath.field(null, name);
    if (entry == null || entry.value().isNull()) {
      findings.wrong(object, path, "missing (expected: text)");
      return null;
    }
    Object text = ScalarForm.TEXT.read(entry.value(), path, findings);
    if (text instanceof String given && given.isEmpty()) {
      findings.wrong(entry.value(), path, "empty (expected: text)");
      return null;
    }
    return (String) text;
  }

  private String namespaceIn(Fields object) {
    String namespace = metadataText(object, "namespace");
    return namespace.isEmpty() ? defaultNamespace : namespace;
  }

  private static String nameIn(Fields object) {
    String name = metadataText(object, "name");
    return name.isEmpty() ? metadataText(object, "generateName") : name;
  }

  private static String metadataText(Fields object, String name) {
    Node.Entry metadata = object.fields.get("metadata");
    if (metadata != null && metadata.value() instanceof Fields fields) {
      Node.Entry entry = fields.fields.get(name);
      if (entry != null && entry.value() instanceof Scalar scalar && !scalar.isNull()) {
        return scalar.text;
      }
    }
    return "";
  }
}
