package io.discovery.core.feed;

import io.discovery.Registration;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.view.ServiceView;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ResourceKind;
import io.discovery.time.EventLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be followed object by object; every discovery is one. */
public interface Feed {
  /**
   * Tells a follower of all there is, then of each change before it is published; any thread.
   *
   * <p>Off the loop, returns once the follower was told of all there is.
   *
   * @param pods whether it follows Pods too; they come with the next whole state
   * @throws IllegalStateException if the discovery is closed, or its loop does not come to it
   */
  Registration follow(Follower follower, boolean pods);

  /** Returns the loop on which followers are told. */
  EventLoop loop();

  /** What is known now; read within a call of a follower and not later. */
  interface State {
    /** Returns a Service with its slices; null if there is none. */
    @Nullable ServiceObjects objects(NamespacedName service);

    /** Returns the slices of a Service, which need not exist. */
    List<EndpointSlice> slices(NamespacedName service);

    /** Returns what can be used of a Service; null if nothing can. */
    @Nullable ServiceView view(NamespacedName service);

    /** Returns a Node, a Namespace or a Pod; null if there is none. */
    @Nullable KubernetesObject get(ResourceKind kind, NamespacedName name);
  }
}
