package io.discovery.testkit.workload;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Pods after a template, and whom they belong to. */
final class PodFactory {
  private PodFactory() {}

  static Pod newPod(KubernetesObject owner, PodTemplate template) {
    ObjectMeta metadata =
        ObjectMeta.builder()
            .generateName(owner.metadata().name() + "-")
            .namespace(owner.metadata().namespace())
            .labels(template.metadata().labels())
            .annotations(template.metadata().annotations())
            .finalizers(template.metadata().finalizers())
            .ownerReferences(List.of(controller(owner)))
            .build();
    return new Pod(metadata, template.spec(), PodStatus.NONE);
  }

  static OwnerReference controller(KubernetesObject owner) {
    return new OwnerReference(
        owner.kind().apiVersion(),
        owner.kind().name(),
        owner.metadata().name(),
        Objects.requireNonNullElse(owner.metadata().uid(), ""),
        true,
        true);
  }

  /** Returns metadata with one more owner. */
  static ObjectMeta adopted(ObjectMeta metadata, KubernetesObject owner) {
    List<OwnerReference> owners = new ArrayList<>(metadata.ownerReferences());
    owners.add(controller(owner));
    return metadata.toBuilder().ownerReferences(owners).build();
  }

  /** Returns metadata without an owner. */
  static ObjectMeta released(ObjectMeta metadata, KubernetesObject owner) {
    List<OwnerReference> owners = new ArrayList<>(metadata.ownerReferences());
    owners.removeIf(reference -> reference.uid().equals(owner.metadata().uid()));
    return metadata.toBuilder().ownerReferences(owners).build();
  }
}
