import org.jspecify.annotations.NullMarked;

/** Control plane and client in one process. */
// DNS and the proxy are compiled after this.
@SuppressWarnings("module")
@NullMarked // also of packages that nobody else sees
module io.discovery.core {
  requires transitive io.discovery;
  requires com.github.benmanes.caffeine;
  requires com.google.common;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.discovery.core;
  exports io.discovery.core.cache to
      io.discovery.dns,
      io.discovery.proxy;
  exports io.discovery.core.dns to
      io.discovery.dns;
  exports io.discovery.core.feed to
      io.discovery.dns,
      io.discovery.proxy;
  exports io.discovery.core.view to
      io.discovery.dns,
      io.discovery.proxy;
}
