package io.discovery.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * One file; a symbolic link is followed.
 *
 * @param path where it is
 */
record FileOrigin(Path path) implements Origin {
  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public boolean changes() {
    return true;
  }

  @Override
  public List<Content> load(Limits limits) {
    return List.of(new Content(name(), read(path, limits.bytes(), limits)));
  }

  /** Reads a file of at most so many bytes; never more than these enter the memory. */
  static byte[] read(Path path, int atMost, Limits limits) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        String what = attributes.isDirectory() ? "a directory" : "a special file";
        throw Findings.unreadable(
            path.toString(), "not a file (" + what + "; expected: a file)", null);
      }
      if (attributes.size() > atMost) {
        throw tooLarge(path.toString(), attributes.size() + " bytes", limits);
      }
      try (InputStream in = Files.newInputStream(path)) {
        return read(in, path.toString(), atMost, limits);
      }
    } catch (NoSuchFileException e) {
      throw Findings.unreadable(path.toString(), "no such file", e);
    } catch (IOException e) {
      throw Findings.unreadable(path.toString(), "not readable (" + e + ")", e);
    }
  }

  /** Reads to the end of a stream whose length is not known, or not to be trusted. */
  static byte[] read(InputStream in, String file, int atMost, Limits limits) throws IOException {
    byte[] bytes = in.readNBytes(atMost);
    if (bytes.length == atMost && in.read() >= 0) {
      throw tooLarge(file, "more than " + atMost + " bytes", limits);
    }
    return bytes;
  }

  static ManifestException tooLarge(String file, String evidence, Limits limits) {
    return Findings.unreadable(
        file,
        "too large (" + evidence + "; expected: at most " + limits.bytes() + " bytes in all)",
        null);
  }
}
