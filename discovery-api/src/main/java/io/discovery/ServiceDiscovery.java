package io.discovery;

import io.discovery.address.Ip;
import io.discovery.model.NamespacedName;
import io.discovery.snapshot.ClusterSnapshot;
import io.discovery.snapshot.ServiceName;
import io.discovery.snapshot.ServicePortName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Stable names for changing Pods: gives a handle for each Service of its sources.
 *
 * <p>Thread-safe. Holds threads and listeners until it is closed.
 */
public interface ServiceDiscovery extends AutoCloseable {
  /**
   * Returns a handle for the only port of a Service, or for the one after a colon; neither need
   * exist yet.
   *
   * @param name a name as {@link ServiceName#parse} takes it, or with a port such as {@code
   *     shop/cart:http}, which is what {@link ServiceHandle#name} returns
   * @throws IllegalArgumentException if the text is no Service name
   */
  default ServiceHandle service(String name) {
    return name.indexOf(':') < 0
        ? service(ServiceName.parse(name))
        : service(ServicePortName.parse(name));
  }

  /**
   * Returns a handle for a named port of a Service; neither need exist yet.
   *
   * @param name a name as {@link ServiceName#parse} takes it
   * @param port name of the port; empty for the unnamed one
   * @throws IllegalArgumentException if the text is no Service name
   */
  default ServiceHandle service(String name, String port) {
    return service(new ServicePortName(ServiceName.parse(name), port));
  }

  /** Returns a handle for the only port of a Service; the Service need not exist yet. */
  ServiceHandle service(ServiceName name);

  /** Returns a handle for a port of a Service; neither need exist yet. */
  ServiceHandle service(ServicePortName name);

  /** Returns names as a Pod of a namespace resolves them. */
  Resolver resolver(String namespace);

  /**
   * Returns the addresses of a name such as {@code cart}, as a Pod of the namespace {@code default}
   * resolves it; empty if it has none.
   *
   * @throws IllegalStateException as {@link Resolver} says
   */
  default List<Ip> resolve(String name) {
    return resolver(NamespacedName.DEFAULT_NAMESPACE).addresses(name);
  }

  /** Returns all Services as they are now. */
  ClusterSnapshot snapshot();

  /**
   * Completes once every source has delivered its first whole state and it can be picked from;
   * fails if the discovery is closed before.
   */
  CompletionStage<Void> synced();

  /**
   * Waits until every source has delivered its first whole state.
   *
   * @throws InterruptedException if the thread was interrupted
   * @throws TimeoutException if that takes longer; names the sources that are missing
   */
  void awaitSynced(Duration atMost) throws InterruptedException, TimeoutException;

  /** Returns how the sources are doing. */
  DiscoveryState state();

  /** Returns what was not admitted, or cannot be used, of what the sources delivered. */
  List<Refusal> refused();

  /** Ends every watch, timer, thread and listener; handles throw from then on. */
  @Override
  void close();
}
