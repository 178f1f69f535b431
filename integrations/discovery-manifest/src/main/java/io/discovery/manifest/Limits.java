package io.discovery.manifest;

/**
 * How much a reading accepts.
 *
 * @param bytes bytes in all files together
 * @param depth levels of a document
 * @param nodes values of a file, each alias counted as what it stands for
 * @param files files of a directory
 */
record Limits(int bytes, int depth, int nodes, int files) {
  static final Limits DEFAULT = ofBytes(16 << 20);

  /** A real manifest has a value every 16 bytes or so. */
  private static final int BYTES_A_NODE = 16;

  static Limits ofBytes(int bytes) {
    return new Limits(bytes, 100, Math.max(1_000, bytes / BYTES_A_NODE), 10_000);
  }
}
