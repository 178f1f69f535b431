package io.discovery.testkit.api;

import io.discovery.manifest.Json;
import io.discovery.manifest.ManifestException;
import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.model.Status;
import io.discovery.model.StatusException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates, updates and patches. */
final class Changes {
  /** Kinds of which an update creates what is not there (AllowCreateOnUpdate). */
  private static final Set<ResourceKind> CREATED_BY_UPDATE =
      Set.of(ResourceKind.SERVICE, ResourceKind.ENDPOINTS);

  private final Resources resources;
  private final Bodies bodies;
  private final ApiRequest request;
  private final Route route;

  Changes(Resources resources, Bodies bodies, ApiRequest request, Route route) {
    this.resources = resources;
    this.bodies = bodies;
    this.request = request;
    this.route = route;
  }

  KubernetesObject create() {
    bodies.checkJson();
    Options options = Options.of(request, "CreateOptions");
    KubernetesObject object = bodies.object(route, options.validation());
    try {
      return resources.plane.create(object, options.dryRun());
    } catch (StatusException e) {
      throw EmptyLabels.shown(e, Json.parse(request.body()));
    }
  }

  /** Stores the new state with 200; creates it with 201 where the kind allows that. */
  Changed update() {
    Options options = Options.of(request, "UpdateOptions");
    bodies.checkJson();
    KubernetesObject object = bodies.object(route, options.validation());
    checkName(object);
    if (route.subresource().isEmpty()
        && CREATED_BY_UPDATE.contains(route.kind())
        && resources.find(route) == null) {
      return new Changed(201, resources.plane.create(withoutVersion(object), options.dryRun()));
    }
    try {
      return new Changed(200, store(object, options));
    } catch (StatusException e) {
      throw EmptyLabels.shown(e, Json.parse(request.body()));
    }
  }

  /** An object as it is now, and the HTTP status code that tells how it came to be so. */
  record Changed(int code, KubernetesObject object) {}

  KubernetesObject patch() {
    Patches patches = new Patches(resources, request, bodies);
    patches.checkType();
    Options options = Options.of(request, "PatchOptions");
    KubernetesObject object = patches.apply(route, resources.get(route), options.validation());
    checkName(object);
    try {
      return store(object, options);
    } catch (StatusException e) {
      throw EmptyLabels.shown(e, patches.patched());
    }
  }

  private KubernetesObject store(KubernetesObject object, Options options) {
    return route.subresource().isEmpty()
        ? resources.plane.update(object, options.dryRun())
        : resources.plane.updateStatus(object, options.dryRun());
  }

  private KubernetesObject withoutVersion(KubernetesObject object) {
    ObjectMeta metadata = object.metadata();
    if (metadata.uid() != null && !metadata.uid().isEmpty()) {
      throw new StatusException(
          Status.conflict(
              route.kind().resource(),
              route.name(),
              "uid mismatch: the provided object specified uid "
                  + metadata.uid()
                  + ", and no existing object was found"));
    }
    return object.withMetadata(metadata.toBuilder().resourceVersion(null).build());
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

  /** Assigns a Pod to the Node that a Binding names. */
  Map<String, @Nullable Object> bind() {
    bodies.checkJson();
    Options options = Options.of(request, "CreateOptions");
    Object target;
    try {
      Object binding = Json.parse(request.body());
      target = Trees.isMap(binding) ? Trees.map(binding).get("target") : null;
    } catch (ManifestException e) {
      throw Statuses.badRequest(e);
    }
    if (!Trees.isMap(target)
        || !(Trees.map(target).get("name") instanceof String node)
        || node.isEmpty()) {
      throw new StatusException(new Status(500, "", "target.name: Required value", List.of()));
    }
    if (options.dryRun()) {
      resources.get(route);
    } else {
      resources.plane.bind(route.key(), node);
    }
    return Statuses.done(201);
  }
}
