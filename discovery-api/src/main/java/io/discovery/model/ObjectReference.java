package io.discovery.model;

import org.jspecify.annotations.Nullable;

/**
 * A pointer to another object (core/v1 ObjectReference).
 *
 * @param kind kind, such as {@code Pod}
 * @param namespace namespace
 * @param name name
 * @param uid uid
 * @param apiVersion API group and version
 * @param resourceVersion version that was looked at
 * @param fieldPath part of the object
 */
public record ObjectReference(
    @Nullable String kind,
    @Nullable String namespace,
    @Nullable String name,
    @Nullable String uid,
    @Nullable String apiVersion,
    @Nullable String resourceVersion,
    @Nullable String fieldPath) {

  /** Returns a reference to a Pod. */
  public static ObjectReference pod(String namespace, String name, @Nullable String uid) {
    return new ObjectReference("Pod", namespace, name, uid, null, null, null);
  }
}
