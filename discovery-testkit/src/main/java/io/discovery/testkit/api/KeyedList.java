package io.discovery.testkit.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    List<@Nullable Object> kept = new ArrayList<>(original);
    List<@Nullable Object> items = new ArrayList<>();
    boolean replace = false;
    for (Object item : patch) {
      replace |= direct(Trees.map(item), kept, items);
    }
    if (replace) {
      return items;
    }
    List<@Nullable Object> merged = new ArrayList<>(kept);
    for (Object item : items) {
      int at = index(merged, keyOf(item));
      if (at >= 0) {
        merged.set(at, both.apply(merged.get(at), item));
      } else {
        merged.add(item);
      }
    }
    return ordered(merged, items, kept);
  }

  /** Does what the directive of an item says; returns whether it is to replace all. */
  private boolean direct(
      Map<String, @Nullable Object> item,
      List<@Nullable Object> kept,
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
    Object value = keyOf(item);
    kept.removeIf(each -> Objects.equals(Trees.map(each).get(key), value));
    return false;
  }

  /** Returns the items: those in the order at their places among the others, in their order. */
  List<@Nullable Object> ordered(
      List<@Nullable Object> items, List<@Nullable Object> order, List<@Nullable Object> others) {
    List<@Nullable Object> first = new ArrayList<>();
    List<@Nullable Object> rest = new ArrayList<>();
    for (Object item : items) {
      (index(order, keyOf(item)) >= 0 ? first : rest).add(item);
    }
    first.sort(Comparator.comparingInt(item -> index(order, keyOf(item))));
    rest.sort(Comparator.comparingInt(item -> index(others, keyOf(item))));
    List<@Nullable Object> all = new ArrayList<>();
    int i = 0;
    for (Object item : first) {
      int place = index(others, keyOf(item));
      while (i < rest.size() && isBefore(rest.get(i), place, others)) {
        all.add(rest.get(i));
        i++;
      }
      all.add(item);
    }
    all.addAll(rest.subList(i, rest.size()));
    return all;
  }

  private boolean isBefore(@Nullable Object item, int place, List<@Nullable Object> others) {
    int own = index(others, keyOf(item));
    return own >= 0 && place >= 0 && own < place;
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

  private int index(List<@Nullable Object> items, @Nullable Object value) {
    for (int i = 0; i < items.size(); i++) {
      if (Objects.equals(keyOf(items.get(i)), value)) {
        return i;
      }
    }
    return -1;
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
