/** The fake cluster, for unit tests. */
module io.discovery.testkit {
  requires transitive io.discovery;
  requires transitive io.discovery.core;
  requires transitive io.discovery.manifest;
  requires jdk.httpserver;
  requires static org.assertj.core;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports io.discovery.testkit;
  exports io.discovery.testkit.api;
  exports io.discovery.testkit.controller;
  exports io.discovery.testkit.workload;
}
