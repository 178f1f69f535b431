package io.discovery.core.store;

import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is found by something other than its name.
 *
 * <p>Pods are listed under each of their labels, Services under one label of their selector: a
 * lookup reads short lists and checks what is on them.
 */
final class Indexes {
  private static final Set<Selector.Operator> EQUALITY =
      EnumSet.of(Selector.Operator.EQUALS, Selector.Operator.DOUBLE_EQUALS, Selector.Operator.IN);

  private final Map<NamespacedName, Listed> pods = new HashMap<>();
  private final Index<Label, Listed> podsByLabel = new Index<>();
  private final Index<String, Listed> podsByNamespace = new Index<>();
  private final Index<String, Listed> podsByNode = new Index<>();
  private final Index<Label, Service> servicesByLabel = new Index<>();
  private final Map<NamespacedName, Label> labelOfService = new HashMap<>();
  private final Index<NamespacedName, EndpointSlice> slicesByService = new Index<>();
  private final Index<String, KubernetesObject> dependentsByOwner = new Index<>();
  private final Set<String> uids = new HashSet<>();

  void apply(Change change) {
    KubernetesObject before = change.before();
    KubernetesObject after = change.after();
    boolean alike = before != null && after != null && isFoundAlike(before, after);
    if (alike && after instanceof Pod pod) {
      listed(pod).pod = pod;
      setOwners(pod, true);
      return;
    }
    if (before != null && !alike) {
      set(before, false);
    }
    if (after != null) {
      set(after, true);
    }
  }

  private Listed listed(Pod pod) {
    return pods.computeIfAbsent(pod.namespacedName(), absent -> new Listed(pod, labels(pod)));
  }

  /** Returns whether the second state takes the place of the first in every index. */
  private static boolean isFoundAlike(KubernetesObject before, KubernetesObject after) {
    ObjectMeta old = before.metadata();
    ObjectMeta now = after.metadata();
    if (!old.labels().equals(now.labels())
        || !old.ownerReferences().equals(now.ownerReferences())) {
      return false;
    }
    if (before instanceof Pod pod && after instanceof Pod next) {
      return Objects.equals(pod.spec().nodeName(), next.spec().nodeName());
    }
    return before instanceof Service service
        && after instanceof Service next
        && service.spec().selector().equals(next.spec().selector());
  }

  private void set(KubernetesObject object, boolean present) {
    ObjectMeta metadata = object.metadata();
    String uid = Objects.requireNonNull(metadata.uid());
    if (present) {
      uids.add(uid);
    } else {
      uids.remove(uid);
    }
    setOwners(object, present);
    if (object instanceof Pod pod) {
      setPod(pod, present ? listed(pod) : null);
    } else if (object instanceof Service service && !service.spec().selector().isEmpty()) {
      setService(service, present);
    } else if (object instanceof EndpointSlice slice && slice.service() != null) {
      slicesByService.set(slice.service(), metadata.name(), present ? slice : null);
    }
  }

  private void setOwners(KubernetesObject object, boolean present) {
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      String name = object.kind() + " " + object.namespacedName();
      dependentsByOwner.set(owner.uid(), name, present ? object : null);
    }
  }

  private void setPod(Pod pod, @Nullable Listed entry) {
    String namespace = pod.metadata().namespace();
    String name = pod.metadata().name();
    podsByNamespace.set(namespace, name, entry);
    for (Label label : labels(pod)) {
      podsByLabel.set(label, name, entry);
    }
    if (pod.spec().nodeName() != null) {
      podsByNode.set(pod.spec().nodeName(), pod.namespacedName().toString(), entry);
    }
    if (entry == null) {
      pods.remove(pod.namespacedName());
    }
  }

  private List<Label> labels(Pod pod) {
    return labels(pod.metadata().namespace(), pod.metadata().labels());
  }

  private List<Label> labels(String namespace, Map<String, String> labels) {
    List<Label> found = new ArrayList<>(labels.size());
    labels.forEach((key, value) -> found.add(known(new Label(namespace, key, value))));
    return found;
  }

  /** Returns the instance that the Pods of a list share, so that equal labels are the same. */
  private Label known(Label label) {
    for (Listed first : podsByLabel.under(label).values()) {
      return first.labels.get(first.labels.indexOf(label));
    }
    return label;
  }

  private void setService(Service service, boolean present) {
    NamespacedName key = service.namespacedName();
    Label label = labelOfService.computeIfAbsent(key, absent -> rarestLabel(service));
    servicesByLabel.set(label, key.name(), present ? service : null);
    if (!present) {
      labelOfService.remove(key);
    }
  }

  /** Returns the label of the selector under which fewest Services are listed so far. */
  private Label rarestLabel(Service service) {
    Label rarest = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, String> entry : service.spec().selector().entrySet()) {
      Label label = new Label(service.metadata().namespace(), entry.getKey(), entry.getValue());
      int size = servicesByLabel.under(label).size();
      if (size < fewest) {
        rarest = label;
        fewest = size;
      }
    }
    return Objects.requireNonNull(rarest);
  }

  List<Pod> pods(String namespace, Map<String, String> labels) {
    List<Label> wanted = labels(namespace, labels);
    List<Pod> found = new ArrayList<>();
    for (Listed listed : shortestList(namespace, wanted).values()) {
      if (listed.labels.containsAll(wanted)) {
        found.add(listed.pod);
      }
    }
    return found;
  }

  List<Pod> pods(String namespace, Selector selector) {
    Map<String, String> labels = new TreeMap<>();
    for (Selector.Requirement requirement : selector.requirements()) {
      if (EQUALITY.contains(requirement.operator()) && requirement.values().size() == 1) {
        labels.put(requirement.key(), requirement.values().get(0));
      }
    }
    List<Pod> found = new ArrayList<>();
    for (Listed listed : shortestList(namespace, labels(namespace, labels)).values()) {
      if (selector.matches(listed.pod.metadata().labels())) {
        found.add(listed.pod);
      }
    }
    return found;
  }

  /** Returns the Pods of the label that fewest have, or all of the namespace without labels. */
  private Map<String, Listed> shortestList(String namespace, List<Label> labels) {
    Map<String, Listed> shortest = podsByNamespace.under(namespace);
    for (Label label : labels) {
      Map<String, Listed> list = podsByLabel.under(label);
      if (list.size() < shortest.size()) {
        shortest = list;
      }
    }
    return shortest;
  }

  List<Service> servicesOf(String namespace, Map<String, String> labels) {
    Map<String, Service> found = new TreeMap<>();
    labels.forEach(
        (key, value) -> {
          for (Service service : servicesByLabel.under(new Label(namespace, key, value)).values()) {
            if (containsAll(labels, service.spec().selector())) {
              found.put(service.metadata().name(), service);
            }
          }
        });
    return new ArrayList<>(found.values());
  }

  List<Pod> podsOn(String node) {
    List<Pod> found = new ArrayList<>();
    podsByNode.under(node).values().forEach(listed -> found.add(listed.pod));
    return found;
  }

  List<EndpointSlice> slicesOf(NamespacedName service) {
    return slicesByService.list(service);
  }

  List<KubernetesObject> dependentsOf(String ownerUid) {
    return dependentsByOwner.list(ownerUid);
  }

  boolean exists(String uid) {
    return uids.contains(uid);
  }

  private static boolean containsAll(Map<String, String> labels, Map<String, String> wanted) {
    for (Map.Entry<String, String> label : wanted.entrySet()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** A Pod on lists: they change with its labels and its Node, not with each of its states. */
  private static final class Listed {
    private final List<Label> labels;
    private Pod pod;

    private Listed(Pod pod, List<Label> labels) {
      this.pod = pod;
      this.labels = labels;
    }
  }

  /** A label in a namespace. */
  private static final class Label {
    private final String namespace;
    private final String key;
    private final String value;
    private final int hash;

    private Label(String namespace, String key, String value) {
      this.namespace = namespace;
      this.key = key;
      this.value = value;
      this.hash = 31 * (31 * value.hashCode() + key.hashCode()) + namespace.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Label that
              && hash == that.hash
              && value.equals(that.value)
              && key.equals(that.key)
              && namespace.equals(that.namespace));
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
