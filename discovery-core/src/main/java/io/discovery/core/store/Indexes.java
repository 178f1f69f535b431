package io.discovery.core.store;

import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.ObjectMeta.OwnerReference;
import io.discovery.model.Pod;
import io.discovery.model.Selector;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where an object is found by something other than its name.
 *
 * <p>Pods are listed under each of their labels, Services under the first label of their selector:
 * a lookup reads one list and checks what is on it.
 */
final class Indexes {
  private static final Set<Selector.Operator> EQUALITY =
      EnumSet.of(Selector.Operator.EQUALS, Selector.Operator.DOUBLE_EQUALS, Selector.Operator.IN);

  private final Map<Label, TreeMap<String, Pod>> podsByLabel = new TreeMap<>();
  private final Map<Label, TreeMap<String, Service>> servicesByLabel = new TreeMap<>();
  private final Map<String, TreeMap<String, Pod>> podsByNamespace = new TreeMap<>();
  private final Map<NamespacedName, TreeMap<String, EndpointSlice>> slicesByService =
      new TreeMap<>();
  private final Map<String, TreeMap<String, KubernetesObject>> dependents = new TreeMap<>();

  void apply(Change change) {
    if (change.before() != null) {
      forget(change.before());
    }
    if (change.after() != null) {
      remember(change.after());
    }
  }

  private void remember(KubernetesObject object) {
    String name = object.metadata().name();
    String namespace = object.metadata().namespace();
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      put(dependents, owner.uid(), object.kind() + " " + object.namespacedName(), object);
    }
    if (object instanceof Pod pod) {
      put(podsByNamespace, namespace, name, pod);
      pod.metadata()
          .labels()
          .forEach((key, value) -> put(podsByLabel, new Label(namespace, key, value), name, pod));
    } else if (object instanceof Service service && !service.spec().selector().isEmpty()) {
      put(servicesByLabel, first(service), name, service);
    } else if (object instanceof EndpointSlice slice) {
      NamespacedName service = slice.service();
      if (service != null) {
        put(slicesByService, service, name, slice);
      }
    }
  }

  private void forget(KubernetesObject object) {
    String name = object.metadata().name();
    String namespace = object.metadata().namespace();
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      remove(dependents, owner.uid(), object.kind() + " " + object.namespacedName());
    }
    if (object instanceof Pod pod) {
      remove(podsByNamespace, namespace, name);
      pod.metadata()
          .labels()
          .forEach((key, value) -> remove(podsByLabel, new Label(namespace, key, value), name));
    } else if (object instanceof Service service && !service.spec().selector().isEmpty()) {
      remove(servicesByLabel, first(service), name);
    } else if (object instanceof EndpointSlice slice) {
      NamespacedName service = slice.service();
      if (service != null) {
        remove(slicesByService, service, name);
      }
    }
  }

  List<Pod> pods(String namespace, Map<String, String> labels) {
    List<Pod> found = new ArrayList<>();
    for (Pod pod : shortestList(namespace, labels).values()) {
      if (containsAll(pod.metadata().labels(), labels)) {
        found.add(pod);
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
    for (Pod pod : shortestList(namespace, labels).values()) {
      if (selector.matches(pod.metadata().labels())) {
        found.add(pod);
      }
    }
    return found;
  }

  /** Returns the Pods of the label that fewest have, or all of the namespace without labels. */
  private Map<String, Pod> shortestList(String namespace, Map<String, String> labels) {
    Map<String, Pod> shortest = podsByNamespace.getOrDefault(namespace, new TreeMap<>());
    for (Map.Entry<String, String> label : labels.entrySet()) {
      Map<String, Pod> list =
          podsByLabel.get(new Label(namespace, label.getKey(), label.getValue()));
      if (list == null) {
        return Map.of();
      }
      if (list.size() < shortest.size()) {
        shortest = list;
      }
    }
    return shortest;
  }

  List<Service> servicesOf(String namespace, Map<String, String> labels) {
    TreeMap<String, Service> found = new TreeMap<>();
    labels.forEach(
        (key, value) -> {
          Map<String, Service> list = servicesByLabel.get(new Label(namespace, key, value));
          if (list != null) {
            for (Service service : list.values()) {
              if (containsAll(labels, service.spec().selector())) {
                found.put(service.metadata().name(), service);
              }
            }
          }
        });
    return new ArrayList<>(found.values());
  }

  List<EndpointSlice> slicesOf(NamespacedName service) {
    TreeMap<String, EndpointSlice> slices = slicesByService.get(service);
    return slices == null ? List.of() : new ArrayList<>(slices.values());
  }

  List<KubernetesObject> dependentsOf(String ownerUid) {
    TreeMap<String, KubernetesObject> list = dependents.get(ownerUid);
    return list == null ? List.of() : new ArrayList<>(list.values());
  }

  private static Label first(Service service) {
    Map.Entry<String, String> label = service.spec().selector().entrySet().iterator().next();
    return new Label(service.metadata().namespace(), label.getKey(), label.getValue());
  }

  private static boolean containsAll(Map<String, String> labels, Map<String, String> wanted) {
    for (Map.Entry<String, String> label : wanted.entrySet()) {
      if (!label.getValue().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static <K, V> void put(Map<K, TreeMap<String, V>> index, K key, String name, V object) {
    index.computeIfAbsent(key, absent -> new TreeMap<>()).put(name, object);
  }

  private static <K, V> void remove(Map<K, TreeMap<String, V>> index, K key, String name) {
    @Nullable TreeMap<String, V> list = index.get(key);
    if (list != null) {
      list.remove(name);
      if (list.isEmpty()) {
        index.remove(key);
      }
    }
  }

  /** A label in a namespace. */
  private record Label(String namespace, String key, String value) implements Comparable<Label> {
    @Override
    public int compareTo(Label other) {
      int order = namespace.compareTo(other.namespace);
      if (order == 0) {
        order = key.compareTo(other.key);
      }
      return order != 0 ? order : value.compareTo(other.value);
    }
  }
}
