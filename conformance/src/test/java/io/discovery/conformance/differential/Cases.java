package io.discovery.conformance.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Draws the cases of one kind, all but the answers. */
final class Cases {
  private final String kind;
  private final Cluster cluster;
  private final Supplier<ObjectNode> drafts;

  private Cases(String kind, Cluster cluster, Supplier<ObjectNode> drafts) {
    this.kind = kind;
    this.cluster = cluster;
    this.drafts = drafts;
  }

  /** What matters of the cluster. */
  record Cluster(List<String> ranges, String nodePorts) {
    /** Returns a pattern of what the cluster may have drawn. */
    Pattern drawn() {
      StringJoiner pattern = new StringJoiner("|");
      for (String range : ranges) {
        String network = range.substring(0, range.indexOf('/'));
        String prefix = Pattern.quote(network.replaceAll("(\\.0)+$|(?<=:):$", ""));
        pattern.add("(?<![\\w.:])" + prefix + "[.:][\\w.:]*\\w(?![\\w.:/])");
      }
      pattern.add("(?<![\\w.:-])3[0-2]\\d{3}(?![\\w:-])");
      return Pattern.compile(pattern.toString());
    }

    ObjectNode json() {
      ObjectNode json = object();
      json.set("serviceCidrs", Server.JSON.valueToTree(ranges));
      json.put("nodePorts", nodePorts);
      json.set("namespaces", Draws.json("[\"default\",\"pay\",\"shop\"]"));
      return json;
    }
  }

  /** Returns a source of cases of a kind. */
  static Cases of(String kind, Cluster cluster, Draws draws) {
    ServiceDrafts services = new ServiceDrafts(draws);
    UpdateDrafts updates = new UpdateDrafts(draws, services);
    AllocationDrafts allocation = new AllocationDrafts(draws, cluster);
    SliceDrafts slices = new SliceDrafts(draws);
    PodDrafts pods = new PodDrafts(draws);
    SelectorDrafts selectors = new SelectorDrafts(draws);
    Supplier<ObjectNode> drafts =
        switch (kind) {
          case "service-create" -> services::next;
          case "service-update" -> updates::next;
          case "service-allocation" -> allocation::next;
          case "endpointslice-admission" -> slices::next;
          case "endpoints-admission" -> new EndpointsDrafts(draws)::next;
          case "pod-admission" -> pods::next;
          case "names" -> new NameDrafts(draws)::next;
          case "label-selector" -> selectors::labels;
          case "field-selector" -> selectors::fields;
          case "label-selector-object" -> new SelectorObjectDrafts(draws)::next;
          default -> throw new IllegalArgumentException("kind " + kind + ": not drawn");
        };
    return new Cases(kind, cluster, drafts);
  }

  /** Draws a case. */
  ObjectNode next() {
    ObjectNode draft = drafts.get();
    ObjectNode vector = object().put("id", "").put("kind", kind);
    vector.set("cluster", kind.contains("selector") ? object() : cluster.json());
    vector.setAll(draft);
    return vector.put("id", kind + "/" + digest(cluster + draft.without("about").toString()));
  }

  /** Returns a request. */
  static ObjectNode request(String verb, String resource, String namespace) {
    ObjectNode request = object().put("verb", verb).put("resource", resource);
    return namespace.isEmpty() ? request : request.put("namespace", namespace);
  }

  /** Returns a case of one request. */
  static ObjectNode draft(String about, ObjectNode request) {
    return object().put("about", about).set("do", request);
  }

  static ObjectNode object() {
    return Server.JSON.createObjectNode();
  }

  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
