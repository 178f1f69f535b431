package io.discovery.core.controller;

import io.discovery.address.Cidr;
import io.discovery.address.Ip;
import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
import io.discovery.model.Condition;
import io.discovery.model.IPAddress;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.ServiceCIDR;
import io.discovery.time.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes new ServiceCIDRs ready, and lets ending ones go once no address needs them
 * (pkg/controller/servicecidrs).
 */
final class ServiceRanges {
  private static final String FINALIZER = "networking.k8s.io/service-cidr-finalizer";

  /** For so long an ending range is watched for addresses that were drawn meanwhile. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Store store;
  private final EventLoop loop;
  private final Runnable later;
  private boolean dirty;
  private boolean blocked;

  /**
   * Looks after the ranges of a store.
   *
   * @param later asks for a run
   */
  ServiceRanges(Store store, EventLoop loop, Runnable later) {
    this.store = store;
    this.loop = loop;
    this.later = later;
  }

  void changed(Change change) {
    dirty |=
        change.object() instanceof ServiceCIDR
            || (blocked && change.after() == null && change.object() instanceof IPAddress);
  }

  boolean idle() {
    return !dirty;
  }

  void run() {
    if (dirty) {
      dirty = false;
      blocked = false;
      for (KubernetesObject range : store.list(ResourceKind.SERVICE_CIDR)) {
        sync((ServiceCIDR) range);
      }
      store.tell();
    }
  }

  private void sync(ServiceCIDR range) {
    List<String> finalizers = new ArrayList<>(range.metadata().finalizers());
    Instant end = range.metadata().deletionTimestamp();
    if (end == null) {
      ServiceCIDR held = range;
      if (!finalizers.contains(FINALIZER)) {
        finalizers.add(FINALIZER);
        held = withFinalizers(range, finalizers);
      }
      setReady(held, Condition.Status.TRUE, "", "Kubernetes Service CIDR is ready");
    } else if (isNeeded(range)) {
      blocked = true;
      setReady(
          range,
          Condition.Status.FALSE,
          "Terminating",
          "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a"
              + " new ServiceCIDR");
    } else {
      Duration left = Duration.between(store.now(), end.plus(GRACE));
      if (left.compareTo(Duration.ZERO) > 0) {
        loop.schedule(left, this::again);
      } else if (finalizers.remove(FINALIZER)) {
        withFinalizers(range, finalizers);
      }
    }
  }

  private void again() {
    dirty = true;
    later.run();
  }

  private ServiceCIDR withFinalizers(ServiceCIDR range, List<String> finalizers) {
    ObjectMeta metadata = range.metadata().toBuilder().finalizers(finalizers).build();
    return store.update(range.withMetadata(metadata));
  }

  private void setReady(ServiceCIDR range, Condition.Status status, String reason, String message) {
    List<Condition> conditions = new ArrayList<>();
    for (Condition condition : range.status().conditions()) {
      if (!condition.type().equals(ServiceCIDR.READY)) {
        conditions.add(condition);
      } else if (condition.status().equals(status)
          && reason.equals(condition.reason())
          && message.equals(condition.message())) {
        return;
      }
    }
    conditions.add(new Condition(ServiceCIDR.READY, status, reason, message, store.now(), null));
    store.updateStatus(range.withStatus(new ServiceCIDR.Status(conditions)), false);
  }

  /** Returns whether an address would lie in no range any more (canDeleteCIDR). */
  private boolean isNeeded(ServiceCIDR range) {
    List<Cidr> own = cidrs(range);
    List<Cidr> others = new ArrayList<>();
    for (KubernetesObject other : store.list(ResourceKind.SERVICE_CIDR)) {
      if (!other.namespacedName().equals(range.namespacedName())) {
        others.addAll(cidrs((ServiceCIDR) other));
      }
    }
    for (KubernetesObject object : store.list(ResourceKind.IP_ADDRESS)) {
      Ip ip = Ip.parse(object.metadata().name());
      if (IPAddress.ALLOCATOR.equals(object.metadata().labels().get(IPAddress.MANAGED_BY_LABEL))
          && contain(own, ip)
          && !contain(others, ip)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contain(List<Cidr> ranges, Ip ip) {
    for (Cidr range : ranges) {
      if (range.contains(ip)) {
        return true;
      }
    }
    return false;
  }

  private static List<Cidr> cidrs(ServiceCIDR range) {
    List<Cidr> cidrs = new ArrayList<>();
    for (String cidr : range.spec().cidrs()) {
      cidrs.add(Cidr.parse(cidr));
    }
    return cidrs;
  }
}
