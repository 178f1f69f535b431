/** Cluster DNS for Services, and Services out of foreign DNS zones. */
module io.discovery.dns {
  requires transitive io.discovery;
  requires transitive io.discovery.core;
  requires org.dnsjava;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.discovery.dns;
}
