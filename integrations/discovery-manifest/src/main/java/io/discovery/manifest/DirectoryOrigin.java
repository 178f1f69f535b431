package io.discovery.manifest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The manifests of a directory itself, but not the hidden ones; symbolic links are followed, so the
 * mount of a ConfigMap is read through the links that it consists of.
 *
 * @param path where it is
 */
record DirectoryOrigin(Path path) implements Origin {
  private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json");

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
    List<Content> contents = new ArrayList<>();
    int left = limits.bytes();
    for (Path file : files(limits)) {
      byte[] bytes = FileOrigin.read(file, left, limits);
      contents.add(new Content(file.toString(), bytes));
      left -= bytes.length;
    }
    return contents;
  }

  private List<Path> files(Limits limits) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      for (Path file : stream) {
        if (isManifest(file)) {
          files.add(file);
        }
        if (files.size() > limits.files()) {
          throw Findings.unreadable(
              name(), "too many files (expected: at most " + limits.files() + ")", null);
        }
      }
    } catch (NoSuchFileException e) {
      throw Findings.unreadable(name(), "no such directory", e);
    } catch (NotDirectoryException e) {
      throw Findings.unreadable(name(), "not a directory (expected: a directory)", e);
    } catch (IOException | DirectoryIteratorException e) {
      throw Findings.unreadable(name(), "not readable (" + e + ")", e);
    }
    files.sort(Comparator.comparing(file -> String.valueOf(file.getFileName())));
    return files;
  }

  private static boolean isManifest(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".")
        && SUFFIXES.stream().anyMatch(name::endsWith)
        && !Files.isDirectory(file);
  }
}
