package io.discovery.core.admission;

import io.discovery.model.KubernetesObject;
import io.discovery.model.ObjectMeta;
import io.discovery.time.Randomness;

/** Names that the server makes: a prefix and five characters. */
final class Names {
  private static final String CHARACTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX = 5;
  private static final int LONGEST_PREFIX = 63 - SUFFIX;

  private Names() {}

  /** Returns the object with a drawn name if it has none but a prefix for it. */
  @SuppressWarnings("unchecked") // withMetadata returns its own type
  static <T extends KubernetesObject> T named(T object, Randomness randomness) {
    ObjectMeta metadata = object.metadata();
    String prefix = Values.text(metadata.generateName());
    if (prefix == null || !metadata.name().isEmpty()) {
      return object;
    }
    StringBuilder name =
        new StringBuilder(prefix.substring(0, Math.min(prefix.length(), LONGEST_PREFIX)));
    for (int i = 0; i < SUFFIX; i++) {
      name.append(CHARACTERS.charAt(randomness.nextInt(CHARACTERS.length())));
    }
    return (T) object.withMetadata(metadata.toBuilder().name(name.toString()).build());
  }
}
