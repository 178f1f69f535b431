package io.discovery.testkit.api;

import static io.discovery.testkit.api.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.ResourceKind;
import io.discovery.testkit.workload.ReplicaSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeleteTest {
  private static final String SLICE = "{'metadata':{'name':'%s'},'addressType':'IPv4'}";

  private final Shop shop = new Shop();
  private final ApiRequest delete = ApiRequest.delete(ResourceKind.ENDPOINT_SLICE, "shop", "a");

  private ApiResponse slice(String name) {
    return shop.create(ResourceKind.ENDPOINT_SLICE, SLICE.formatted(name));
  }

  private ApiResponse handle(ApiRequest request) {
    return shop.api.handle(request);
  }

  @Test
  void what_is_deleted_is_gone() {
    ApiResponse created = slice("a");
    ApiResponse deleted = handle(delete);

    assertThat(deleted.code()).isEqualTo(200);
    assertThat(at(deleted, "status")).isEqualTo("Success");
    assertThat(at(deleted, "details.uid")).isEqualTo(at(created, "metadata.uid"));
    assertThat(handle(delete).code()).isEqualTo(404);
  }

  @Test
  void options_are_looked_at_wherever_they_stand() {
    slice("a");
    assertThat(handle(delete.with("propagationPolicy", "Up")).code()).isEqualTo(422);
    assertThat(handle(delete.withBody("{\"propagationPolicy\":\"Up\"}")).code()).isEqualTo(422);
    assertThat(handle(delete.withBody("{\"gracePeriodSeconds\":\"x\"}")).code()).isEqualTo(400);
    assertThat(handle(delete.with("gracePeriodSeconds", "x")).code()).isEqualTo(400);
    assertThat(handle(delete.withBody("[]")).code()).isEqualTo(400);
    assertThat(handle(delete.withBody("{\"preconditions\":{\"uid\":\"x\"}}")).code())
        .isEqualTo(409);
    assertThat(handle(delete.with("dryRun", "All")).code()).isEqualTo(200);
    assertThat(handle(delete).code()).isEqualTo(200);
  }

  @Test
  void a_grace_period_without_end_lasts_as_long_as_can_be_written() {
    shop.create(
        ResourceKind.POD,
        "{'metadata':{'name':'a'},'spec':{'nodeName':'n','containers':[{'name':'c','image':'i'}]}}");
    ApiRequest pod = ApiRequest.delete(ResourceKind.POD, "shop", "a");
    String most = Long.toString(Long.MAX_VALUE);
    for (ApiRequest request :
        List.of(
            pod.withBody("{\"gracePeriodSeconds\":" + most + "}"),
            pod.with("gracePeriodSeconds", most))) {
      ApiResponse deleted = handle(request);
      assertThat(deleted.code()).isEqualTo(200);
      assertThat(at(deleted, "metadata.deletionTimestamp")).isEqualTo("9999-12-31T23:59:59Z");
    }
  }

  @Test
  void a_collection_is_deleted_by_selector() {
    slice("a");
    slice("b");
    ApiResponse deleted =
        handle(
            ApiRequest.deleteCollection(ResourceKind.ENDPOINT_SLICE, "shop")
                .with("fieldSelector", "metadata.name=b"));

    assertThat(at(deleted, "items.0.metadata.name")).isEqualTo("b");
    assertThat(at(deleted, "items.1")).isNull();
    ApiResponse left = handle(ApiRequest.list(ResourceKind.ENDPOINT_SLICE, "shop"));
    assertThat(at(left, "items.0.metadata.name")).isEqualTo("a");
    assertThat(at(left, "items.1")).isNull();
  }

  @Test
  void a_dry_run_stores_nothing() {
    ApiRequest create =
        ApiRequest.create(ResourceKind.ENDPOINT_SLICE, "shop", Shop.json(SLICE.formatted("a")));

    assertThat(handle(create.with("dryRun", "All")).code()).isEqualTo(201);
    assertThat(handle(delete).code()).isEqualTo(404);
    ApiResponse other = handle(create.with("dryRun", "Some"));
    assertThat(at(other, "message"))
        .isEqualTo(
            "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"Some\"]:"
                + " supported values: \"All\"");
  }

  @Test
  void workloads_have_a_scale_and_slices_no_status() {
    String set =
        "{'metadata':{'name':'a'},'spec':{'replicas':3,'selector':{'matchLabels':{'x':'1'},"
            + "'matchExpressions':[{'key':'a','operator':'In','values':['z','b']}]},"
            + "'template':{'metadata':{'labels':{'x':'1','a':'b'}},"
            + "'spec':{'containers':[{'name':'c','image':'c'}]}}}}";
    ResourceKind kind = ReplicaSet.KIND;
    assertThat(shop.create(kind, set).code()).isEqualTo(201);
    ApiResponse scale = handle(ApiRequest.get(kind, "shop", "a").subresource("scale"));

    assertThat(at(scale, "kind")).isEqualTo("Scale");
    assertThat(at(scale, "spec.replicas")).isEqualTo(3L);
    assertThat(at(scale, "status.selector")).isEqualTo("a in (b,z),x=1");
    slice("a");
    ApiRequest status = ApiRequest.get(ResourceKind.ENDPOINT_SLICE, "shop", "a");
    assertThat(handle(status.subresource("status")).code()).isEqualTo(404);
  }

  @Test
  void a_pod_is_bound_once() {
    shop.create(
        ResourceKind.POD,
        "{'metadata':{'name':'p'},'spec':{'containers':[{'name':'c','image':'c'}]}}");
    ApiRequest bind =
        new ApiRequest(
            "POST",
            "/api/v1/namespaces/shop/pods/p/binding",
            Map.of(),
            "",
            "{\"target\":{\"name\":\"n\"}}");

    assertThat(handle(bind).code()).isEqualTo(201);
    assertThat(handle(bind).code()).isEqualTo(409);
  }
}
