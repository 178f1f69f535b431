package io.discovery.core.admission;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;

/** The rules of one resource. */
interface Rules<T extends KubernetesObject> {
  /** Returns the object with defaults, and without what a request may not set. */
  T prepared(@Nullable T before, T object);

  /** Adds what is wrong with an object, or with a new state of one. */
  void check(@Nullable T before, T object, Problems problems);

  /** Returns the object with what a status request may set; by default that is nothing. */
  default T preparedStatus(T before, T after) {
    return before;
  }

  /** Adds what is wrong with a new status. */
  default void checkStatus(T before, T after, Problems problems) {}

  /** Returns the object as it may be stored. */
  default Admission.Admitted<T> admit(@Nullable T before, T object, boolean dryRun) {
    T prepared = prepared(before, object);
    Problems problems = new Problems();
    check(before, prepared, problems);
    problems.refuse(prepared);
    return new Admission.Admitted<>(prepared, null);
  }

  /** Takes what a stored object stands for. */
  default void stored(T object) {}

  /** Gives back what a stored object held. */
  default void deleted(T object) {}
}
