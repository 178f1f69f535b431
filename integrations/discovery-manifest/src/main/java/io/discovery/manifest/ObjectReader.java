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
  private static final Set<String> TYPE_FIELDS = Set.of("apiVersion", "kind");
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
    }
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
    Node.Entry items = object.fields.get("items");
    if (kind.endsWith("List") && items != null && items.value() instanceof Items list) {
      String each = kind.substring(0, kind.length() - "List".length());
      list.items.forEach(item -> readObject(item, each.isEmpty() ? "" : apiVersion, each));
      return;
    }
    Kinds.Known known = kinds.find(apiVersion, kind);
    findings.beginObject(apiVersion + " " + kind, nameIn(object));
    if (known == null) {
      findings.ignore(node.line, node.column, "");
      return;
    }
    readKnown(object, known);
  }

  private void readKnown(Fields object, Kinds.Known known) {
    ResourceKind kind = known.kind();
    findings.beginObject(
        kind.apiVersion() + " " + kind.name(),
        kind.namespaced() ? namespaceIn(object) + "/" + nameIn(object) : nameIn(object));
    if (known.form().read(object, null, findings, TYPE_FIELDS) instanceof KubernetesObject read) {
      ObjectMeta metadata = read.metadata();
      boolean named = !metadata.name().isEmpty();
      if (!named && metadata.generateName() == null) {
        Node.Entry at = object.fields.get("metadata");
        findings.wrong(
            at == null ? object : at.value(),
            FieldPath.field(METADATA, "name"),
            "missing (expected: a name)");
        return;
      }
      if (kind.namespaced() && metadata.namespace().isEmpty()) {
        read = read.withMetadata(metadata.toBuilder().namespace(defaultNamespace).build());
      }
      if (!named || isFirst(object, kind, read.namespacedName())) {
        objects.add(read);
      }
    }
  }

  private boolean isFirst(Fields object, ResourceKind kind, NamespacedName name) {
    String key = kind.resource() + " " + name;
    String first = places.putIfAbsent(key, findings.place(object.line, object.column));
    if (first != null) {
      findings.wrong(object, null, "defined twice (first at " + first + ")");
    }
    return first == null;
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
