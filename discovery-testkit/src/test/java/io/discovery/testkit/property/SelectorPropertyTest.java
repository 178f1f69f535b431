package io.discovery.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.manifest.Json;
import io.discovery.model.LabelSelector;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.PodSpec;
import io.discovery.model.PodStatus;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import io.discovery.testkit.api.ApiRequest;
import io.discovery.testkit.api.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Selectors in each of their forms, over Pods that come, change and go, beside a scan. */
class SelectorPropertyTest {
  private static final int STEPS = Boolean.getBoolean("discovery.long") ? 500 : 40;
  private static final List<String> KEYS = List.of("app", "tier", "a.b/c");
  private static final List<String> VALUES = List.of("", "cart", "till", "0", "7", "12");
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "metadata.name", List.of("metadata", "name"),
          "metadata.namespace", List.of("metadata", "namespace"),
          "spec.nodeName", List.of("spec", "nodeName"),
          "spec.restartPolicy", List.of("spec", "restartPolicy"),
          "status.phase", List.of("status", "phase"));
  private static final List<String> FIELD_VALUES =
      List.of("", "pod-1", "pod-2", "shop", "node-1", "node-2", "Always", "Never", "Running");

  @Property(tries = 300)
  void the_object_form_and_the_text_form_select_the_same(@ForAll long seed) {
    Anything any = new Anything(seed);
    LabelSelector object = object(any);
    Selector selector = Selector.of(object);
    assertThat(Selector.parse(selector.toString())).isEqualTo(Selector.of(distinct(object)));
    for (int i = 0; i < STEPS; i++) {
      Map<String, String> labels = labels(any);
      boolean expected = scan(object, labels);
      assertThat(selector.matches(labels)).as("%s on %s", selector, labels).isEqualTo(expected);
      assertThat(Selector.parse(selector.toString()).matches(labels)).isEqualTo(expected);
    }
  }

  private static LabelSelector object(Anything any) {
    List<LabelSelector.Requirement> requirements = new ArrayList<>();
    for (int i = any.chance.nextInt(4); i > 0; i--) {
      String operator = any.one(List.of("In", "NotIn", "Exists", "DoesNotExist"));
      List<String> values = new ArrayList<>();
      for (int k = operator.endsWith("In") ? 1 + any.chance.nextInt(3) : 0; k > 0; k--) {
        values.add(any.one(VALUES));
      }
      requirements.add(new LabelSelector.Requirement(any.one(KEYS), operator, values));
    }
    return new LabelSelector(any.oneIn(2) ? Map.of() : labels(any), requirements);
  }

  /** As a set has each value once, which the text form is read as. */
  private static LabelSelector distinct(LabelSelector selector) {
    List<LabelSelector.Requirement> requirements =
        selector.matchExpressions().stream()
            .map(
                one ->
                    new LabelSelector.Requirement(
                        one.key(), one.operator(), one.values().stream().distinct().toList()))
            .toList();
    return new LabelSelector(selector.matchLabels(), requirements);
  }

  private static Map<String, String> labels(Anything any) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = any.chance.nextInt(3); i > 0; i--) {
      labels.put(any.one(KEYS), any.one(VALUES));
    }
    return labels;
  }

  private static boolean scan(LabelSelector selector, Map<String, String> labels) {
    boolean all = labels.entrySet().containsAll(selector.matchLabels().entrySet());
    for (LabelSelector.Requirement requirement : selector.matchExpressions()) {
      String value = labels.get(requirement.key());
      all &=
          switch (requirement.operator()) {
            case "In" -> value != null && requirement.values().contains(value);
            case "NotIn" -> value == null || !requirement.values().contains(value);
            case "Exists" -> value != null;
            default -> value == null;
          };
    }
    return all;
  }

  @Property(tries = 100)
  void the_index_finds_the_pods_that_a_scan_finds(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed);
    for (int i = 0; i < STEPS; i++) {
      churn(any, shop);
      LabelSelector asked = object(any);
      List<Pod> expected =
          shop.plane.list(Pod.class).stream()
              .filter(pod -> scan(asked, pod.metadata().labels()))
              .toList();
      assertThat(shop.plane.pods("shop", Selector.of(asked))).isEqualTo(expected);
      assertThat(shop.plane.pods("other", Selector.of(asked))).isEmpty();
    }
  }

  private static void churn(Anything any, Shop shop) {
    NamespacedName name = new NamespacedName("shop", "pod-" + any.chance.nextInt(8));
    Pod pod = shop.plane.get(Pod.class, name);
    if (pod == null) {
      PodSpec.Container web = new PodSpec.Container("web", "web:1", List.of(), null, List.of());
      ObjectMeta metadata = ObjectMeta.of("shop", name.name());
      PodSpec spec =
          PodSpec.builder()
              .containers(List.of(web))
              .nodeName(any.one(List.of("", "node-1", "node-2")))
              .restartPolicy(any.one(List.of("Always", "Never")))
              .build();
      pod = shop.plane.create(new Pod(metadata, spec, PodStatus.NONE));
    } else if (any.oneIn(4)) {
      shop.plane.delete(ResourceKind.POD, name, 0);
      return;
    }
    ObjectMeta labelled = pod.metadata().toBuilder().labels(labels(any)).build();
    Pod next = shop.plane.update(pod.withMetadata(labelled));
    PodStatus.Phase phase = any.one(List.of(PodStatus.Phase.PENDING, PodStatus.Phase.RUNNING));
    shop.plane.updateStatus(next.withStatus(PodStatus.builder().phase(phase).build()));
  }

  @Property(tries = 100)
  void a_field_selector_finds_what_a_scan_over_the_json_finds(@ForAll long seed) {
    Anything any = new Anything(seed);
    Shop shop = new Shop(seed);
    for (int i = 0; i < STEPS; i++) {
      churn(any, shop);
      List<String> terms = new ArrayList<>();
      List<Object> expected = new ArrayList<>(items(shop, ""));
      for (int k = any.chance.nextInt(3); k >= 0; k--) {
        String field = any.one(List.copyOf(new TreeMap<>(FIELDS).keySet()));
        String operator = any.one(List.of("=", "==", "!="));
        String value = any.one(FIELD_VALUES);
        terms.add(field + operator + value);
        expected.removeIf(pod -> text(pod, field).equals(value) == operator.equals("!="));
      }
      String selector = String.join(",", terms);
      assertThat(items(shop, selector)).as(selector).isEqualTo(expected);
    }
  }

  private static String text(Object pod, String field) {
    Object value = pod;
    for (String key : Objects.requireNonNull(FIELDS.get(field))) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return Objects.toString(value, "");
  }

  private static List<?> items(Shop shop, String selector) {
    ApiRequest list = ApiRequest.list(ResourceKind.POD, "shop");
    ApiResponse answer = shop.api.handle(list.with("fieldSelector", selector));
    assertThat(answer.code()).as(answer.body()).isEqualTo(200);
    Map<?, ?> body = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    return (List<?>) Objects.requireNonNull(body.get("items"));
  }
}
