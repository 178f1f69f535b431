package io.discovery.manifest;

/**
 * A part of a manifest that was passed over: an object of an unknown kind, or an unknown field.
 *
 * @param place file, line and column, such as {@code shop.yaml:12:3}
 * @param kind API version and kind of the object, such as {@code apps/v1 Deployment}
 * @param object namespace and name of the object as far as they are known
 * @param field path of the field, such as {@code spec.template.spec.volumes}; empty for an object
 */
public record Ignored(String place, String kind, String object, String field) {

  /** Returns whether the whole object was passed over. */
  public boolean wholeObject() {
    return field.isEmpty();
  }

  /** Returns all of it in one line. */
  @Override
  public String toString() {
    String named = place + ": " + kind + (object.isEmpty() ? "" : " " + object);
    return wholeObject() ? named + ": unknown kind" : named + ": " + field + ": unknown field";
  }
}
