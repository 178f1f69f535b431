package io.discovery.core.admission;

import io.discovery.address.Cidr;
import io.discovery.core.allocation.Allocations;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.time.Randomness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What an object must go through before it is stored: defaults, rules, addresses. */
public final class Admission {
  private final Map<ResourceKind, Rules<?>> rules = new HashMap<>();
  private final Allocations allocations;

  /** Starts with every address and node port free. */
  public Admission(Ranges ranges, Randomness randomness) {
    allocations =
        new Allocations(
            ranges.serviceCidrs(), ranges.firstNodePort(), ranges.lastNodePort(), randomness);
    rules.put(ResourceKind.SERVICE, new ServiceAdmission(allocations));
    rules.put(ResourceKind.ENDPOINTS, new EndpointsAdmission());
    rules.put(ResourceKind.ENDPOINT_SLICE, new EndpointSliceAdmission());
    rules.put(ResourceKind.POD, new PodAdmission());
    rules.put(ResourceKind.NAMESPACE, new NamespaceAdmission());
    rules.put(ResourceKind.NODE, new NodeAdmission());
    rules.put(ResourceKind.SERVICE_CIDR, new ServiceCidrAdmission());
    rules.put(ResourceKind.IP_ADDRESS, new IpAddressAdmission(allocations));
  }

  /**
   * Returns a new object, which has a name, as it may be stored.
   *
   * @param dryRun whether nothing is taken for it
   * @throws io.discovery.model.StatusException if it is refused; nothing stays allocated then
   */
  public <T extends KubernetesObject> Admitted<T> create(T object, boolean dryRun) {
    return rules(object).admit(null, object, dryRun);
  }

  /**
   * Returns a new state of a stored object as it may be stored; its status is that from before.
   *
   * @param dryRun whether nothing is taken or freed for it
   * @throws io.discovery.model.StatusException if it is refused; nothing is allocated or freed then
   */
  public <T extends KubernetesObject> Admitted<T> update(T before, T after, boolean dryRun) {
    return rules(before).admit(before, after, dryRun);
  }

  /**
   * Returns a stored object with a new status; spec and most metadata are those from before.
   *
   * @throws io.discovery.model.StatusException if the status is refused
   */
  public <T extends KubernetesObject> T updateStatus(T before, T after) {
    Rules<T> rules = rules(before);
    T prepared = rules.preparedStatus(before, after);
    Problems problems = new Problems();
    rules.checkStatus(before, prepared, problems);
    problems.refuse(prepared);
    return prepared;
  }

  /** Draws addresses from these ranges from now on, the first that has one going first. */
  public void serve(List<Cidr> ranges) {
    allocations.serve(ranges);
  }

  /** Takes what an object stands for, if anything; called once it is in the store. */
  public void stored(KubernetesObject object) {
    if (rules.containsKey(object.kind())) {
      rules(object).stored(object);
    }
  }

  /** Frees what an object held, if anything; called once it is gone from the store. */
  public void deleted(KubernetesObject object) {
    if (rules.containsKey(object.kind())) {
      rules(object).deleted(object);
    }
  }

  @SuppressWarnings("unchecked") // rules are registered under the kind of what they take
  private <T extends KubernetesObject> Rules<T> rules(T object) {
    Rules<?> found = rules.get(object.kind());
    if (found == null) {
      throw new IllegalArgumentException(
          "admission: unknown kind (%s; expected: one of %s)"
              .formatted(object.kind(), new TreeSet<>(rules.keySet())));
    }
    return (Rules<T>) found;
  }

  /**
   * An object that may be stored, and what it takes and frees.
   *
   * <p>{@link #close} gives back what was taken unless {@link #commit} was called; what is freed is
   * freed by {@link #commit}.
   */
  public static final class Admitted<T> implements AutoCloseable {
    private final T object;
    private final Allocations.@Nullable Transaction transaction;

    Admitted(T object, Allocations.@Nullable Transaction transaction) {
      this.object = object;
      this.transaction = transaction;
    }

    /** Returns the object as it may be stored. */
    public T object() {
      return object;
    }

    /** Says that the object is stored. */
    public void commit() {
      if (transaction != null) {
        transaction.commit();
      }
    }

    /** Gives back what was taken, unless the object is stored. */
    @Override
    public void close() {
      if (transaction != null) {
        transaction.close();
      }
    }
  }
}
