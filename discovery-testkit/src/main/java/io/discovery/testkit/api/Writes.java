package io.discovery.testkit.api;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ResourceKind;
import java.util.Set;

/** Creates and updates. */
final class Writes {
  /** Kinds of which an update creates what is not there (AllowCreateOnUpdate). */
  private static final Set<ResourceKind> CREATED_BY_UPDATE =
      Set.of(ResourceKind.SERVICE, ResourceKind.ENDPOINTS);

  private final Resources resources;
  private final Bodies bodies;
  private final ApiRequest request;
  private final Route route;

  Writes(Resources resources, Bodies bodies, ApiRequest request, Route route) {
    this.resources = resources;
    this.bodies = bodies;
    this.request = request;
    this.route = route;
  }

  KubernetesObject create() {
    FieldValidation validation = FieldValidation.of(request, "CreateOptions");
    return resources.plane.create(bodies.object(route, validation));
  }

  KubernetesObject update() {
    FieldValidation validation = FieldValidation.of(request, "UpdateOptions");
    KubernetesObject object = bodies.object(route, validation);
    checkName(object);
    if (!route.subresource().isEmpty()) {
      return resources.plane.updateStatus(object);
    }
    boolean absent = resources.find(route) == null;
    return absent && CREATED_BY_UPDATE.contains(route.kind())
        ? resources.plane.create(withoutVersion(object))
        : resources.plane.update(object);
  }

  private static KubernetesObject withoutVersion(KubernetesObject object) {
    return object.withMetadata(object.metadata().toBuilder().resourceVersion(null).build());
  }

  private void checkName(KubernetesObject object) {
    String name = object.metadata().name();
    if (name.isEmpty()) {
      throw Statuses.badRequest(
          "the name of the object (%s based on URL) was undeterminable: name must be provided"
              .formatted(route.name()));
    }
    if (!name.equals(route.name())) {
      throw Statuses.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, route.name()));
    }
  }
}
