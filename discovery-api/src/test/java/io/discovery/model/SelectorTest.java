package io.discovery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.discovery.Lines;
import io.discovery.model.Selector.Operator;
import io.discovery.model.Selector.Requirement;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
  private static final String BAD_VALUE =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
          + " 'my_value',  or '12345', regex used for validation is"
          + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

  @TestFactory
  Stream<DynamicTest> answersLikeAnApiServer() {
    Map<String, Map<String, String>> pods = new TreeMap<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (List<String> line : Lines.read(SelectorTest.class, "selectors.tsv")) {
      if (line.get(0).equals("pod")) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 2; i < line.size(); i += 2) {
          labels.put(line.get(i), line.get(i + 1));
        }
        pods.put(line.get(1), labels);
      } else {
        String name = Syntax.quoted(line.get(1));
        String answer = line.get(0) + " " + line.get(2);
        tests.add(
            DynamicTest.dynamicTest(
                name, () -> assertThat(answer(line.get(1), pods)).isEqualTo(answer)));
      }
    }
    assertThat(tests).hasSize(100);
    return tests.stream();
  }

  private static String answer(String text, Map<String, Map<String, String>> pods) {
    try {
      Selector selector = Selector.parse(text);
      return "names "
          + String.join(
              ",",
              pods.entrySet().stream()
                  .filter(pod -> selector.matches(pod.getValue()))
                  .map(Map.Entry::getKey)
                  .toList());
    } catch (IllegalArgumentException e) {
      return "error " + e.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // absent | empty | 1 | 2 | x
        "a=1           | false | false | true  | false | false",
        "a==1          | false | false | true  | false | false",
        "a=            | false | true  | false | false | false",
        "a!=1          | true  | true  | false | true  | true",
        "a in (1,x)    | false | false | true  | false | true",
        "a in ()       | false | true  | false | false | false",
        "a notin (1,x) | true  | true  | false | true  | false",
        "a             | false | true  | true  | true  | true",
        "!a            | true  | false | false | false | false",
        "a>1           | false | false | false | true  | false",
        "a<2           | false | false | true  | false | false",
        "a<2,a>0       | false | false | true  | false | false",
        "a=1,a=2       | false | false | false | false | false",
      })
  void meansWhatTheTableSays(
      String text, boolean absent, boolean empty, boolean one, boolean two, boolean x) {
    Selector selector = Selector.parse(text);
    assertThat(selector.matches(Map.of("b", "1"))).isEqualTo(absent);
    assertThat(selector.matches(Map.of("a", ""))).isEqualTo(empty);
    assertThat(selector.matches(Map.of("a", "1"))).isEqualTo(one);
    assertThat(selector.matches(Map.of("a", "2"))).isEqualTo(two);
    assertThat(selector.matches(Map.of("a", "x"))).isEqualTo(x);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, true",
    "9223372036854775808, false",
    "+6, true",
    "-9223372036854775809, false",
    "006, true",
    "٦, false",
    "6_0, false",
    "'', false",
    "+, false",
  })
  void comparesIntegersOf64BitsOnly(String value, boolean above) {
    assertThat(Selector.parse("a>5").matches(Map.of("a", value))).isEqualTo(above);
  }

  @Test
  void lowestIntegerIsOne() {
    assertThat(Selector.parse("a<0").matches(Map.of("a", "-9223372036854775808"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " b = 1 ,a | a,b=1",
        "z in (c,a,b,a) | z in (a,b,c)",
        "z notin(in,,notin) | z notin (,in,notin)",
        "a==1 | a==1",
        "a!=,!b | a!=,!b",
        "n>1,m<2 | m<2,n>1",
        "a=2,a=1,a | a=2,a=1,a",
        "in in (in) | in in (in)",
      })
  void printsTheCanonicalForm(String text, String canonical) {
    assertThat(Selector.parse(text)).hasToString(canonical);
    assertThat(Selector.parse(canonical)).isEqualTo(Selector.parse(text));
  }

  /** A method, as the reader of a CSV source drops the very character. */
  static Stream<Arguments> textsWithNul() {
    return Stream.of(
        arguments("app\0=cart", "app=cart"),
        arguments("app=\0cart", "app=cart"),
        arguments("app\0", "app"),
        arguments("app \0=cart", "app"),
        arguments("app\0\0=cart", "app"),
        arguments("\0app", ""));
  }

  @ParameterizedTest
  @MethodSource("textsWithNul")
  void swallowsANulThatEndsATokenAndStopsAtAnyOther(String text, String canonical) {
    assertThat(Selector.parse(text)).hasToString(canonical);
  }

  @Test
  void knowsEverythingAndNothing() {
    assertThat(Selector.parse("")).isSameAs(Selector.EVERYTHING);
    assertThat(Selector.ofLabels(Map.of())).isSameAs(Selector.EVERYTHING);
    assertThat(Selector.of(new LabelSelector(Map.of(), List.of()))).isSameAs(Selector.EVERYTHING);
    assertThat(Selector.of(null)).isSameAs(Selector.NOTHING);
    assertThat(Selector.EVERYTHING.empty()).isTrue();
    assertThat(Selector.NOTHING.empty()).isFalse();
    assertThat(Selector.EVERYTHING.selectsNothing()).isFalse();
    assertThat(Selector.NOTHING.selectsNothing()).isTrue();
    assertThat(Selector.EVERYTHING.matches(Map.of())).isTrue();
    assertThat(Selector.NOTHING.matches(Map.of())).isFalse();
    assertThat(Selector.NOTHING).isNotEqualTo(Selector.EVERYTHING).hasToString("");
  }

  @Test
  void readsTheObjectForm() {
    Selector selector =
        Selector.of(
            object(
                Map.of("tier", "front", "app", "cart"),
                expression("zone", "DoesNotExist"),
                expression("app", "NotIn", "b", "a"),
                expression("app", "In", "cart", "cart")));
    assertThat(selector)
        .hasToString("app=cart,app notin (a,b),app in (cart,cart),tier=front,!zone");
    assertThat(selector.matches(Map.of("tier", "front", "app", "cart"))).isTrue();
    assertThat(selector.matches(Map.of("tier", "front", "app", "cart", "zone", "z"))).isFalse();
    assertThat(selector.requirements())
        .first()
        .isEqualTo(new Requirement("app", Operator.EQUALS, List.of("cart")));
  }

  @Test
  void refusesObjectsInKubernetesWords() {
    assertRefused(expression("a", "in", "x"), "\"in\" is not a valid label selector operator");
    assertRefused(
        expression("a", "In"),
        "values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty");
    assertRefused(
        expression("a", "Exists", "<x\n"),
        "[values: Invalid value: [\"\\u003cx\\n\"]: values set must be empty for exists and does"
            + " not exist, values[0][a]: Invalid value: \"<x\\n\": "
            + BAD_VALUE
            + "]");
    assertRefused(
        expression("a", "NotIn", "x", "-a"), "values[1][a]: Invalid value: \"-a\": " + BAD_VALUE);
    assertRefused(
        expression("/a", "Exists"), "key: Invalid value: \"/a\": prefix part must be non-empty");
    assertThatThrownBy(() -> Selector.of(object(Map.of("a", "b c"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values[0][a]: Invalid value: \"b c\": " + BAD_VALUE);
  }

  private static void assertRefused(LabelSelector.Requirement expression, String message) {
    assertThatThrownBy(() -> Selector.of(object(Map.of(), expression)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void takesLabelsAsTheyAre() {
    Selector selector = Selector.ofLabels(Map.of("b", "not valid", "a", "1"));
    assertThat(selector).hasToString("a=1,b=not valid");
    assertThat(selector.matches(Map.of("a", "1", "b", "not valid", "c", ""))).isTrue();
    assertThat(selector.matches(Map.of("a", "1"))).isFalse();
  }

  @Test
  void cannotBeChangedFromOutside() {
    Map<String, String> labels = new HashMap<>(Map.of("a", "1"));
    Selector selector = Selector.ofLabels(labels);
    labels.put("a", "2");
    assertThat(selector).hasToString("a=1");
    assertThatThrownBy(() -> selector.requirements().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "!", ",", "a", "a,", "a=,", " ", "a in (", "in ", "\"", "é", "\0"})
  @Timeout(30)
  void readsLongTextsInLinearTimeWithoutRecursion(String part) {
    for (String text : List.of(part.repeat(300_000), "a in (" + part.repeat(300_000) + ")")) {
      try {
        assertThat(Selector.parse(text).selectsNothing()).isFalse();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).containsPattern("^(found '|unable to parse requirement: )");
      }
    }
  }

  @Test
  void findsValuesInLargeSets() {
    List<String> values = IntStream.range(0, 1_000).mapToObj(i -> "v" + i).toList();
    Selector selector = Selector.parse("a in (" + String.join(",", values) + ")");
    assertThat(values).allMatch(value -> selector.matches(Map.of("a", value)));
    assertThat(selector.matches(Map.of("a", "v1000"))).isFalse();
  }

  @Test
  void matchesWithoutGarbage() {
    Map<String, String> labels = new HashMap<>(Map.of("app", "cart", "tier", "front", "v", "7"));
    Selector equality = Selector.ofLabels(Map.of("app", "cart", "tier", "front"));
    Selector rest = Selector.parse("app in (cart,shop),tier notin (back),v>6,v<8,!zone,app");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThat(matched(20_000, equality, rest, labels)).isEqualTo(40_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    int matched = matched(20_000, equality, rest, labels);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(matched).isEqualTo(40_000);
    // The bean's own answer may cost a few bytes; one object a match would be 640,000.
    assertThat(allocated).isLessThan(10_000);
  }

  private static int matched(int times, Selector a, Selector b, Map<String, String> labels) {
    int matched = 0;
    for (int i = 0; i < times; i++) {
      matched += (a.matches(labels) ? 1 : 0) + (b.matches(labels) ? 1 : 0);
    }
    return matched;
  }

  private static LabelSelector object(
      Map<String, String> labels, LabelSelector.Requirement... expressions) {
    return new LabelSelector(labels, List.of(expressions));
  }

  private static LabelSelector.Requirement expression(
      String key, String operator, String... values) {
    return new LabelSelector.Requirement(key, operator, List.of(values));
  }
}
