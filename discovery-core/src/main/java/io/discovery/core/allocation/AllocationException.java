package io.discovery.core.allocation;

/** An address or a port could not be had; the message is Kubernetes' own. */
public final class AllocationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AllocationException(String message) {
    super(message);
  }
}
