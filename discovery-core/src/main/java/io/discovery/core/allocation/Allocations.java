package io.discovery.core.allocation;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.model.IpFamily;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which virtual addresses and node ports of a cluster are taken. Confined to the loop. */
public final class Allocations {
  /** What a dry run answers instead of a drawn node port: Kubernetes' choice. */
  private static final int FIRST_DRY_PORT = 32_769;

  private final Map<IpFamily, AddressPool> addresses = new LinkedHashMap<>();
  private final PortPool ports;

  /**
   * Starts with nothing taken; what is drawn follows from the source of chance.
   *
   * @param serviceCidrs one range a family, the primary family first
   */
  public Allocations(
      List<Cidr> serviceCidrs, int firstNodePort, int lastNodePort, Randomness randomness) {
    for (Cidr range : serviceCidrs) {
      addresses.put(range.family(), new AddressPool(range, randomness));
    }
    ports = new PortPool(firstNodePort, lastNodePort, randomness);
  }

  /** Returns the families that have a range, the primary one first. */
  public List<IpFamily> families() {
    return List.copyOf(addresses.keySet());
  }

  /** Returns whether an address is taken; one outside of all ranges is not. */
  public boolean taken(Ip ip) {
    AddressPool pool = addresses.get(ip.family());
    return pool != null && pool.taken(ip);
  }

  /** Returns whether a node port is taken. */
  public boolean taken(int nodePort) {
    return ports.taken(nodePort);
  }

  /**
   * Begins a change; nothing else is taken or freed before it ends.
   *
   * @param dryRun whether nothing is taken at all: what is drawn is no more than an example then
   */
  public Transaction begin(boolean dryRun) {
    return new Transaction(dryRun);
  }

  private AddressPool pool(IpFamily family) {
    AddressPool pool = addresses.get(family);
    if (pool == null) {
      throw new AllocationException("the provided network does not match the current range");
    }
    return pool;
  }

  /**
   * Addresses and ports that are taken together and freed together.
   *
   * <p>What is taken is taken at once, and given back by {@link #close} unless {@link #commit} was
   * called; what is freed is freed by {@link #commit}, and cannot be taken before.
   */
  public final class Transaction implements AutoCloseable {
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();

    private final Set<Integer> dryPorts = new TreeSet<>();
    private final boolean dryRun;

    private Transaction(boolean dryRun) {
      this.dryRun = dryRun;
    }

    /**
     * Draws an address of a family.
     *
     * @throws AllocationException if none is free
     */
    public Ip drawAddress(IpFamily family) {
      AddressPool pool = pool(family);
      if (dryRun) {
        return pool.range().base();
      }
      Ip ip = pool.draw();
      undo.add(() -> pool.free(ip));
      return ip;
    }

    /**
     * Takes an address that somebody chose.
     *
     * @throws AllocationException if it is taken, or no usable address of the cluster
     */
    public void takeAddress(Ip ip) {
      AddressPool pool = pool(ip.family());
      if (dryRun) {
        pool.check(ip);
        return;
      }
      pool.take(ip);
      undo.add(() -> pool.free(ip));
    }

    /** Frees an address on commit; one outside of all ranges is ignored. */
    public void freeAddress(Ip ip) {
      AddressPool pool = addresses.get(ip.family());
      if (pool != null) {
        later.add(() -> pool.free(ip));
      }
    }

    /**
     * Draws a node port.
     *
     * @throws AllocationException if none is free
     */
    public int drawPort() {
      if (dryRun) {
        int example = dryPorts.isEmpty() ? FIRST_DRY_PORT : Collections.max(dryPorts) + 1;
        dryPorts.add(example);
        return example;
      }
      int port = ports.draw();
      undo.add(() -> ports.free(port));
      return port;
    }

    /**
     * Takes a node port that somebody chose.
     *
     * @throws AllocationException if it is taken or outside of the range
     */
    public void takePort(int port) {
      if (dryRun) {
        if (ports.taken(port) || !dryPorts.add(port)) {
          throw new AllocationException(PortPool.TAKEN);
        }
        return;
      }
      ports.take(port);
      undo.add(() -> ports.free(port));
    }

    /** Frees a node port on commit; one outside of the range is ignored. */
    public void freePort(int port) {
      later.add(() -> ports.free(port));
    }

    /** Makes the change final; a second call does nothing. */
    public void commit() {
      undo.clear();
      later.forEach(Runnable::run);
      later.clear();
    }

    /** Gives back what was taken, unless the change is final. */
    @Override
    public void close() {
      undo.forEach(Runnable::run);
      undo.clear();
      later.clear();
    }
  }
}
