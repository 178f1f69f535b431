package io.discovery.core.feed;

import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import java.util.Collection;

/** Is told on the loop what changed; what it throws is logged. */
@FunctionalInterface
public interface Follower {
  /**
   * Takes note of a change.
   *
   * @param kind Services (slices count as a change of theirs), Nodes, Namespaces or Pods
   * @param names which of them, in order
   * @param state what is known of them now
   */
  void changed(ResourceKind kind, Collection<NamespacedName> names, Feed.State state);
}
