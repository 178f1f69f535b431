package io.discovery.core;

import io.discovery.core.admission.Admission;
import io.discovery.core.nullness.Nullable;
import io.discovery.core.store.Change;
import io.discovery.core.store.Store;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.Pod;
import io.discovery.model.ResourceKind;
import io.discovery.model.Service;
import io.discovery.model.ServiceCIDR;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.LinkedHashSet;
import java.util.List;

/** What users write: through admission into the store; then the listeners hear of it. */
final class Writes {
  private final Store store;
  private final Admission admission;
  private final Kinds kinds;
  private final Addresses addresses;

  Writes(Store store, Admission admission, Kinds kinds) {
    this.store = store;
    this.admission = admission;
    this.kinds = kinds;
    this.addresses = new Addresses(store);
    store.follow(this::changed);
  }

  <T extends KubernetesObject> T create(T given, boolean dryRun) {
    return create(given, false, dryRun);
  }

  /**
   * Creates an object in one step with the status that it says, which the API takes by two.
   *
   * @throws StatusException if either is refused; nothing is stored then
   */
  <T extends KubernetesObject> T createWithStatus(T given) {
    return create(given, true, false);
  }

  private <T extends KubernetesObject> T create(T given, boolean status, boolean dryRun) {
    Kinds.Added<T> added = kinds.added(given);
    T object = placed(given);
    requireNamespace(object);
    T named = store.named(object);
    T stored;
    if (added != null) {
      T created = added.create().apply(named);
      checkNew(created);
      stored = store.create(created, dryRun);
    } else {
      try (Admission.Admitted<T> admitted = admission.create(named, dryRun)) {
        T created = admitted.object();
        checkNew(created);
        stored = store.create(status ? admission.updateStatus(created, named) : created, dryRun);
        admitted.commit();
      }
    }
    store.tell();
    return stored;
  }

  /** What was not stored has no version; asked last, as Kubernetes' storage is. */
  private static void checkNew(KubernetesObject object) {
    String version = object.metadata().resourceVersion();
    if (version != null && version.matches("0*[1-9][0-9]*")) {
      throw new StatusException(
          new Status(
              500, "", "resourceVersion should not be set on objects to be created", List.of()));
    }
  }

  /**
   * Returns an object without what every API server overlooks: a namespace too much, doubles, no
   * prefix.
   */
  @SuppressWarnings("unchecked") // withMetadata returns the type that it is called on
  private static <T extends KubernetesObject> T placed(T object) {
    ObjectMeta metadata = object.metadata();
    boolean inPlace = object.kind().namespaced() || metadata.namespace().isEmpty();
    String prefix = metadata.generateName();
    List<ObjectMeta.OwnerReference> owners = metadata.ownerReferences();
    if (inPlace && owners.size() < 2 && !"".equals(prefix)) {
      return object;
    }
    ObjectMeta.Builder placed = metadata.toBuilder();
    placed.namespace(inPlace ? metadata.namespace() : "");
    placed.generateName("".equals(prefix) ? null : prefix);
    placed.ownerReferences(List.copyOf(new LinkedHashSet<>(owners)));
    return (T) object.withMetadata(placed.build());
  }

  private void changed(Change change) {
    KubernetesObject object = change.object();
    if (!kinds.isOwn(object)) {
      return;
    }
    if (change.before() == null) {
      admission.stored(object);
    } else if (change.after() == null) {
      admission.deleted(object);
    }
    if (object instanceof Service) {
      addresses.changed((Service) change.before(), (Service) change.after());
    } else if (object instanceof ServiceCIDR) {
      admission.serve(addresses.ready());
    }
  }

  private void requireNamespace(KubernetesObject object) {
    String namespace = object.metadata().namespace();
    if (object.kind().namespaced()
        && store.get(ResourceKind.NAMESPACE, new NamespacedName("", namespace)) == null) {
      throw new StatusException(Status.notFound(ResourceKind.NAMESPACE, namespace));
    }
  }

  <T extends KubernetesObject> T update(T given, boolean dryRun) {
    Kinds.Added<T> added = kinds.added(given);
    T object = placed(given);
    T before = store.current(object);
    T stored;
    if (added != null) {
      stored = store.update(added.update().apply(before, object), dryRun);
    } else {
      try (Admission.Admitted<T> admitted = admission.update(before, object, dryRun)) {
        stored = store.update(admitted.object(), dryRun);
        admitted.commit();
      }
    }
    store.tell();
    return stored;
  }

  <T extends KubernetesObject> T updateStatus(T object, boolean dryRun) {
    Kinds.Added<T> added = kinds.added(object);
    T before = store.current(object);
    ObjectMeta metadata = before.metadata();
    @SuppressWarnings("unchecked") // withMetadata returns the type that it is called on
    T next =
        added != null
            ? (T) object.withMetadata(metadata)
            : admission.updateStatus(before, placed(object));
    T stored = store.updateStatus(next, dryRun);
    store.tell();
    return stored;
  }

  Pod bind(NamespacedName name, String node) {
    if (!(store.get(ResourceKind.POD, name) instanceof Pod pod)) {
      throw new StatusException(Status.notFound(ResourceKind.POD, name.name()));
    }
    String taken = pod.spec().nodeName();
    if (taken != null && !taken.isEmpty()) {
      throw new StatusException(
          Status.conflict(
              "pods/binding",
              name.name(),
              "pod " + name.name() + " is already assigned to node \"" + taken + "\""));
    }
    Pod bound = store.update(pod.withSpec(pod.spec().toBuilder().nodeName(node).build()));
    store.tell();
    return bound;
  }

  @Nullable
  KubernetesObject delete(ResourceKind kind, NamespacedName name, DeleteOptions options) {
    KubernetesObject stored = store.get(kind, name);
    if (stored != null) {
      options.check(stored);
    }
    KubernetesObject left =
        store.delete(kind, name, options.gracePeriodSeconds(), options.dryRun());
    store.tell();
    return left;
  }
}
