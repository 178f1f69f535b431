package io.discovery.core.admission;

import io.discovery.core.allocation.Allocations;
import io.discovery.core.nullness.Nullable;
import io.discovery.model.Service;
import io.discovery.model.Service.LoadBalancerStatus;
import io.discovery.model.ServiceSpec;
import io.discovery.model.Syntax;
import java.util.List;

/**
 * Services, in Kubernetes' order: defaults, what is kept from before, families, addresses and
 * ports, rules, and how the result is read (registry/core/service/storage beginCreate,
 * beginUpdate).
 */
final class ServiceAdmission implements Rules<Service> {
  static final MetaRules META = new MetaRules(Syntax::dns1123Label, true);
  private static final LoadBalancerStatus NO_LOAD_BALANCER = new LoadBalancerStatus(List.of());

  private final Allocations allocations;

  ServiceAdmission(Allocations allocations) {
    this.allocations = allocations;
  }

  @Override
  public Admission.Admitted<Service> admit(
      @Nullable Service before, Service object, boolean dryRun) {
    Service prepared = prepared(before, object);
    Allocations.Transaction transaction = allocations.begin(dryRun);
    boolean admitted = false;
    try {
      Service allocated = allocated(before, prepared, transaction);
      Problems problems = new Problems();
      check(before, allocated, problems);
      problems.refuse(allocated);
      admitted = true;
      Service read = allocated.withSpec(ServiceUpdate.read(allocated.spec()));
      return new Admission.Admitted<>(read, transaction);
    } finally {
      if (!admitted) {
        transaction.close();
      }
    }
  }

  @Override
  public Service prepared(@Nullable Service before, Service object) {
    ServiceSpec spec = ServiceDefaults.apply(object.spec());
    if (before == null) {
      Service.Status none = new Service.Status(NO_LOAD_BALANCER, List.of());
      return object.withSpec(ServiceUpdate.firstAddress(spec)).withStatus(none);
    }
    ServiceSpec old = before.spec();
    spec = ServiceUpdate.addresses(old, ServiceUpdate.keepAllocated(old, spec));
    return object.withSpec(spec).withStatus(before.status());
  }

  private Service allocated(
      @Nullable Service before, Service prepared, Allocations.Transaction transaction) {
    ServiceSpec old = before == null ? null : before.spec();
    ServiceSpec spec = new ServiceFamilies(allocations.families()).decide(old, prepared);
    ServiceAddresses addresses = new ServiceAddresses(transaction, prepared.metadata());
    if (old == null) {
      return prepared.withSpec(addresses.draw(spec));
    }
    spec = ServiceUpdate.withoutDependents(old, addresses.redraw(old, spec));
    boolean balanced = ServiceSpec.Type.LOAD_BALANCER.equals(spec.type());
    Service.Status status = prepared.status();
    return prepared
        .withSpec(spec)
        .withStatus(balanced ? status : new Service.Status(NO_LOAD_BALANCER, status.conditions()));
  }

  @Override
  public void check(@Nullable Service before, Service object, Problems problems) {
    META.check(before, object, problems);
    if (before != null) {
      ServiceUpdateRules.check(before.spec(), object.spec(), problems);
    }
    new ServiceRules(before, object, problems).check();
  }

  @Override
  public Service preparedStatus(Service before, Service after) {
    return ServiceStatusRules.prepared(before, after);
  }

  @Override
  public void checkStatus(Service before, Service after, Problems problems) {
    ServiceStatusRules.check(before, after, problems);
  }

  @Override
  public void deleted(Service object) {
    try (Allocations.Transaction transaction = allocations.begin(false)) {
      new ServicePorts(transaction, object.metadata()).free(object.spec());
      transaction.commit();
    }
  }
}
