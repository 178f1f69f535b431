package io.discovery.testkit.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A list that a strategic patch merges.
 *
 * @param key field that tells its mappings apart; empty for a list of plain values
 */
record KeyedList(String key) {
  private static final String DIRECTIVE = "$patch";

  /** Returns the list with a patch in it: the patch's order first, then that of the list. */
  List<@Nullable Object> merge(
      List<@Nullable Object> original,
      List<@Nullable Object> patch,
      BinaryOperator<@Nullable Object> both) {
    checkTypes(original, patch);
    if (!Trees.isMap(original.isEmpty() ? patch.get(0) : original.get(0))) {
      List<@Nullable Object> values = new ArrayList<>(original);
      values.addAll(patch);
      return new KeyedList("").ordered(values.stream().distinct().toList(), patch, original);
    }
    if (key.isEmpty()) {
      throw StrategicPatch.failed("cannot merge lists without merge key for ");
    }
    Set<@Nullable Object> deleted = new HashSet<>();
    List<@Nullable Object> items = new ArrayList<>();
    boolean replace = false;
    for (Object item : patch) {
      replace |= direct(Trees.map(item), deleted, items);
    }
    if (replace) {
      return items;
    }
    List<@Nullable Object> kept = new ArrayList<>(original);
    kept.removeIf(each -> deleted.contains(Trees.map(each).get(key)));
    List<@Nullable Object> merged = new ArrayList<>(kept);
    Map<@Nullable Object, Integer> places = places(kept);
    for (Object item : items) {
      Integer at = places.putIfAbsent(keyOf(item), merged.size());
      if (at == null) {
        merged.add(item);
      } else {
        merged.set(at, both.apply(merged.get(at), item));
      }
    }
    return ordered(merged, items, kept);
  }

  /** Does what the directive of an item says; returns whether it is to replace all. */
  private boolean direct(
      Map<String, @Nullable Object> item,
      Set<@Nullable Object> deleted,
      List<@Nullable Object> items) {
    if (!item.containsKey(DIRECTIVE)) {
      items.add(item);
      return false;
    }
    Object directive = item.get(DIRECTIVE);
    if ("replace".equals(directive)) {
      return true;
    }
    if ("merge".equals(directive)) {
      throw StrategicPatch.failed("merging lists cannot yet be specified in the patch");
    }
    if (!"delete".equals(directive)) {
      throw StrategicPatch.unknown(directive, item);
    }
    deleted.add(keyOf(item));
    return false;
  }

  /** Returns the items: those in the order at their places among the others, in their order. */
  List<@Nullable Object> ordered(
      List<@Nullable Object> items, List<@Nullable Object> order, List<@Nullable Object> others) {
    Map<@Nullable Object, Integer> wanted = places(order);
    Map<@Nullable Object, Integer> places = places(others);
    List<@Nullable Object> first = new ArrayList<>();
    List<@Nullable Object> rest = new ArrayList<>();
    for (Object item : items) {
      (wanted.containsKey(keyOf(item)) ? first : rest).add(item);
    }
    first.sort(Comparator.comparingInt(item -> place(wanted, item)));
    rest.sort(Comparator.comparingInt(item -> place(places, item)));
    List<@Nullable Object> all = new ArrayList<>();
    int i = 0;
    for (Object item : first) {
      int place = place(places, item);
      while (i < rest.size() && isBefore(place(places, rest.get(i)), place)) {
        all.add(rest.get(i));
        i++;
      }
      all.add(item);
    }
    all.addAll(rest.subList(i, rest.size()));
    return all;
  }

  private static boolean isBefore(int own, int place) {
    return own >= 0 && own < place;
  }

  /** Refuses a patch whose items are not in the order that it asks for. */
  void checkOrder(List<@Nullable Object> patch, List<@Nullable Object> order) {
    if (order.isEmpty() || patch.isEmpty()) {
      return;
    }
    int next = 0;
    for (Object item : patch) {
      if (Trees.isMap(item) && Trees.map(item).containsKey(DIRECTIVE)) {
        continue;
      }
      Object value = keyOf(item);
      while (next < order.size() && !Objects.equals(keyOf(order.get(next)), value)) {
        next++;
      }
      if (next >= order.size()) {
        throw StrategicPatch.failed(
            "The order in patch list:\n%s\n doesn't match $setElementOrder list:\n%s\n"
                .formatted(Trees.goText(patch), Trees.goText(order)));
      }
      next++;
    }
  }

  private @Nullable Object keyOf(@Nullable Object item) {
    if (key.isEmpty()) {
      return item;
    }
    if (!Trees.isMap(item)) {
      throw StrategicPatch.failed(
          "expected a map[string]interface {}, but received a " + goType(item));
    }
    if (!Trees.map(item).containsKey(key)) {
      throw StrategicPatch.failed(
          "map: " + Trees.goText(item) + " does not contain declared merge key: " + key);
    }
    return Trees.map(item).get(key);
  }

  private int place(Map<@Nullable Object, Integer> places, @Nullable Object item) {
    return places.getOrDefault(keyOf(item), -1);
  }

  /** Returns where each key is for the first time. */
  private Map<@Nullable Object, Integer> places(List<@Nullable Object> items) {
    Map<@Nullable Object, Integer> places = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      places.putIfAbsent(keyOf(items.get(i)), i);
    }
    return places;
  }

  /** Refuses lists whose items are not all of one type. */
  private static void checkTypes(List<@Nullable Object> original, List<@Nullable Object> patch) {
    List<@Nullable Object> all = new ArrayList<>(original);
    all.addAll(patch);
    String type = goType(all.get(0));
    if (type.equals("[]interface {}")) {
      throw Statuses.unprocessable();
    }
    for (Object item : all) {
      if (!goType(item).equals(type)) {
        throw StrategicPatch.failed(
            "list element types are not identical: ["
                + Trees.goText(original)
                + " "
                + Trees.goText(patch)
                + "]");
      }
    }
  }

  /** Returns the type of a value as Go names it. */
  static String goType(@Nullable Object value) {
    if (value == null) {
      return "%!s(<nil>)";
    }
    if (Trees.isMap(value)) {
      return "map[string]interface {}";
    }
    if (value instanceof List) {
      return "[]interface {}";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    return value instanceof Double ? "float64" : "int64";
  }
}
