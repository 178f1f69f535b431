package io.discovery.proxy;

import io.discovery.core.view.ServiceView;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster has of a Service.
 *
 * @param name its name
 * @param view the Service with its endpoints; null if there is no such Service
 * @param slices its slices, also those of a Service that does not exist
 */
record ServiceState(NamespacedName name, @Nullable ServiceView view, List<EndpointSlice> slices) {
  /** Checks for null and copies. */
  ServiceState {
    Objects.requireNonNull(name, "name");
    slices = List.copyOf(slices);
  }
}
