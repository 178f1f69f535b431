package io.discovery.core;

/** Opens a discovery. */
public final class Discovery {
  private Discovery() {}
}
