package io.discovery.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.manifest.Json;
import io.discovery.model.ResourceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class PatchPropertyTest {
  private static final List<String> KEYS =
      List.of("metadata", "spec", "ports", "name", "port", "labels", "$patch", "a/b");
  private static final List<String> OPERATIONS =
      List.of("add", "remove", "replace", "move", "copy", "test", "spin");

  @Property(tries = 500)
  void the_difference_of_two_trees_is_a_merge_patch_from_one_to_the_other(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, @Nullable Object> from = mapping(random, 3, false);
    Map<String, @Nullable Object> to = mapping(random, 3, false);

    assertThat(MergePatch.apply(from, difference(from, to))).isEqualTo(to);
  }

  private static Map<String, @Nullable Object> difference(
      Map<String, @Nullable Object> from, Map<String, @Nullable Object> to) {
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    from.keySet().stream().filter(key -> !to.containsKey(key)).forEach(key -> patch.put(key, null));
    to.forEach(
        (key, value) -> {
          Object before = from.get(key);
          if (Trees.isMap(before) && Trees.isMap(value)) {
            patch.put(key, difference(Trees.map(before), Trees.map(value)));
          } else if (value != null && !value.equals(before)) {
            patch.put(key, value);
          }
        });
    return patch;
  }

  @Property(tries = 500)
  void a_strategic_patch_of_ports_changes_nothing_the_second_time(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, @Nullable Object> service = Map.of("spec", Map.of("ports", ports(random)));
    Map<String, @Nullable Object> patch = Map.of("spec", Map.of("ports", ports(random)));

    var once = StrategicPatch.apply(ResourceKind.SERVICE, service, patch);

    assertThat(StrategicPatch.apply(ResourceKind.SERVICE, once, patch)).isEqualTo(once);
  }

  private static List<Object> ports(Random random) {
    Map<Long, Object> ports = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      long port = random.nextInt(6);
      ports.put(port, Map.of("port", port, "name", "p" + random.nextInt(3)));
    }
    return new ArrayList<>(ports.values());
  }

  @Property(tries = 500)
  void no_patch_makes_the_server_throw(@ForAll long seed) {
    Random random = new Random(seed);
    Shop shop = new Shop();
    shop.service("{'metadata':{'name':'cart'},'spec':{'ports':[{'port':80}]}}");
    for (int i = 0; i < 5; i++) {
      handle(shop, ApiRequest.JSON_PATCH, operations(random));
      handle(shop, ApiRequest.MERGE_PATCH, mapping(random, 4, true));
      handle(shop, ApiRequest.STRATEGIC_PATCH, mapping(random, 4, true));
    }
  }

  private static void handle(Shop shop, String type, Object patch) {
    ApiRequest request =
        ApiRequest.patch(ResourceKind.SERVICE, "shop", "cart", type, Json.write(patch));
    assertThat(shop.api.handle(request).code()).isBetween(200, 500);
  }

  private static List<Object> operations(Random random) {
    List<Object> operations = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      Map<String, @Nullable Object> operation = new LinkedHashMap<>();
      operation.put("op", OPERATIONS.get(random.nextInt(OPERATIONS.size())));
      operation.put("path", path(random));
      operation.put("from", path(random));
      operation.put("value", value(random, 2, true));
      operations.add(operation);
    }
    return operations;
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      int index = random.nextInt(3) - 1;
      String key = KEYS.get(random.nextInt(KEYS.size()));
      path.append('/').append(random.nextInt(3) == 0 ? index : key);
    }
    return path.toString();
  }

  private static Map<String, @Nullable Object> mapping(Random random, int depth, boolean nulls) {
    Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      mapping.put(KEYS.get(random.nextInt(KEYS.size())), value(random, depth - 1, nulls));
    }
    return mapping;
  }

  private static @Nullable Object value(Random random, int depth, boolean nulls) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> nulls ? null : "null";
      case 1 -> (long) random.nextInt(100);
      case 2 -> random.nextBoolean();
      case 3 -> List.of("replace", "x", "merge").get(random.nextInt(3));
      case 4 -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(value(random, depth - 1, nulls));
        }
        yield items;
      }
      default -> mapping(random, depth, nulls);
    };
  }
}
