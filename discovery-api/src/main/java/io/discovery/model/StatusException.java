package io.discovery.model;

/** A request was refused; the {@link Status} says why in Kubernetes' words. */
public final class StatusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // a record of texts; exceptions of ours are not sent anywhere
  private final Status status;

  /** Refuses with a status. */
  public StatusException(Status status) {
    super(status.message());
    this.status = status;
  }

  /** Returns why. */
  public Status status() {
    return status;
  }
}
