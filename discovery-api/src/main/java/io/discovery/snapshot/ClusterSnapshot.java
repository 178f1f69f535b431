package io.discovery.snapshot;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * All Services at one moment.
 *
 * <p>Immutable and thread-safe; two snapshots share what did not change between them.
 */
public interface ClusterSnapshot {
  /** Returns the number of the snapshot: grows with each one that is published, 0 before any. */
  long revision();

  /** Returns a Service, or null if there is none of this name. */
  @Nullable ServiceSnapshot service(ServiceName name);

  /** Returns all Services, by name. */
  Collection<ServiceSnapshot> services();
}
