package io.discovery.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A resource of a class loader.
 *
 * @param name name of the resource
 * @param loader where it is looked for
 */
record ClasspathOrigin(String name, ClassLoader loader) implements Origin {
  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public List<Content> load(Limits limits) {
    try (InputStream in = loader.getResourceAsStream(name)) {
      if (in == null) {
        throw Findings.unreadable(name, "no such resource on the class path", null);
      }
      return List.of(new Content(name, FileOrigin.read(in, name, limits.bytes(), limits)));
    } catch (IOException e) {
      throw Findings.unreadable(name, "not readable (" + e + ")", e);
    }
  }
}
