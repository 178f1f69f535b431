package io.discovery.core.allocation;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.model.IpFamily;
import io.discovery.time.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which virtual addresses and node ports of a cluster are taken (registry/core/service/storage/
 * alloc.go; port bands: KEP-3668). Confined to the loop.
 */
public final class Allocations {
  /** What a dry run answers instead of a drawn node port: Kubernetes' choice. */
  private static final int FIRST_DRY_PORT = 32_769;

  private static final int WIDEST_IPV6 = 64;

  private final List<IpFamily> families = new ArrayList<>();
  private final Randomness randomness;
  private final PortPool ports;
  private final Taken ipv4 = new Taken();

  /** By the upper 64 bits; never iterated. */
  private final Map<Long, Taken> ipv6 = new HashMap<>();

  private List<AddressPool> pools = List.of();

  /**
   * Starts with nothing taken; what is drawn follows from the source of chance.
   *
   * @param serviceCidrs one range a family, the primary family first
   */
  public Allocations(
      List<Cidr> serviceCidrs, int firstNodePort, int lastNodePort, Randomness randomness) {
    for (Cidr cidr : serviceCidrs) {
      families.add(cidr.family());
    }
    this.randomness = randomness;
    serve(serviceCidrs);
    ports = new PortPool(firstNodePort, lastNodePort, randomness);
  }

  /** Returns the families that have a range, the primary one first. */
  public List<IpFamily> families() {
    return List.copyOf(families);
  }

  /**
   * Draws addresses from these ranges from now on, the first that has one going first; too wide
   * ones serve nobody.
   */
  public void serve(List<Cidr> ranges) {
    List<AddressPool> served = new ArrayList<>();
    for (Cidr range : ranges) {
      if (range.base().is4() || range.prefixLength() >= WIDEST_IPV6) {
        served.add(new AddressPool(range, takenNear(range.base()), randomness));
      }
    }
    pools = served;
  }

  private Taken takenNear(Ip ip) {
    return ip.is4() ? ipv4 : ipv6.computeIfAbsent(ip.high(), absent -> new Taken());
  }

  /** Returns whether an address is taken. */
  public boolean taken(Ip ip) {
    return takenNear(ip).contains(AddressPool.number(ip));
  }

  /** Takes an address, of a range or not, if it is not taken yet. */
  public void hold(Ip ip) {
    takenNear(ip).add(AddressPool.number(ip));
  }

  /** Frees an address if it is taken. */
  public void release(Ip ip) {
    takenNear(ip).remove(AddressPool.number(ip));
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

  /** In a dry run, the first range of the family answers for all of them. */
  private AddressPool pool(Ip ip, boolean dryRun) {
    for (AddressPool pool : pools) {
      if (dryRun ? pool.range().family().equals(ip.family()) : pool.has(ip)) {
        return pool;
      }
    }
    throw new AllocationException("the provided network does not match the current range");
  }

  /**
   * Addresses and ports that are taken together and freed together.
   *
   * <p>What is taken is taken at once, and given back by {@link #close} unless {@link #commit} was
   * called; what is freed is freed by {@link #commit}, and cannot be taken before.
   */
  public final class Transaction implements AutoCloseable {
    private final List<Ip> takenAddresses = new ArrayList<>(2);
    private final List<Integer> takenPorts = new ArrayList<>();
    private final List<Integer> freedPorts = new ArrayList<>();
    private final SortedSet<Integer> dryPorts;
    private final boolean dryRun;

    private Transaction(boolean dryRun) {
      this.dryRun = dryRun;
      dryPorts = dryRun ? new TreeSet<>() : Collections.emptySortedSet();
    }

    /**
     * Draws an address of a family.
     *
     * @throws AllocationException if none is free
     */
    public Ip drawAddress(IpFamily family) {
      for (AddressPool pool : pools) {
        boolean fits = pool.range().family().equals(family);
        Ip ip = !fits ? null : dryRun ? pool.range().base() : pool.draw();
        if (ip != null) {
          if (!dryRun) {
            takenAddresses.add(ip);
          }
          return ip;
        }
      }
      throw new AllocationException("range is full");
    }

    /**
     * Takes an address that somebody chose.
     *
     * @throws AllocationException if it is taken, or no usable address of the cluster
     */
    public void takeAddress(Ip ip) {
      AddressPool pool = pool(ip, dryRun);
      if (dryRun) {
        pool.check(ip);
        return;
      }
      pool.take(ip);
      takenAddresses.add(ip);
    }

    /**
     * Draws a node port.
     *
     * @throws AllocationException if none is free
     */
    public int drawPort() {
      if (dryRun) {
        int example = dryPorts.isEmpty() ? FIRST_DRY_PORT : dryPorts.last() + 1;
        dryPorts.add(example);
        return example;
      }
      int port = ports.draw();
      takenPorts.add(port);
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
      takenPorts.add(port);
    }

    /** Frees a node port on commit; one outside of the range is ignored. */
    public void freePort(int port) {
      if (!dryRun) {
        freedPorts.add(port);
      }
    }

    /** Makes the change final, unless it is a dry run; a second call does nothing. */
    public void commit() {
      freedPorts.forEach(ports::free);
      forget();
    }

    /** Gives back what was taken, unless the change is final. */
    @Override
    public void close() {
      takenAddresses.forEach(Allocations.this::release);
      takenPorts.forEach(ports::free);
      forget();
    }

    private void forget() {
      takenAddresses.clear();
      takenPorts.clear();
      freedPorts.clear();
    }
  }
}
