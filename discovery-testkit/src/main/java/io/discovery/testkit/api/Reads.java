package io.discovery.testkit.api;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import io.discovery.model.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists, by selectors. */
final class Reads {
  private final Resources resources;
  private final ApiRequest request;

  Reads(Resources resources, ApiRequest request) {
    this.resources = resources;
    this.request = request;
  }

  Map<String, @Nullable Object> list(Route route) {
    return list(route.kind(), selected(route));
  }

  /** Returns the list of these objects. */
  Map<String, @Nullable Object> list(ResourceKind kind, List<KubernetesObject> objects) {
    List<Object> items = new ArrayList<>();
    objects.forEach(object -> items.add(resources.item(object)));
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", resources.plane.resourceVersion());
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("kind", kind.name() + "List");
    tree.put("apiVersion", kind.apiVersion());
    tree.put("metadata", metadata);
    tree.put("items", items);
    return tree;
  }

  /** Returns the objects that the selectors of the request match, by namespace and name. */
  List<KubernetesObject> selected(Route route) {
    try {
      Selector labels = Selector.parse(request.parameter("labelSelector"));
      FieldSelector fields = FieldSelector.parse(request.parameter("fieldSelector"));
      SelectableFields known = SelectableFields.of(route.kind());
      return selected(route, labels, fields.over(known), known);
    } catch (IllegalArgumentException e) {
      throw Statuses.badRequest(e);
    }
  }

  private List<KubernetesObject> selected(
      Route route, Selector labels, FieldSelector fields, SelectableFields known) {
    List<KubernetesObject> selected = new ArrayList<>();
    for (KubernetesObject object : resources.list(route)) {
      if (labels.matches(object.metadata().labels()) && fields.matches(object, known)) {
        selected.add(object);
      }
    }
    return selected;
  }
}
