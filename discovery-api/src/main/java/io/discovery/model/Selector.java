package io.discovery.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A label selector that is known to be valid, ready to match.
 *
 * <p>The string form is Kubernetes' canonical one: requirements sorted by key (equal keys keep the
 * order they came in), values sorted. It parses back to an equal selector, but for two that have no
 * string form of their own: {@link #NOTHING} and sets that name a value twice.
 *
 * <p>Error messages are those of Kubernetes v1.37, word for word.
 */
public final class Selector {
  /** The selector without requirements: it selects every object. */
  public static final Selector EVERYTHING = new Selector(List.of(), false);

  /** The selector that selects no object; its string form is empty too, as in Kubernetes. */
  public static final Selector NOTHING = new Selector(List.of(), true);

  private final List<Requirement> requirements;
  private final boolean nothing;

  private Selector(List<Requirement> requirements, boolean nothing) {
    this.requirements = requirements;
    this.nothing = nothing;
  }

  /**
   * Parses the string form, such as {@code app=cart,tier in (front,back),!canary}.
   *
   * @throws IllegalArgumentException with the text that an API server would answer
   */
  public static Selector parse(String text) {
    return sorted(SelectorParser.parse(text));
  }

  /**
   * Returns the selector that a selector object stands for; null stands for {@link #NOTHING}.
   *
   * @throws IllegalArgumentException with Kubernetes' text if an operator, key or value is invalid
   */
  public static Selector of(@Nullable LabelSelector selector) {
    if (selector == null) {
      return NOTHING;
    }
    List<Requirement> found = new ArrayList<>();
    for (Map.Entry<String, String> label : selector.matchLabels().entrySet()) {
      found.add(equality(label).checked());
    }
    for (LabelSelector.Requirement expression : selector.matchExpressions()) {
      Operator operator = operatorOf(expression.operator());
      // The check comes before the sorting: a message names the value's place in what was written.
      RequirementRules.check(expression.key(), operator, expression.values());
      found.add(new Requirement(expression.key(), operator, expression.values()));
    }
    return sorted(found);
  }

  /** Returns the selector of exactly these labels, which nobody checks; none means everything. */
  public static Selector ofLabels(Map<String, String> labels) {
    List<Requirement> found = new ArrayList<>(labels.size());
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      found.add(equality(label));
    }
    return sorted(found);
  }

  private static Requirement equality(Map.Entry<String, String> label) {
    return new Requirement(label.getKey(), Operator.EQUALS, List.of(label.getValue()));
  }

  private static Operator operatorOf(String text) {
    return switch (text) {
      case "In" -> Operator.IN;
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
      default ->
          throw new IllegalArgumentException(
              Syntax.quoted(text) + " is not a valid label selector operator");
    };
  }

  private static Selector sorted(List<Requirement> requirements) {
    if (requirements.isEmpty()) {
      return EVERYTHING;
    }
    requirements.sort(Comparator.comparing(Requirement::key));
    return new Selector(List.copyOf(requirements), false);
  }

  /** Returns whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    if (nothing) {
      return false;
    }
    // By index: an iterator would be garbage on a path that runs once for each Pod and Service.
    for (int i = 0; i < requirements.size(); i++) {
      if (!requirements.get(i).matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** Returns what an object must fulfil, sorted by key; nothing for {@link #NOTHING}. */
  public List<Requirement> requirements() {
    return requirements;
  }

  /** Returns whether every object is selected. */
  public boolean empty() {
    return requirements.isEmpty() && !nothing;
  }

  /** Returns whether this is {@link #NOTHING}; contradictory requirements are not looked for. */
  public boolean selectsNothing() {
    return nothing;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Selector that
        && nothing == that.nothing
        && requirements.equals(that.requirements);
  }

  @Override
  public int hashCode() {
    return requirements.hashCode() + (nothing ? 1 : 0);
  }

  /** Returns the canonical string form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Requirement requirement : requirements) {
      requirement.appendTo(text.length() == 0 ? text : text.append(','));
    }
    return text.toString();
  }

  /** What a requirement asks of the value that a label has. */
  public enum Operator {
    /** The label is there, with one of the values. */
    IN(" in ", false),
    /** The label is absent, or has none of the values. */
    NOT_IN(" notin ", true),
    /** The label is there, with the value. */
    EQUALS("=", false),
    /** The same as {@link #EQUALS}, written differently. */
    DOUBLE_EQUALS("==", false),
    /** The label is absent, or has another value. */
    NOT_EQUALS("!=", true),
    /** The label is there, with any value. */
    EXISTS("", false),
    /** The label is absent. */
    DOES_NOT_EXIST("", true),
    /** The label is there, an integer above the value. */
    GREATER_THAN(">", false),
    /** The label is there, an integer below the value. */
    LESS_THAN("<", false);

    private final String infix;
    private final boolean negated;

    Operator(String infix, boolean negated) {
      this.infix = infix;
      this.negated = negated;
    }

    boolean isSet() {
      return this == IN || this == NOT_IN;
    }

    boolean isExistence() {
      return this == EXISTS || this == DOES_NOT_EXIST;
    }

    boolean isOrder() {
      return this == GREATER_THAN || this == LESS_THAN;
    }
  }

  /**
   * One requirement of a selector.
   *
   * @param key label key
   * @param operator what is asked
   * @param values values to compare with, sorted; none for {@code EXISTS} and its opposite
   */
  public record Requirement(String key, Operator operator, List<String> values) {

    /** Checks for null, copies and sorts; whether it makes sense was checked before. */
    public Requirement {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(operator, "operator");
      values = values.size() < 2 ? List.copyOf(values) : values.stream().sorted().toList();
    }

    private Requirement checked() {
      RequirementRules.check(key, operator, values);
      return this;
    }

    /** Returns whether these labels fulfil the requirement. */
    public boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      if (operator.isOrder()) {
        return value != null && comparable(value) && inOrder(value);
      }
      boolean found = value != null && (operator.isExistence() || has(value));
      return found != operator.negated;
    }

    private boolean has(String value) {
      return values.size() == 1
          ? values.get(0).equals(value)
          : Collections.binarySearch(values, value) >= 0;
    }

    private boolean comparable(String value) {
      return values.size() == 1
          && RequirementRules.isInteger(values.get(0))
          && RequirementRules.isInteger(value);
    }

    private boolean inOrder(String value) {
      long number = Long.parseLong(value);
      long limit = Long.parseLong(values.get(0));
      return operator == Operator.GREATER_THAN ? number > limit : number < limit;
    }

    /** Returns the canonical string form. */
    @Override
    public String toString() {
      return appendTo(new StringBuilder()).toString();
    }

    private StringBuilder appendTo(StringBuilder text) {
      text.append(operator == Operator.DOES_NOT_EXIST ? "!" : "").append(key);
      text.append(operator.infix);
      boolean set = operator.isSet();
      text.append(set ? "(" : "");
      for (int i = 0; i < values.size(); i++) {
        text.append(i == 0 ? "" : ",").append(values.get(i));
      }
      return text.append(set ? ")" : "");
    }
  }
}
