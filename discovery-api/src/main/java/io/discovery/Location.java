package io.discovery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller runs: traffic policies and hints need it.
 *
 * @param node name of the node; null sees the cluster as a whole
 * @param zone zone; null takes the node's own, if the sources know the node
 */
public record Location(@Nullable String node, @Nullable String zone) {
  /** No particular place. */
  public static final Location ANYWHERE = new Location(null, null);

  /**
   * Returns the place that {@code NODE_NAME} and {@code ZONE} name, as the downward API sets them.
   */
  public static Location fromEnvironment() {
    return from(System.getenv());
  }

  static Location from(Map<String, String> environment) {
    return new Location(text(environment.get("NODE_NAME")), text(environment.get("ZONE")));
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }
}
