package io.discovery.watch;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a watch.
 *
 * <p>Events carry no decisions: the client compares states, so duplicates and repeated whole states
 * are harmless.
 */
public sealed interface WatchEvent {
  /** Returns the whole state of every kind that the source has, without a version. */
  static WatchEvent replaced(List<? extends KubernetesObject> objects) {
    return new Replaced(List.of(), List.copyOf(objects), null);
  }

  /**
   * The whole state: what is absent is deleted.
   *
   * @param kinds the kinds that this is the whole state of; empty means every kind
   * @param objects all objects of these kinds
   * @param resourceVersion opaque version to go on from, if the source has versions
   */
  record Replaced(
      List<ResourceKind> kinds, List<KubernetesObject> objects, @Nullable String resourceVersion)
      implements WatchEvent {
    /** Checks for null and copies. */
    public Replaced {
      kinds = List.copyOf(kinds);
      objects = List.copyOf(objects);
    }
  }

  /**
   * An object that is new.
   *
   * @param object the object
   */
  record Added(KubernetesObject object) implements WatchEvent {
    /** Checks for null. */
    public Added {
      Objects.requireNonNull(object, "object");
    }
  }

  /**
   * An object that changed.
   *
   * @param object the object as it is now
   */
  record Modified(KubernetesObject object) implements WatchEvent {
    /** Checks for null. */
    public Modified {
      Objects.requireNonNull(object, "object");
    }
  }

  /**
   * An object that is gone.
   *
   * @param object the object as it was last
   */
  record Deleted(KubernetesObject object) implements WatchEvent {
    /** Checks for null. */
    public Deleted {
      Objects.requireNonNull(object, "object");
    }
  }

  /**
   * A version that everything before has reached.
   *
   * @param resourceVersion opaque version to go on from
   */
  record Bookmark(String resourceVersion) implements WatchEvent {
    /** Checks for null. */
    public Bookmark {
      Objects.requireNonNull(resourceVersion, "resourceVersion");
    }
  }

  /**
   * The source cannot tell what is new; what it delivered stays in use, and the watch goes on.
   *
   * @param cause why
   */
  record Stale(Throwable cause) implements WatchEvent {
    /** Checks for null. */
    public Stale {
      Objects.requireNonNull(cause, "cause");
    }
  }
}
