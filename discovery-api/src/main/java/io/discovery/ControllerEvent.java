package io.discovery;

import io.discovery.model.KubernetesObject;

/**
 * What a controller has to say of an object, as {@code kubectl describe} shows it.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param reason what happened, in one word
 * @param message what happened, in Kubernetes' words
 * @param regarding the object, as the controller saw it
 */
public record ControllerEvent(
    String type, String reason, String message, KubernetesObject regarding) {
  /** The type of an event that asks for attention. */
  public static final String WARNING = "Warning";

  /** Returns such as {@code Warning InvalidIPAddress Endpoints shop/cart: Skipped 1 …}. */
  @Override
  public String toString() {
    return type
        + " "
        + reason
        + " "
        + regarding.kind()
        + " "
        + regarding.namespacedName()
        + ": "
        + message;
  }
}
