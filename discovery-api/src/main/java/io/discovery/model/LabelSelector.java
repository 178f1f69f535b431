package io.discovery.model;

import java.util.List;
import java.util.Map;

/**
 * A label selector as an object (meta/v1 LabelSelector); the empty one selects everything.
 *
 * @param matchLabels labels that must be there with these values
 * @param matchExpressions further requirements, all of which must hold
 */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

  /** Checks for null and copies what is mutable; a null collection is an empty one. */
  public LabelSelector {
    matchLabels = Copies.sorted(matchLabels);
    matchExpressions = Copies.list(matchExpressions);
  }

  /**
   * One requirement of a label selector.
   *
   * @param key label key
   * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
   * @param values values, for {@code In} and {@code NotIn}
   */
  public record Requirement(String key, String operator, List<String> values) {

    /** Checks for null and copies what is mutable; a null collection is an empty one. */
    public Requirement {
      key = key == null ? "" : key;
      operator = operator == null ? "" : operator;
      values = Copies.list(values);
    }
  }
}
