package io.discovery.core;

import io.discovery.core.balancer.PortBalancer;
import io.discovery.core.balancer.PortPicker;
import io.discovery.core.cache.ServiceObjects;
import io.discovery.core.nullness.Nullable;
import io.discovery.core.snapshot.Published;
import io.discovery.core.view.ServiceView;
import io.discovery.snapshot.EndpointSet;
import io.discovery.snapshot.ServicePortName;
import io.discovery.snapshot.ServiceSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What is kept of a Service as long as it lives; confined to the loop. */
final class LiveService {
  private final Map<String, PortBalancer> balancers = new LinkedHashMap<>();
  private @Nullable ServiceView view;
  private @Nullable Published published;

  @Nullable
  ServiceView view() {
    return view;
  }

  @Nullable
  Published published() {
    return published;
  }

  /**
   * Takes a new view.
   *
   * @return what to publish: the same instance as before if nothing changed
   */
  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  Published update(
      ServiceView next,
      ServiceSnapshot now,
      ServiceObjects objects,
      Function<ServicePortName, PortBalancer> newBalancer) {
    view = next;
    Published before = published;
    if (before != null && before.snapshot() == now) {
      if (!before.objects().equals(objects)) {
        published = new Published(now, before.pickers(), objects);
      }
      return Objects.requireNonNull(published);
    }
    List<PortPicker> pickers = new ArrayList<>();
    for (EndpointSet set : now.ports()) {
      PortBalancer balancer =
          balancers.computeIfAbsent(set.name().port(), port -> newBalancer.apply(set.name()));
      pickers.add(balancer.rebuild(now.service(), set));
    }
    closeOthers(now);
    Published update = new Published(now, pickers, objects);
    published = update;
    return update;
  }

  private void closeOthers(ServiceSnapshot now) {
    balancers
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = now.port(entry.getKey()) == null;
              if (gone) {
                entry.getValue().close();
              }
              return gone;
            });
  }

  void close() {
    balancers.values().forEach(PortBalancer::close);
    balancers.clear();
    published = null;
  }
}
