package io.discovery.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Measures programs over sockets, where JMH cannot. */
@FunctionalInterface
interface Trial {
  /**
   * Measures.
   *
   * @param out where logs and inputs are kept
   * @param seconds how long one round lasts
   */
  List<Row> run(Path out, int seconds) throws IOException;
}
