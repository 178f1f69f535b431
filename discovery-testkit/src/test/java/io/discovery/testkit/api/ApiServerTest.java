package io.discovery.testkit.api;

import static io.discovery.testkit.api.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discovery.model.ResourceKind;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.workload.ReplicaSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private static final String CART =
      "{'metadata':{'name':'cart','labels':{'app':'cart'}},'spec':{'ports':[{'port':80}]}}";

  private final Shop shop = new Shop();

  @Test
  void a_body_of_more_than_three_mebibytes_is_refused() {
    String longest = "{}" + " ".repeat((3 << 20) - 2);
    assertThat(shop.service(longest).code()).isEqualTo(422);
    for (String body : new String[] {longest + " ", "é".repeat((3 << 19) + 1)}) {
      ApiResponse refused = shop.service(body);
      assertThat(refused.code()).isEqualTo(413);
      assertThat(at(refused, "reason")).isEqualTo("RequestEntityTooLarge");
      assertThat(at(refused, "message")).isEqualTo("Request entity too large: limit is 3145728");
    }
  }

  @Test
  void a_request_has_no_null_among_its_parameters() {
    Map<String, String> value = new HashMap<>();
    value.put("labelSelector", null);
    Map<String, String> name = new HashMap<>();
    name.put(null, "x");
    assertThatThrownBy(() -> new ApiRequest("GET", "/api/v1/services", value, "", ""))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("parameters: labelSelector");
    assertThatThrownBy(() -> new ApiRequest("GET", "/api/v1/services", name, "", ""))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("parameters: name");
  }

  @Test
  void the_api_of_a_closed_cluster_throws() {
    Cluster cluster = Cluster.builder().build();
    ApiServer api = cluster.api();
    cluster.close();
    assertThatThrownBy(() -> api.handle(ApiRequest.list(ResourceKind.SERVICE, "")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void what_is_created_has_defaults_and_is_read_back() {
    ApiResponse created = shop.service(CART);

    assertThat(created.code()).isEqualTo(201);
    assertThat(at(created, "spec.type")).isEqualTo("ClusterIP");
    assertThat(at(created, "metadata.namespace")).isEqualTo("shop");
    assertThat(shop.get("cart").body()).isEqualTo(created.body());
  }

  @Test
  void a_field_selector_of_nothing_selects_all_and_quotes_as_go_does() {
    shop.service(CART);
    ApiRequest list = ApiRequest.list(ResourceKind.SERVICE, "");
    assertThat(at(shop.api.handle(list.with("fieldSelector", "!=")), "items.0.metadata.name"))
        .isEqualTo("cart");
    ApiRequest slices = ApiRequest.list(ResourceKind.ENDPOINT_SLICE, "");
    assertThat(at(shop.api.handle(slices.with("fieldSelector", "a\u0001=b")), "message"))
        .isEqualTo(
            "\"a\\x01\" is not a known field selector: only \"metadata.name\","
                + " \"metadata.namespace\"");
  }

  @Test
  void a_status_shows_what_go_never_leaves_out_and_has_the_mode_of_the_type_sent() {
    shop.service(
        "{'metadata':{'name':'cart'},'spec':{'type':'LoadBalancer','ports':[{'port':80}]}}");
    String ingress = "{'loadBalancer':{'ingress':[{'ip':'192.0.2.1','ports':[{'port':80}]}]}";
    ApiResponse balanced =
        status(
            "{'metadata':{'name':'cart'},'spec':{'type':'LoadBalancer'},'status':"
                + ingress
                + ",'conditions':[{'status':'True'}]}}");
    assertThat(at(balanced, "status.loadBalancer.ingress.0.ipMode")).isEqualTo("VIP");
    assertThat(at(balanced, "status.loadBalancer.ingress.0.ports.0.protocol")).isEqualTo("");
    assertThat(at(balanced, "status.conditions.0.type")).isEqualTo("");
    assertThat(balanced.body()).contains("\"lastTransitionTime\":null");
    assertThat(at(status("{'metadata':{'name':'cart'},'status':" + ingress + "}}"), "message"))
        .isEqualTo(
            "Service \"cart\" is invalid: status.loadBalancer.ingress[0].ipMode: Required value:"
                + " must be specified when `ip` is set");
  }

  @Test
  void labels_of_a_template_that_are_empty_are_shown_as_they_were_given() {
    String set =
        "{'metadata':{'name':'cart'},'spec':{'selector':{'matchLabels':{'app':'cart'}},"
            + "'template':{'metadata':{'labels':%s},'spec':{'containers':[{'name':'c'}]}}}}";
    for (String labels : new String[] {"null", "{}"}) {
      ApiResponse refused = shop.create(ReplicaSet.KIND, set.formatted(labels));
      assertThat(at(refused, "message"))
          .isEqualTo(
              "ReplicaSet.apps \"cart\" is invalid: spec.template.metadata.labels: Invalid value: "
                  + labels
                  + ": `selector` does not match template `labels`");
      assertThat(at(refused, "details.causes.0.message"))
          .asString()
          .startsWith("Invalid value: " + labels);
    }
  }

  private ApiResponse status(String body) {
    return shop.api.handle(
        ApiRequest.update(ResourceKind.SERVICE, Shop.NAMESPACE, "cart", Shop.json(body))
            .subresource("status"));
  }

  @Test
  void a_list_holds_what_the_selectors_match_without_kinds() {
    shop.service(CART);
    shop.service("{'metadata':{'name':'ledger'},'spec':{'ports':[{'port':80}]}}");
    ApiRequest list = ApiRequest.list(ResourceKind.SERVICE, "");

    ApiResponse byLabel = shop.api.handle(list.with("labelSelector", "app in (cart)"));
    ApiResponse byField = shop.api.handle(list.with("fieldSelector", "metadata.name!=cart"));

    assertThat(at(byLabel, "kind")).isEqualTo("ServiceList");
    assertThat(at(byLabel, "items.0.metadata.name")).isEqualTo("cart");
    assertThat(at(byLabel, "items.0.kind")).isNull();
    assertThat(at(byLabel, "items.1")).isNull();
    assertThat(at(byField, "items.0.metadata.name")).isEqualTo("ledger");
    assertThat(at(byField, "items.1")).isNull();
  }

  @Test
  void an_update_of_an_absent_service_creates_it_and_of_a_node_does_not() {
    assertThat(shop.update("cart", CART).code()).isEqualTo(201);
    ApiResponse node =
        shop.api.handle(
            ApiRequest.update(ResourceKind.NODE, "", "n", Shop.json("{'metadata':{'name':'n'}}")));
    assertThat(node.code()).isEqualTo(404);
    assertThat(at(node, "message")).isEqualTo("nodes \"n\" not found");
  }

  @Test
  void an_update_of_an_old_version_is_a_conflict() {
    ApiResponse created = shop.service(CART);
    shop.update("cart", CART.replace("80", "81"));

    ApiResponse late =
        shop.api.handle(ApiRequest.update(ResourceKind.SERVICE, "shop", "cart", created.body()));

    assertThat(late.code()).isEqualTo(409);
    assertThat(at(late, "reason")).isEqualTo("Conflict");
    assertThat(at(late, "details")).isEqualTo(Map.of("name", "cart", "kind", "services"));
  }

  @Test
  void an_error_is_a_status_with_its_causes() {
    ApiResponse refused = shop.service("{'metadata':{'name':'cart'},'spec':{}}");

    assertThat(refused.code()).isEqualTo(422);
    assertThat(Shop.tree(refused).keySet().toString())
        .isEqualTo("[kind, apiVersion, metadata, status, message, reason, details, code]");
    assertThat(at(refused, "details.kind")).isEqualTo("Service");
    assertThat(at(refused, "details.causes.0.field")).isEqualTo("spec.ports");
  }

  @Test
  void unknown_and_doubled_fields_warn_or_are_refused() {
    String doubled =
        Shop.json(
            "{'metadata':{'name':'cart'},'spec':{'x':1,'ports':[{'port':80,'port':81,'y':2}]}}");
    ApiRequest create = ApiRequest.create(ResourceKind.SERVICE, "shop", doubled);

    ApiResponse strict = shop.api.handle(create.with("fieldValidation", "Strict"));
    ApiResponse warned = shop.api.handle(create);

    assertThat(strict.code()).isEqualTo(400);
    assertThat(at(strict, "message"))
        .isEqualTo(
            "Service in version \"v1\" cannot be handled as a Service: strict decoding error: "
                + "unknown field \"spec.x\", duplicate field \"spec.ports[0].port\", "
                + "unknown field \"spec.ports[0].y\"");
    assertThat(warned.warnings())
        .containsExactly(
            "unknown field \"spec.x\"",
            "duplicate field \"spec.ports[0].port\"",
            "unknown field \"spec.ports[0].y\"");
    assertThat(at(warned, "spec.ports.0.port")).isEqualTo(81L);
  }

  @Test
  void fields_that_kubernetes_knows_are_not_unknown() {
    String pod =
        "{'metadata':{'name':'p'},'spec':{'schedulerName':'x','containers':"
            + "[{'name':'c','image':'c','livenessProbe':{}}]}}";
    ApiRequest create = ApiRequest.create(ResourceKind.POD, "shop", Shop.json(pod));

    assertThat(shop.api.handle(create.with("fieldValidation", "Strict")).code()).isEqualTo(201);
  }

  @Test
  void what_cannot_be_read_is_a_bad_request() {
    for (String body : new String[] {"", "{", "[]", "null", "{} {}", "{'kind':1}", "'x'"}) {
      ApiResponse response = shop.service(body);
      assertThat(response.code()).as(body).isEqualTo(400);
      assertThat(at(response, "reason")).as(body).isEqualTo("BadRequest");
    }
    assertThat(shop.service("{'kind':'Pod'}").code()).isEqualTo(400);
    assertThat(shop.service("{'apiVersion':'v2'}").code()).isEqualTo(400);
    assertThat(shop.service("{'metadata':{'name':'a','namespace':'pay'}}").code()).isEqualTo(400);
    assertThat(shop.update("b", CART).code()).isEqualTo(400);
  }

  @Test
  void paths_and_methods_that_are_not_there_have_their_own_codes() {
    assertThat(handle("GET", "/api/v1/namespaces/shop/secrets").code()).isEqualTo(404);
    assertThat(handle("GET", "/").code()).isEqualTo(404);
    assertThat(handle("GET", "/api/v1/namespaces/shop/nodes").code()).isEqualTo(404);
    assertThat(handle("POST", "/api/v1/services").code()).isEqualTo(405);
    assertThat(handle("BREW", "/api/v1/services").code()).isEqualTo(405);
    assertThat(
            shop.api
                .handle(
                    ApiRequest.create(ResourceKind.SERVICE, "shop", "a: 1").withContentType("x"))
                .code())
        .isEqualTo(415);
  }

  private ApiResponse handle(String method, String path) {
    return shop.api.handle(new ApiRequest(method, path, Map.of(), "", ""));
  }

  @Test
  void a_cluster_has_an_api() {
    try (Cluster cluster = Cluster.builder().seed(1).nodes(1).build()) {
      ApiResponse nodes = cluster.api().handle(ApiRequest.list(ResourceKind.NODE, ""));
      assertThat(at(nodes, "items.1")).isNull();
    }
  }
}
