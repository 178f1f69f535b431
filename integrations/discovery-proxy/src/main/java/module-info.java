/** What a node does with packets to Services. */
module io.discovery.proxy {
  requires transitive io.discovery;
  requires transitive io.discovery.core;
  requires static org.jspecify;

  exports io.discovery.proxy;
}
