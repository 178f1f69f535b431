package io.discovery.proxy;

import io.discovery.snapshot.ServicePortName;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a program on this machine reaches a Service.
 *
 * @param port the Service port
 * @param frontend its virtual address
 * @param socket where to connect to: the virtual address itself or what stands for it; null if
 *     nothing listens
 * @param problem why the virtual address itself does not listen; empty if it does
 */
public record FrontendState(
    ServicePortName port, Frontend frontend, @Nullable InetSocketAddress socket, String problem) {
  /** Checks for null. */
  public FrontendState {
    Objects.requireNonNull(port, "port");
    Objects.requireNonNull(frontend, "frontend");
    Objects.requireNonNull(problem, "problem");
  }
}
