package io.discovery.proxy;

import io.discovery.core.feed.Feed;
import io.discovery.core.feed.Follower;
import io.discovery.core.view.ServiceView;
import io.discovery.model.NamespacedName;
import io.discovery.model.Node;
import io.discovery.model.ResourceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the proxy of a node what a feed tells. */
public final class NodeFollower implements Follower {
  private final NamespacedName node;
  private final Sight sight;
  private final NodeProxy proxy;
  private final Consumer<Plan> plans;

  /**
   * Makes a follower.
   *
   * @param node name of the node
   * @param plans what is done next; on the loop, where it must not block
   */
  public NodeFollower(String node, NodeProxy proxy, Consumer<Plan> plans) {
    this(node, known -> known, proxy, plans);
  }

  /** Makes a follower whose proxy sees the node otherwise than the cluster does. */
  NodeFollower(String node, Sight sight, NodeProxy proxy, Consumer<Plan> plans) {
    this.node = new NamespacedName("", node);
    this.sight = sight;
    this.proxy = Objects.requireNonNull(proxy, "proxy");
    this.plans = Objects.requireNonNull(plans, "plans");
  }

  @Override
  public void changed(ResourceKind kind, Collection<NamespacedName> names, Feed.State state) {
    if (kind.equals(ResourceKind.NODE) && names.contains(node)) {
      plans.accept(proxy.node(sight.of((Node) state.get(kind, node))));
    } else if (kind.equals(ResourceKind.SERVICE)) {
      List<ServiceState> services = new ArrayList<>(names.size());
      for (NamespacedName name : names) {
        ServiceView view = state.view(name);
        services.add(new ServiceState(name, view, state.slices(name)));
      }
      plans.accept(proxy.publish(services));
    }
  }

  /** How a proxy sees its node. */
  @FunctionalInterface
  interface Sight {
    /** Returns what the proxy is told; null if there is no node. */
    @Nullable Node of(@Nullable Node known);
  }
}
