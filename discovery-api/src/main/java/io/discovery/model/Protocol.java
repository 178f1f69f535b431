package io.discovery.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transport protocol.
 *
 * @param value the text as Kubernetes writes it
 */
public record Protocol(String value) {
  /** The default. */
  public static final Protocol TCP = new Protocol("TCP");

  /** Datagrams. */
  public static final Protocol UDP = new Protocol("UDP");

  /** Streams over one association. */
  public static final Protocol SCTP = new Protocol("SCTP");

  /** Checks for null; any text is allowed. */
  public Protocol {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Protocol that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return value;
  }
}
