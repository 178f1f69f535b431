package io.discovery.testkit.api;

import io.discovery.core.ControlPlane;
import io.discovery.manifest.Json;
import io.discovery.model.Namespace;
import io.discovery.model.ObjectMeta;
import io.discovery.model.ResourceKind;
import io.discovery.testkit.Cluster;
import io.discovery.testkit.VirtualLoop;
import io.discovery.testkit.workload.Workloads;
import io.discovery.time.Randomness;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The API of a control plane with the namespace shop. */
final class Shop {
  static final String NAMESPACE = "shop";

  final ApiServer api;

  Shop() {
    VirtualLoop loop = new VirtualLoop();
    ControlPlane.Builder builder = ControlPlane.builder(loop, loop, Randomness.seeded(1));
    ControlPlane plane = Workloads.admittedBy(builder).build();
    plane.create(new Namespace(ObjectMeta.of("", NAMESPACE), null, null));
    api = ApiServer.on(plane, Cluster.kinds());
  }

  ApiResponse create(ResourceKind kind, String body) {
    return api.handle(ApiRequest.create(kind, NAMESPACE, json(body)));
  }

  ApiResponse service(String body) {
    return create(ResourceKind.SERVICE, body);
  }

  ApiResponse update(String name, String body) {
    return api.handle(ApiRequest.update(ResourceKind.SERVICE, NAMESPACE, name, json(body)));
  }

  ApiResponse get(String name) {
    return api.handle(ApiRequest.get(ResourceKind.SERVICE, NAMESPACE, name));
  }

  /** Writes JSON with single quotes. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  static Map<?, ?> tree(ApiResponse response) {
    return (Map<?, ?>) value(response);
  }

  private static Object value(ApiResponse response) {
    return Objects.requireNonNull(Json.parse(response.body()));
  }

  /** Returns what is at a path such as {@code spec.ports.0.port}. */
  static @Nullable Object at(ApiResponse response, String path) {
    Object value = value(response);
    for (String each : path.split("\\.", -1)) {
      if (value instanceof Map<?, ?> map) {
        value = map.get(each);
      } else if (value instanceof List<?> list) {
        int index = Integer.parseInt(each);
        value = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return value;
  }
}
