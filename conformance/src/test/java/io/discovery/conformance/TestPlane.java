package io.discovery.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.discovery.address.Cidr;
import io.discovery.core.ControlPlane;
import io.discovery.model.ResourceKind;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.VirtualLoop;
import io.discovery.testkit.api.ApiRequest;
import io.discovery.testkit.api.ApiResponse;
import io.discovery.testkit.api.ApiServer;
import io.discovery.testkit.workload.Workloads;
import io.discovery.time.Randomness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A control plane in virtual time as a case describes it, asked through its API. */
final class TestPlane {
  private static final List<ResourceKind> KINDS = Cluster.kinds().all();

  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease", "shop");

  final VirtualLoop loop = new VirtualLoop();
  final ControlPlane plane;
  private final ApiServer api;

  /** Starts the plane of a case: its ranges and namespaces, and the Service default/kubernetes. */
  TestPlane(JsonNode vector) {
    JsonNode cluster = vector.path("cluster");
    List<Cidr> cidrs = cidrs(cluster.path("serviceCidrs"));
    Randomness randomness = Randomness.seeded(vector.path("id").asText().hashCode());
    ControlPlane.Builder builder = ControlPlane.builder(loop, loop, randomness);
    builder.serviceCidrs(cidrs);
    builder.nodePorts(firstNodePort(cluster), lastNodePort(cluster));
    builder.maxEndpointsPerSlice(cluster.path("maxEndpointsPerSlice").asInt(100));
    plane = Workloads.admittedBy(builder).build();
    api = ApiServer.on(plane, Cluster.kinds());
    for (String namespace : NAMESPACES) {
      create("namespaces", "", named(namespace));
    }
    for (JsonNode namespace : cluster.path("namespaces")) {
      create("namespaces", "", named(namespace.asText()));
    }
    ObjectNode service = named("kubernetes");
    ObjectNode spec = service.putObject("spec");
    spec.put("clusterIP", cidrs.get(0).base().plus(1).toString());
    spec.putArray("ports").addObject().put("name", "https").put("port", 443);
    create("services", "default", service);
    loop.runUntilIdle();
  }

  private static ObjectNode named(String name) {
    ObjectNode object = VectorFolder.JSON.createObjectNode();
    object.putObject("metadata").put("name", name);
    return object;
  }

  /** Returns the comparison for a case of this plane; ServiceCIDRs in it extend its ranges. */
  static Comparison comparison(JsonNode vector) {
    JsonNode cluster = vector.path("cluster");
    List<Cidr> cidrs = new ArrayList<>(cidrs(cluster.path("serviceCidrs")));
    vector.findValues("cidrs").forEach(more -> more.forEach(cidr -> addIfValid(cidrs, cidr)));
    return new Comparison(cidrs, firstNodePort(cluster), lastNodePort(cluster));
  }

  private static void addIfValid(List<Cidr> cidrs, JsonNode text) {
    try {
      cidrs.add(Cidr.parse(text.asText()));
    } catch (IllegalArgumentException e) {
      // a case about ranges that are refused
    }
  }

  private static List<Cidr> cidrs(JsonNode texts) {
    List<Cidr> cidrs = new ArrayList<>();
    texts.forEach(text -> cidrs.add(Cidr.parse(text.asText())));
    return cidrs.isEmpty()
        ? List.of(Cidr.parse("10.96.0.0/16"), Cidr.parse("fd00:10:96::/112"))
        : cidrs;
  }

  private static int firstNodePort(JsonNode cluster) {
    return Integer.parseInt(cluster.path("nodePorts").asText("30000-32767").split("-", -1)[0]);
  }

  private static int lastNodePort(JsonNode cluster) {
    return Integer.parseInt(cluster.path("nodePorts").asText("30000-32767").split("-", -1)[1]);
  }

  /** Creates what a case has given, in order; statuses are written to their sub-resource. */
  void give(JsonNode objects, String defaultNamespace) {
    for (JsonNode object : objects) {
      ResourceKind kind = kindOf(object);
      String namespace =
          kind.namespaced()
              ? object.path("metadata").path("namespace").asText(defaultNamespace)
              : "";
      JsonNode created = create(kind.plural(), namespace, object);
      if (object.path("status").size() > 0) {
        ObjectNode changed = created.deepCopy();
        changed.set("status", object.get("status"));
        String name = created.path("metadata").path("name").asText();
        must(
            ApiRequest.update(kind, namespace, name, changed.toString()).subresource("status"),
            object);
      }
    }
  }

  private static ResourceKind kindOf(JsonNode object) {
    String name = object.path("kind").asText();
    return KINDS.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("kind \"" + name + "\": not known"));
  }

  /** Returns the kind of a resource. */
  static ResourceKind kind(String resource) {
    return KINDS.stream()
        .filter(kind -> kind.plural().equals(resource))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("resource " + resource + ": not known"));
  }

  /** Creates an object, which must succeed; a namespace may be there already. */
  JsonNode create(String resource, String namespace, JsonNode object) {
    ResourceKind kind = kind(resource);
    ApiRequest request = ApiRequest.create(kind, namespace, object.toString());
    if (kind.equals(ResourceKind.NAMESPACE)) {
      ApiResponse response = api.handle(request);
      return response.code() == 409 ? object : tree(response.body());
    }
    return must(request, object);
  }

  private JsonNode must(ApiRequest request, JsonNode about) {
    ApiResponse response = api.handle(request);
    if (!response.ok()) {
      throw new IllegalStateException("given " + about + " was refused: " + response.body());
    }
    return tree(response.body());
  }

  /** Lets controllers work until nothing is left to do. */
  void settle() {
    loop.advance(Duration.ofSeconds(10));
  }

  /** Sends a request. */
  ApiResponse send(ApiRequest request) {
    return api.handle(request);
  }

  /** Returns an object as the API shows it. */
  JsonNode get(ResourceKind kind, String namespace, String name) {
    return tree(api.handle(ApiRequest.get(kind, namespace, name)).body());
  }

  /** Returns the objects of a namespace as the API shows them. */
  JsonNode list(ResourceKind kind, String namespace) {
    return tree(api.handle(ApiRequest.list(kind, namespace)).body()).path("items");
  }

  static JsonNode tree(String json) {
    try {
      return VectorFolder.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API answered with broken JSON: " + json, e);
    }
  }
}
