package io.discovery.testkit.workload;

import io.discovery.model.LabelSelector;
import io.discovery.model.Selector;
import io.discovery.model.Syntax;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a workload's selector has to be (apis/meta/v1/validation ValidateLabelSelector). */
final class SelectorRules {
  private static final String FIELD = "spec.selector";
  private static final String TEMPLATE_LABELS = "spec.template.metadata.labels";

  private final Problems problems;

  SelectorRules(Problems problems) {
    this.problems = problems;
  }

  /**
   * A selector must be there, be valid, select something, and select the template's labels.
   *
   * @param owner what the text about an empty selector calls the workload
   * @param otherwise what is said of a selector that means nothing
   * @return whether the template is to be looked at
   */
  boolean check(
      @Nullable LabelSelector selector,
      Map<String, String> labels,
      String owner,
      String otherwise) {
    if (selector == null) {
      problems.required(FIELD, "");
      doesNotMatch(labels);
      return true;
    }
    labels(FIELD + ".matchLabels", selector.matchLabels());
    List<LabelSelector.Requirement> expressions = selector.matchExpressions();
    for (int i = 0; i < expressions.size(); i++) {
      expression(FIELD + ".matchExpressions[" + i + "]", expressions.get(i));
    }
    if (selector.matchLabels().isEmpty() && expressions.isEmpty()) {
      problems.invalid(FIELD, "{}", "empty selector is invalid for " + owner);
    }
    try {
      if (!Selector.of(selector).matches(labels)) {
        doesNotMatch(labels);
      }
      return true;
    } catch (IllegalArgumentException e) {
      problems.invalid(FIELD, json(selector), otherwise);
      return false;
    }
  }

  /** Labels of an object must have valid keys and values (ValidateLabels). */
  void labels(String field, Map<String, String> labels) {
    labels.forEach((key, value) -> label(field, key, value));
  }

  void doesNotMatch(Map<String, String> labels) {
    problems.invalid(
        TEMPLATE_LABELS,
        labels.isEmpty() ? "null" : json(labels),
        "`selector` does not match template `labels`");
  }

  private void label(String field, String key, String value) {
    problems.invalidText(field, key, Syntax.qualifiedName(key));
    problems.invalidText(field, value, Syntax.labelValue(value));
  }

  private void expression(String field, LabelSelector.Requirement expression) {
    boolean none = expression.values().isEmpty();
    switch (expression.operator()) {
      case "In", "NotIn" -> {
        if (none) {
          problems.required(
              field + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!none) {
          problems.forbidden(
              field + ".values",
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
      }
      default ->
          problems.invalid(
              field + ".operator",
              Syntax.quoted(expression.operator()),
              "not a valid selector operator");
    }
    problems.invalidText(field + ".key", expression.key(), Syntax.qualifiedName(expression.key()));
    for (int i = 0; i < expression.values().size(); i++) {
      String value = expression.values().get(i);
      problems.invalidText(field + ".values[" + i + "]", value, Syntax.labelValue(value));
    }
  }

  static String json(@Nullable LabelSelector selector) {
    if (selector == null) {
      return "null";
    }
    StringBuilder json = new StringBuilder("{");
    if (!selector.matchLabels().isEmpty()) {
      json.append("\"matchLabels\":").append(json(selector.matchLabels()));
    }
    if (!selector.matchExpressions().isEmpty()) {
      json.append(json.length() > 1 ? "," : "").append("\"matchExpressions\":");
      json.append(
          selector.matchExpressions().stream()
              .map(SelectorRules::json)
              .collect(Collectors.joining(",", "[", "]")));
    }
    return json.append('}').toString();
  }

  private static String json(LabelSelector.Requirement expression) {
    String values =
        expression.values().stream().map(Syntax::quoted).collect(Collectors.joining(","));
    return "{\"key\":"
        + Syntax.quoted(expression.key())
        + ",\"operator\":"
        + Syntax.quoted(expression.operator())
        + (values.isEmpty() ? "" : ",\"values\":[" + values + "]")
        + "}";
  }

  static String json(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> Syntax.quoted(label.getKey()) + ":" + Syntax.quoted(label.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
