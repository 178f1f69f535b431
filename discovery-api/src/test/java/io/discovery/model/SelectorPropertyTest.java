package io.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.discovery.model.Selector.Operator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SelectorPropertyTest {

  @Property
  void canonicalFormParsesToAnEqualSelector(@ForAll("selectors") String text) {
    Selector selector = Selector.parse(text);
    Selector again = Selector.parse(selector.toString());
    assertThat(again).isEqualTo(selector).hasSameHashCodeAs(selector);
    assertThat(again).hasToString(selector.toString());
  }

  @Property
  void spaceBetweenTokensMeansNothing(@ForAll("selectors") String text) {
    String spaced = text.replaceAll("([=!<>]=?|[(),])", " \t$1\r\n");
    assertThat(Selector.parse(spaced)).isEqualTo(Selector.parse(text));
  }

  @Property
  void matchesIfEveryRequirementDoes(
      @ForAll("selectors") String text, @ForAll("labels") Map<String, String> labels) {
    Selector selector = Selector.parse(text);
    assertThat(selector.matches(labels))
        .isEqualTo(selector.requirements().stream().allMatch(r -> r.matches(labels)));
  }

  @Property
  void oppositesNeverAgree(
      @ForAll("words") String key,
      @ForAll("values") List<String> values,
      @ForAll("labels") Map<String, String> labels) {
    String set = "(" + String.join(",", values) + ")";
    assertThat(Selector.parse(key + " in " + set).matches(labels))
        .isNotEqualTo(Selector.parse(key + " notin " + set).matches(labels));
    assertThat(Selector.parse(key).matches(labels))
        .isNotEqualTo(Selector.parse("!" + key).matches(labels));
  }

  @Property
  void labelsSelectThemselves(@ForAll("labels") Map<String, String> labels) {
    Selector selector = Selector.ofLabels(labels);
    assertThat(selector.matches(labels)).isTrue();
    assertThat(selector.requirements()).allMatch(r -> r.operator() == Operator.EQUALS);
    assertThat(Selector.parse(selector.toString())).isEqualTo(selector);
    assertThat(Selector.of(new LabelSelector(labels, List.of()))).isEqualTo(selector);
  }

  @Property
  void anyTextIsASelectorOrRefused(@ForAll("noise") String text) {
    try {
      Selector selector = Selector.parse(text);
      assertThat(Selector.parse(selector.toString())).isEqualTo(selector);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).matches("(?s)(unable to parse requirement: |found ').*");
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of("app", "tier", "in", "notin", "a.b/c", "X_1");
  }

  @Provide
  Arbitrary<List<String>> values() {
    return Arbitraries.of("", "cart", "in", "7", "x-y").list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<Map<String, String>> labels() {
    return Arbitraries.maps(words(), Arbitraries.of("", "cart", "in", "7", "8", "x-y"));
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of("a", "in", "notin", "=", "!", "(", ")", ",", "<", ">", " ", "\0", "é")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> selectors() {
    Arbitrary<String> unary =
        Combinators.combine(Arbitraries.of("", "!"), words()).as(String::concat);
    Arbitrary<String> exact =
        Combinators.combine(words(), Arbitraries.of("=", "==", "!="), values())
            .as((key, operator, values) -> key + operator + values.get(0));
    Arbitrary<String> order =
        Combinators.combine(words(), Arbitraries.of(">", "<"), Arbitraries.integers().between(0, 9))
            .as((key, operator, number) -> key + operator + number);
    Arbitrary<String> sets =
        Combinators.combine(words(), Arbitraries.of(" in ", " notin "), values())
            .as((key, operator, values) -> key + operator + "(" + String.join(",", values) + ")");
    return Arbitraries.oneOf(unary, exact, order, sets)
        .list()
        .ofMaxSize(5)
        .map(parts -> parts.stream().collect(Collectors.joining(",")));
  }
}
