package io.discovery.balancer;

import java.util.Objects;

/**
 * There is no endpoint to give; says why and what was known.
 *
 * <p>Carries no stack trace: it may be thrown as often as callers ask.
 */
public final class NoEndpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Says why. */
  public NoEndpointException(Reason reason, String message) {
    super(message, null, true, false);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }

  /** Why there is no endpoint. */
  public enum Reason {
    /** The sources have not delivered their first state. */
    NOT_SYNCED,
    /** There is no Service of this name. */
    NO_SUCH_SERVICE,
    /** The Service has no such port, or several and none was named. */
    UNKNOWN_PORT,
    /** The Service stands for a name in DNS and has no endpoints ({@code ExternalName}). */
    EXTERNAL_NAME,
    /** No endpoint is known; kube-proxy rejects. */
    NO_ENDPOINT,
    /** Endpoints are known, none of them ready; kube-proxy rejects. */
    NONE_READY,
    /** There are usable endpoints, none for callers here ({@code Local}); kube-proxy drops. */
    NONE_HERE,
    /** The discovery was closed. */
    CLOSED
  }
}
