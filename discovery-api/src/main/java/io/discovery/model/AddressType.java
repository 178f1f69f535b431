package io.discovery.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the addresses of an EndpointSlice are.
 *
 * @param value the text as Kubernetes writes it
 */
public record AddressType(String value) {
  /** IPv4 addresses. */
  public static final AddressType IPV4 = new AddressType("IPv4");

  /** IPv6 addresses. */
  public static final AddressType IPV6 = new AddressType("IPv6");

  /** Names (deprecated in Kubernetes; no proxy uses them). */
  public static final AddressType FQDN = new AddressType("FQDN");

  /** Checks for null; any text is allowed. */
  public AddressType {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressType that && value.equals(that.value);
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
