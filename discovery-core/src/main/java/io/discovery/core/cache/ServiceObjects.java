package io.discovery.core.cache;

import io.discovery.model.EndpointSlice;
import io.discovery.model.Service;
import java.util.List;

/**
 * A Service and the slices that belong to it, all of one source.
 *
 * @param source the source
 * @param service the Service
 * @param slices its slices, by name
 * @param alsoIn further sources that have a Service of this name, which is not used
 */
public record ServiceObjects(
    String source, Service service, List<EndpointSlice> slices, List<String> alsoIn) {
  /** Copies the lists. */
  public ServiceObjects {
    slices = List.copyOf(slices);
    alsoIn = List.copyOf(alsoIn);
  }
}
