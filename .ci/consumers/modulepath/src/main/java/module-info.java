/** An application on the module path. */
module consumer.modulepath {
  requires io.discovery.core;
  requires io.discovery.manifest;
}
