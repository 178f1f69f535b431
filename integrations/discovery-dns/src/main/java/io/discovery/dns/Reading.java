package io.discovery.dns;

import io.discovery.core.dns.DnsObjects;
import io.discovery.model.EndpointSlice;
import io.discovery.model.NamespacedName;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one answer is made of: it holds as long as that is still the same. */
final class Reading implements DnsObjects {

  /** What was read, and what was there. */
  private record Read(Map<?, ?> from, Object key, @Nullable Object value) {
    boolean same() {
      return from.get(key) == value;
    }
  }

  private final ClusterNames names;
  private final PodNames pods;
  private final List<Read> reads = new ArrayList<>(2);
  private long version;

  Reading(ClusterNames names, PodNames pods) {
    this.names = names;
    this.pods = pods;
    version = names.version();
  }

  /** Returns whether nothing changed at all since it was last looked at. */
  boolean current() {
    return version == names.version();
  }

  /** Returns whether nothing changed of what was read. */
  boolean same() {
    long now = names.version();
    for (Read read : reads) {
      if (!read.same()) {
        return false;
      }
    }
    version = now;
    return true;
  }

  private <K, V> @Nullable V read(Map<K, V> from, K key) {
    V value = from.get(key);
    reads.add(new Read(from, key, value));
    return value;
  }

  @Override
  public @Nullable Service service(NamespacedName name) {
    ClusterNames.Entry entry = read(names.services, name);
    return entry == null ? null : entry.service();
  }

  @Override
  public List<EndpointSlice> slices(NamespacedName name) {
    ClusterNames.Entry entry = read(names.services, name);
    return entry == null ? List.of() : entry.slices();
  }

  @Override
  public List<NamespacedName> at(String address) {
    List<NamespacedName> found = read(names.byAddress, address);
    return found == null ? List.of() : found;
  }

  @Override
  public boolean hasNamespace(String name) {
    return read(names.namespaces, name) != null;
  }

  @Override
  public boolean namesPods() {
    return pods != PodNames.DISABLED;
  }

  @Override
  public boolean hasPod(String namespace, String address) {
    if (pods == PodNames.INSECURE) {
      return true;
    }
    List<NamespacedName> found = read(names.podsByAddress, address);
    return found != null && found.stream().anyMatch(pod -> pod.namespace().equals(namespace));
  }

  @Override
  public long serial() {
    return names.serial();
  }
}
