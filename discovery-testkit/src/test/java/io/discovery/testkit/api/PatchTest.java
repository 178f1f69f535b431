package io.discovery.testkit.api;

import static io.discovery.testkit.api.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.manifest.Json;
import io.discovery.model.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
  private static final String CART =
      "{'metadata':{'name':'cart','finalizers':['a/a','b/b']},'spec':{'selector':{'app':'cart'},"
          + "'ports':[{'name':'http','port':80},{'name':'admin','port':81}]}}";

  private final Shop shop = new Shop();

  private ApiResponse patch(String type, String patch) {
    return shop.api.handle(
        ApiRequest.patch(ResourceKind.SERVICE, "shop", "cart", type, Shop.json(patch)));
  }

  @Test
  void a_merge_patch_sets_and_removes() {
    shop.service(CART);
    ApiResponse response =
        patch(ApiRequest.MERGE_PATCH, "{'metadata':{'labels':{'a':'b'}},'spec':{'selector':null}}");

    assertThat(response.code()).isEqualTo(200);
    assertThat(at(response, "metadata.labels")).isEqualTo(Map.of("a", "b"));
    assertThat(at(response, "spec.selector")).isNull();
  }

  @Test
  void a_strategic_patch_merges_ports_by_number_and_keeps_the_others() {
    shop.service(CART);
    ApiResponse response =
        patch(
            ApiRequest.STRATEGIC_PATCH,
            "{'spec':{'ports':[{'port':81,'name':'ops'},{'port':82,'name':'new'}]}}");

    assertThat(at(response, "spec.ports.0.name")).isEqualTo("http");
    assertThat(at(response, "spec.ports.1.name")).isEqualTo("ops");
    assertThat(at(response, "spec.ports.2.name")).isEqualTo("new");
  }

  @Test
  void directives_delete_replace_retain_and_order() {
    assertThat(strategic("{'spec':{'ports':[{'$patch':'delete','port':80}]}}")).isEqualTo("[81]");
    assertThat(strategic("{'spec':{'ports':[{'$patch':'replace'},{'port':90}]}}"))
        .isEqualTo("[90]");
    assertThat(
            strategic(
                "{'spec':{'$setElementOrder/ports':[{'port':81},{'port':80}],"
                    + "'ports':[{'port':80,'name':'x'}]}}"))
        .isEqualTo("[81, 80]");
    assertThat(strategic("{'spec':{'$retainKeys':['selector']}}")).isEqualTo("null");
    assertThat(strategic("{'spec':{'$patch':'replace','ports':[{'port':1}]}}")).isEqualTo("[1]");
    assertThat(
            StrategicPatch.apply(
                    ResourceKind.SERVICE,
                    tree(CART),
                    tree("{'metadata':{'$deleteFromPrimitiveList/finalizers':['a/a']}}"))
                .toString())
        .contains("finalizers=[b/b]");
  }

  private static String strategic(String patch) {
    Map<String, @Nullable Object> patched =
        StrategicPatch.apply(ResourceKind.SERVICE, tree(CART), tree(patch));
    Object ports = Trees.map(Objects.requireNonNull(patched.get("spec"))).get("ports");
    return ports == null
        ? "null"
        : Trees.list(ports).stream().map(port -> Trees.map(port).get("port")).toList().toString();
  }

  private static Map<String, @Nullable Object> tree(String json) {
    return Trees.map(Objects.requireNonNull(Json.parse(Shop.json(json))));
  }

  @Test
  void an_item_without_its_merge_key_is_an_error_in_go_s_words() {
    shop.service(CART);
    ApiResponse response =
        patch(ApiRequest.STRATEGIC_PATCH, "{'spec':{'ports':[{'name':'x','b':[1,null]}]}}");

    assertThat(response.code()).isEqualTo(500);
    assertThat(at(response, "message"))
        .isEqualTo("map: map[b:[1 <nil>] name:x] does not contain declared merge key: port");
  }

  @Test
  void each_json_patch_operation_works() {
    Object document = Json.parse("{\"a\":[1,2],\"b\":{\"c\":1}}");
    assertThat(json(document, "[{'op':'add','path':'/a/1','value':9}]"))
        .isEqualTo("{\"a\":[1,9,2],\"b\":{\"c\":1}}");
    assertThat(json(document, "[{'op':'add','path':'/a/-','value':9}]"))
        .isEqualTo("{\"a\":[1,2,9],\"b\":{\"c\":1}}");
    assertThat(json(document, "[{'op':'remove','path':'/a/-1'}]"))
        .isEqualTo("{\"a\":[1],\"b\":{\"c\":1}}");
    assertThat(json(document, "[{'op':'replace','path':'/b/d~1e','value':null}]"))
        .isEqualTo("{\"a\":[1,2],\"b\":{\"c\":1,\"d/e\":null}}");
    assertThat(json(document, "[{'op':'move','from':'/a','path':'/b/c'}]"))
        .isEqualTo("{\"b\":{\"c\":[1,2]}}");
    assertThat(json(document, "[{'op':'copy','from':'/b','path':'/a/0'}]"))
        .isEqualTo("{\"a\":[{\"c\":1},1,2],\"b\":{\"c\":1}}");
    assertThat(json(document, "[{'op':'test','path':'/b','value':{'c':1}}]")).isNotNull();
  }

  private static String json(@Nullable Object document, String operations) {
    List<?> list = Trees.list(Objects.requireNonNull(Json.parse(Shop.json(operations))));
    return Json.write(JsonPatch.apply(document, list));
  }

  @Test
  void what_does_not_apply_is_unprocessable_and_what_is_no_patch_bad() {
    shop.service(CART);
    for (String patch :
        new String[] {
          "[{'op':'remove','path':'/spec/nothing'}]",
          "[{'op':'replace','path':'/spec/ports/7','value':1}]",
          "[{'op':'test','path':'/kind','value':'Pod'}]",
          "[{'op':'spin','path':'/kind'}]",
          "[{}]"
        }) {
      assertThat(patch(ApiRequest.JSON_PATCH, patch).code()).as(patch).isEqualTo(422);
    }
    assertThat(patch(ApiRequest.JSON_PATCH, "{}").code()).isEqualTo(400);
    assertThat(patch(ApiRequest.MERGE_PATCH, "[]").code()).isEqualTo(400);
    assertThat(patch(ApiRequest.STRATEGIC_PATCH, "{").code()).isEqualTo(400);
    assertThat(patch("application/json", "{}").code()).isEqualTo(415);
    assertThat(patch(ApiRequest.MERGE_PATCH, "{'spec':{'ports':'x'}}").code()).isEqualTo(422);
    assertThat(patch(ApiRequest.MERGE_PATCH, "{'kind':'Pod'}").code()).isEqualTo(422);
    assertThat(patch(ApiRequest.MERGE_PATCH, "{'metadata':{'name':'x'}}").code()).isEqualTo(400);
  }

  @Test
  void a_kind_may_be_left_out_and_a_strategic_patch_cannot_change_it() {
    shop.service(CART);
    ApiResponse emptied = patch(ApiRequest.JSON_PATCH, "[{'op':'replace','path':'','value':{}}]");
    assertThat(at(emptied, "message"))
        .isEqualTo(
            "the name of the object (cart based on URL) was undeterminable: name must be provided");
    assertThat(patch(ApiRequest.MERGE_PATCH, "{'kind':null}").code()).isEqualTo(200);
    assertThat(patch(ApiRequest.STRATEGIC_PATCH, "{'kind':'Pod'}").code()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'spec':{'type':7}} | map[spec:map[type:7]] | cannot convert int64 to v1.ServiceType",
        "{'spec':{'type':1.5}} | map[spec:map[type:1.5]] | unrecognized type: string",
        "{'spec':{'selector':1e19}} | map[spec:map[selector:1e+19]]"
            + " | cannot restore map from float64",
        "{'spec':{'ports':{}}} | map[spec:map[ports:map[]]] | cannot restore slice from map",
        "{'metadata':[]} | map[metadata:[]] | cannot restore struct from: slice",
        "{'spec':{'healthCheckNodePort':'x'}} | map[spec:map[healthCheckNodePort:x]]"
            + " | unrecognized type: int32",
        "{'spec':{'healthCheckNodePort':1.5}} | map[spec:map[healthCheckNodePort:1.5]]"
            + " | cannot convert float64 to int32",
        "{'spec':{'publishNotReadyAddresses':'x'}} | map[spec:map[publishNotReadyAddresses:x]]"
            + " | unrecognized type: bool"
      })
  void a_strategic_patch_of_other_types_fails_in_go_s_words(
      String patch, String shown, String why) {
    shop.service(CART);
    assertThat(
            at(
                patch(ApiRequest.STRATEGIC_PATCH, patch.replace("1e19", "1" + "0".repeat(19))),
                "message"))
        .isEqualTo(" \"\" is invalid: patch: Invalid value: \"" + shown + "\": " + why);
  }

  @Test
  void a_strategic_patch_takes_whole_numbers_as_they_fit() {
    shop.service(CART);
    String whole = "{'spec':{'ports':[{'name':'whole','port':90.0}]}}";
    assertThat(at(patch(ApiRequest.STRATEGIC_PATCH, whole), "spec.ports.0.port")).isEqualTo(90L);
    String large = "{'spec':{'ports':[{'name':'large','port':2147483648}]}}";
    assertThat(patch(ApiRequest.STRATEGIC_PATCH, large).body())
        .contains("spec.ports[0].port: Invalid value: -2147483648");
  }

  @Test
  void numbers_are_shown_as_go_shows_them() {
    assertThat(Trees.goText(List.of(1e19, 80.0, 1234567.5, 100000.0, 1e6, 0.0001, 1e-5, -1.5, 0.0)))
        .isEqualTo("[1e+19 80 1.2345675e+06 100000 1e+06 0.0001 1e-05 -1.5 0]");
  }

  @Test
  void a_copy_that_grows_without_end_is_refused() {
    StringBuilder operations = new StringBuilder("[{'op':'add','path':'/a','value':{}}");
    operations.append(",{'op':'copy','from':'/a','path':'/a/b'}".repeat(200)).append(']');

    shop.service(CART);
    assertThat(patch(ApiRequest.JSON_PATCH, operations.toString()).code()).isEqualTo(422);
  }

  @Test
  void copies_of_a_text_and_of_a_long_key_count_its_bytes() {
    shop.service(CART);
    String text = "{'op':'add','path':'/a','value':'" + "é".repeat(400_000) + "'}";
    String keys =
        IntStream.range(0, 20)
            .mapToObj(i -> "'" + i + "k".repeat(40_000) + "':1")
            .collect(Collectors.joining(","));
    String key = "{'op':'add','path':'/a','value':{" + keys + "}}";
    for (String added : List.of(text, key)) {
      String three = added + ",{'op':'copy','from':'/a','path':'/b'}".repeat(3);
      String four = three + ",{'op':'copy','from':'/a','path':'/b'}";
      assertThat(patch(ApiRequest.JSON_PATCH, "[" + three + "]").code()).isEqualTo(200);
      assertThat(patch(ApiRequest.JSON_PATCH, "[" + four + "]").code()).isEqualTo(422);
    }
  }

  @Test
  @Timeout(10)
  void a_strategic_patch_takes_many_items_in_its_stride() {
    String ports =
        IntStream.range(1, 60_000)
            .mapToObj(port -> "{'port':" + port + "}")
            .collect(Collectors.joining(","));
    String all = "{'spec':{'ports':[" + ports + "]}}";
    String order = "{'spec':{'$setElementOrder/ports':[" + ports + "],'ports':[" + ports + "]}}";
    String none = "{'spec':{'ports':[" + ports.replace("}", ",'$patch':'delete'}") + "]}}";
    for (String patch : List.of(all, order)) {
      Map<String, @Nullable Object> patched =
          StrategicPatch.apply(ResourceKind.SERVICE, tree(all), tree(patch));
      assertThat(patched).isEqualTo(tree(all));
    }
    assertThat(StrategicPatch.apply(ResourceKind.SERVICE, tree(all), tree(none)))
        .isEqualTo(tree("{'spec':{'ports':[]}}"));
  }

  @Test
  void a_strict_patch_refuses_unknown_fields() {
    shop.service(CART);
    ApiRequest patch =
        ApiRequest.patch(
            ResourceKind.SERVICE, "shop", "cart", ApiRequest.MERGE_PATCH, "{\"spec\":{\"x\":1}}");

    ApiResponse strict = shop.api.handle(patch.with("fieldValidation", "Strict"));
    assertThat(strict.code()).isEqualTo(422);
    assertThat(strict.body()).contains("strict decoding error: unknown field \\\"spec.x\\\"");
    assertThat(shop.api.handle(patch).warnings()).containsExactly("unknown field \"spec.x\"");
  }
}
