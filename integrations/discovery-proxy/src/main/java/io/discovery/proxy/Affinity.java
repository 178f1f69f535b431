package io.discovery.proxy;

import io.discovery.address.Ip;
import io.discovery.snapshot.Endpoint;
import io.discovery.snapshot.ServicePortName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which clients stay with which endpoints; thread-safe, and bounded: the longest unused go first.
 *
 * <p>One record serves all addresses of a Service port. With packet filters a client may have one
 * with several endpoints, and what a record lasts is settled when it is used; in userspace it has
 * one, which lasts what the Service says now.
 */
final class Affinity {
  private static final long SECOND = 1_000_000_000;

  private final boolean single;
  private final int capacity;
  private final Map<Client, List<Bond>> bonds = new LinkedHashMap<>(16, 0.75f, true);
  private int size;

  Affinity(Mode mode, int capacity) {
    single = mode == Mode.USERSPACE;
    this.capacity = capacity;
  }

  /** Returns the endpoint of a pool that a client stays with, or null if it is free. */
  synchronized @Nullable Endpoint find(Ip source, Backends backends, Pool pool, long now) {
    Endpoint found = null;
    String text = "";
    for (Bond bond : bonds.getOrDefault(new Client(backends.name, source), List.of())) {
      Endpoint endpoint = isAlive(bond, backends, now) ? pool.find(bond.target) : null;
      // Rules are tried in order of text.
      if (endpoint != null && (found == null || bond.target.text().compareTo(text) < 0)) {
        found = endpoint;
        text = bond.target.text();
      }
    }
    return found;
  }

  private boolean isAlive(Bond bond, Backends backends, long now) {
    int seconds = single ? backends.affinitySeconds : bond.seconds;
    return bond.life == backends.lives.get(bond.target) && now - bond.used < seconds * SECOND;
  }

  /** Notes that a client was given an endpoint. */
  synchronized void use(Ip source, Backends backends, Endpoint endpoint, long now) {
    Target target = Target.of(endpoint);
    Object life = backends.lives.get(target);
    if (life == null) {
      return;
    }
    Client client = new Client(backends.name, source);
    List<Bond> rest = new ArrayList<>(1);
    for (Bond bond : bonds.getOrDefault(client, List.of())) {
      size--;
      if (!single && !bond.target.equals(target) && isAlive(bond, backends, now)) {
        rest.add(bond);
      }
    }
    rest.add(new Bond(target, life, now, backends.affinitySeconds));
    size += rest.size();
    bonds.put(client, rest);
    Iterator<List<Bond>> oldest = bonds.values().iterator();
    while (size > capacity && oldest.hasNext()) {
      size -= oldest.next().size();
      oldest.remove();
    }
  }

  synchronized int size() {
    return size;
  }

  /** Ordered so that hash maps stay fast whatever addresses clients choose. */
  private record Client(ServicePortName port, Ip address) implements Comparable<Client> {
    @Override
    public int compareTo(Client other) {
      int order = address.compareTo(other.address);
      return order == 0 ? port.compareTo(other.port) : order;
    }
  }

  /** A client's record with one endpoint. */
  private record Bond(Target target, Object life, long used, int seconds) {}
}
