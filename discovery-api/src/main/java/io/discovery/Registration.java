package io.discovery;

/** Something that was registered and can be taken back; thread-safe. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
  /** Takes it back; more than once is fine. */
  @Override
  void close();
}
