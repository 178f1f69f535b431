/** What a cluster is and what the library promises; needs nothing but the JDK. */
module io.discovery {
  requires static org.jspecify;

  exports io.discovery;
  exports io.discovery.address;
  exports io.discovery.balancer;
  exports io.discovery.model;
  exports io.discovery.snapshot;
  exports io.discovery.time;
  exports io.discovery.watch;
}
