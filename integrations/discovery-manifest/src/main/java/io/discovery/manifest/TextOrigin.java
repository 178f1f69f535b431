package io.discovery.manifest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text in memory.
 *
 * @param name what stands for the file in messages
 * @param text the text
 */
record TextOrigin(String name, String text) implements Origin {
  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public List<Content> load(Limits limits) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > limits.bytes()) {
      throw FileOrigin.tooLarge(name, bytes.length + " bytes", limits);
    }
    return List.of(new Content(name, bytes));
  }
}
