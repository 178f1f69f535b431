/** Control plane and client in one process. */
// The proxy is compiled after this.
@SuppressWarnings("module")
module io.discovery.core {
  requires transitive io.discovery;
  requires com.github.benmanes.caffeine;
  requires com.google.common;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.discovery.core;
  exports io.discovery.core.view to
      io.discovery.proxy;
}
