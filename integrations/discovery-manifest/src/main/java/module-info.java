/** Kubernetes objects as YAML and JSON. */
module io.discovery.manifest {
  requires transitive io.discovery;
  requires com.fasterxml.jackson.core;
  requires org.snakeyaml.engine;
  requires static org.jspecify;

  exports io.discovery.manifest;
}
