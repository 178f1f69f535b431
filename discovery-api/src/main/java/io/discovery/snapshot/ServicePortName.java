package io.discovery.snapshot;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One port of a Service.
 *
 * @param service the Service
 * @param port name of the port; empty for the unnamed port of a Service that has but one
 */
public record ServicePortName(ServiceName service, String port)
    implements Comparable<ServicePortName> {
  /** Checks for null. */
  public ServicePortName {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(port, "port");
  }

  /**
   * Parses {@code shop/cart:http}; without a colon the port is the unnamed one.
   *
   * @throws IllegalArgumentException if the part before the colon is no Service name
   */
  public static ServicePortName parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new ServicePortName(ServiceName.parse(text), "")
        : new ServicePortName(
            ServiceName.parse(text.substring(0, colon)), text.substring(colon + 1));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ServicePortName that
        && port.equals(that.port)
        && service.equals(that.service);
  }

  @Override
  public int hashCode() {
    return 31 * service.hashCode() + port.hashCode();
  }

  /** Orders by Service, then by port. */
  @Override
  public int compareTo(ServicePortName other) {
    int byService = service.compareTo(other.service);
    return byService != 0 ? byService : port.compareTo(other.port);
  }

  /** Returns {@code shop/cart:http}, or {@code shop/cart} for the unnamed port. */
  @Override
  public String toString() {
    return port.isEmpty() ? service.toString() : service + ":" + port;
  }
}
