package io.discovery.manifest;

/**
 * One thing that is wrong with a manifest.
 *
 * @param place file, line and column, such as {@code shop.yaml:14:9}
 * @param document number of the document in its file, from 1; 0 if it concerns the whole file
 * @param object kind and name, such as {@code Service shop/cart}; empty if not known
 * @param field path of the field, such as {@code spec.ports[0].port}; empty if it is not about one
 * @param message what is wrong, the evidence and the rule
 */
public record Problem(String place, int document, String object, String field, String message) {

  /** Returns all of it in one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(place).append(": ");
    if (document > 0) {
      text.append("document ").append(document);
      text.append(object.isEmpty() ? "" : ", ").append(object).append(": ");
    }
    return text.append(field).append(field.isEmpty() ? "" : ": ").append(message).toString();
  }
}
