package io.discovery.proxy;

/** How a proxy chooses, and what it does when an endpoint does not answer. */
public enum Mode {
  /** As packet filters do: at random for each connection, and nothing is tried again. */
  DIRECT,

  /** As kube-proxy's userspace mode did: in turn, and where dialing fails the next one is tried. */
  USERSPACE
}
