package io.discovery.core.store;

import io.discovery.core.nullness.Nullable;
import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where an object is found by something other than its name.
 *
 * <p>Pods are listed under each of their labels, Services under one label of their selector: a
 * lookup reads short lists and checks what is on them.
 */
final class Indexes {
  private static final Set<Selector.Operator> EQUALITY =
      EnumSet.of(Selector.Operator.EQUALS, Selector.Operator.DOUBLE_EQUALS, Selector.Operator.IN);

  /** Namespaces and Nodes stand among labels under keys that no label has. */
  private static final String NAMESPACE = "/namespace";

  private static final String NODE = "/node";

  private final Map<Label, Label> pods = new HashMap<>();
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
    Label namespace = pods.get(new Label(pod.metadata().namespace(), NAMESPACE, ""));
    return Objects.requireNonNull(Objects.requireNonNull(namespace).pods.get(pod.namespacedName()));
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
    return !(before instanceof Service service
        && after instanceof Service next
        && !service.spec().selector().equals(next.spec().selector()));
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
      setPod(pod, present);
    } else if (object instanceof Service service && !service.spec().selector().isEmpty()) {
      setService(service, present);
    } else if (object instanceof EndpointSlice slice) {
      NamespacedName service = slice.service();
      if (service != null) {
        slicesByService.set(service, metadata.name(), present ? slice : null);
      }
    }
  }

  private void setOwners(KubernetesObject object, boolean present) {
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      String name = object.kind() + " " + object.namespacedName();
      dependentsByOwner.set(owner.uid(), name, present ? object : null);
    }
  }

  private void setPod(Pod pod, boolean present) {
    NamespacedName name = pod.namespacedName();
    if (!present) {
      for (Label label : listed(pod).labels) {
        label.pods.remove(name);
        if (label.pods.isEmpty()) {
          pods.remove(label);
        }
      }
      return;
    }
    Map<String, String> labels = pod.metadata().labels();
    Listed entry = new Listed(pod, new ArrayList<>(labels.size() + 2));
    enter(name, entry, NAMESPACE, "");
    labels.forEach((key, value) -> enter(name, entry, key, value));
    String node = pod.spec().nodeName();
    if (node != null) {
      enter(name, entry, NODE, node);
    }
  }

  private void enter(NamespacedName name, Listed entry, String key, String value) {
    String namespace = NODE.equals(key) ? "" : name.namespace();
    Label fresh = new Label(namespace, key, value);
    Label label = pods.putIfAbsent(fresh, fresh);
    if (label == null) {
      label = fresh;
      label.pods = new HashMap<>();
    }
    label.pods.put(name, entry);
    entry.labels.add(label);
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
    return pods(namespace, labels, Selector.EVERYTHING);
  }

  List<Pod> pods(String namespace, Selector selector) {
    Map<String, String> labels = new TreeMap<>();
    for (Selector.Requirement requirement : selector.requirements()) {
      if (EQUALITY.contains(requirement.operator()) && requirement.values().size() == 1) {
        labels.put(requirement.key(), requirement.values().get(0));
      }
    }
    return pods(namespace, labels, selector);
  }

  /** Looks through the Pods of the label that fewest have. */
  private List<Pod> pods(String namespace, Map<String, String> labels, Selector rest) {
    List<@Nullable Label> wanted = new ArrayList<>(labels.size() + 1);
    wanted.add(pods.get(new Label(namespace, NAMESPACE, "")));
    labels.forEach((key, value) -> wanted.add(pods.get(new Label(namespace, key, value))));
    Label fewest = wanted.get(0);
    for (Label label : wanted) {
      if (label == null || fewest == null) {
        return List.of();
      }
      fewest = label.pods.size() < fewest.pods.size() ? label : fewest;
    }
    List<Pod> found = new ArrayList<>();
    for (Listed listed : sorted(fewest)) {
      if (listed.has(wanted) && rest.matches(listed.pod.metadata().labels())) {
        found.add(listed.pod);
      }
    }
    return found;
  }

  private static Collection<Listed> sorted(@Nullable Label label) {
    if (label == null) {
      return List.of();
    }
    if (!(label.pods instanceof TreeMap)) {
      label.pods = new TreeMap<>(label.pods);
    }
    return label.pods.values();
  }

  List<Service> servicesOf(String namespace, Map<String, String> labels) {
    List<Service> found = new ArrayList<>();
    labels.forEach(
        (key, value) -> {
          for (Service service : servicesByLabel.under(new Label(namespace, key, value)).values()) {
            if (containsAll(labels, service.spec().selector())) {
              found.add(service);
            }
          }
        });
    if (found.size() > 1) {
      found.sort(Comparator.comparing(service -> service.metadata().name()));
    }
    return found;
  }

  List<Pod> podsOn(String node) {
    List<Pod> found = new ArrayList<>();
    for (Listed listed : sorted(pods.get(new Label("", NODE, node)))) {
      found.add(listed.pod);
    }
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
    boolean[] all = {true};
    wanted.forEach((key, value) -> all[0] &= value.equals(labels.get(key)));
    return all[0];
  }

  /** A Pod on lists: they change with its labels and its Node, not with each of its states. */
  private static final class Listed {
    private final List<Label> labels;
    private Pod pod;

    private Listed(Pod pod, List<Label> labels) {
      this.pod = pod;
      this.labels = labels;
    }

    private boolean has(List<@Nullable Label> wanted) {
      for (int i = 1; i < wanted.size(); i++) {
        if (!labels.contains(wanted.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A label in a namespace, and the Pods that have it. */
  private static final class Label {
    private final String namespace;
    private final String key;
    private final String value;
    private final int hash;

    /** Sorted from when it is first asked for. */
    private Map<NamespacedName, Listed> pods = Map.of();

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
