package io.discovery.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An IP family.
 *
 * @param value the text as Kubernetes writes it
 */
public record IpFamily(String value) {
  /** IPv4. */
  public static final IpFamily IPV4 = new IpFamily("IPv4");

  /** IPv6. */
  public static final IpFamily IPV6 = new IpFamily("IPv6");

  /** Checks for null; any text is allowed. */
  public IpFamily {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpFamily that && value.equals(that.value);
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
