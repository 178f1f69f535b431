package io.discovery.core.dns;

import io.discovery.model.EndpointSlice;
import io.discovery.model.KubernetesObject;
import io.discovery.model.NamespacedName;
import io.discovery.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services and slices in a list, in namespace shop; Pods are not looked at, nor addresses. */
final class ListedObjects implements DnsObjects {
  final List<KubernetesObject> all = new ArrayList<>();
  boolean namesPods = true;

  ListedObjects(KubernetesObject... objects) {
    all.addAll(List.of(objects));
  }

  @Override
  public @Nullable Service service(NamespacedName name) {
    return all.stream()
        .filter(object -> object instanceof Service && object.namespacedName().equals(name))
        .map(Service.class::cast)
        .findFirst()
        .orElse(null);
  }

  @Override
  public List<EndpointSlice> slices(NamespacedName name) {
    return all.stream()
        .filter(object -> object instanceof EndpointSlice slice && name.equals(slice.service()))
        .map(EndpointSlice.class::cast)
        .toList();
  }

  @Override
  public List<NamespacedName> at(String address) {
    Collection<NamespacedName> names = new LinkedHashSet<>();
    for (KubernetesObject object : all) {
      NamespacedName name =
          object instanceof EndpointSlice slice ? slice.service() : object.namespacedName();
      if (name != null) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public boolean hasNamespace(String name) {
    return name.equals("shop");
  }

  @Override
  public boolean namesPods() {
    return namesPods;
  }

  @Override
  public boolean hasPod(String namespace, String address) {
    return !address.equals("10.1.9.9");
  }

  @Override
  public long serial() {
    return 7;
  }
}
